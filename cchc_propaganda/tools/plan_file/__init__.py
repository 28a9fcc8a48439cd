# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read a plan out of a Word file, a workbook or plain text: head and appendix, within limits, running nothing and
fetching nothing."""

from xml.parsers import expat
from zipfile import BadZipFile

from .. import limits, table_reading
from . import plain
from .appendix import find_appendix
from .document import Basis, Head, PlanFile, PlanFileError, Row, Section, Turn
from .head import read_head
from .word_file import read_word_file
from .workbook import read_workbook

_LIST_ERRORS = {'too_big': 'long', 'too_many_lines': 'too_many', 'too_many_sheets': 'long', 'long_cell': 'long',
                'not_xlsx': 'damaged', 'old_excel': 'old', 'empty': 'no_table'}


def read_plan_file(content: bytes) -> PlanFile:
    """Return the plan in the file; its first bytes say what it is, not its name. Raise PlanFileError."""
    try:
        return _read(content)
    except PlanFileError:
        raise
    except limits.LimitError as error:
        raise PlanFileError(error.code, **error.values) from error
    except table_reading.ListError as error:
        raise PlanFileError(_LIST_ERRORS.get(error.reason, 'damaged'), most=limits.PLAN_ROWS) from error
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError, AttributeError,
            IndexError, TypeError, expat.ExpatError, SyntaxError) as error:
        # The errors that readers raise for a broken file (lxml's is a SyntaxError, RecursionError a RuntimeError).
        raise PlanFileError('damaged') from error


def _read(content):
    if not content:
        raise PlanFileError('empty')
    if len(content) > limits.PLAN.file:
        raise PlanFileError('large', most=limits.PLAN.file // limits.MIB)
    if content.startswith(b'\xd0\xcf\x11\xe0'):     # the container of .doc and .xls, and of every encrypted document
        raise PlanFileError('encrypted' if 'EncryptedPackage'.encode('utf-16-le') in content else 'old')
    for start, code in ((b'%PDF', 'pdf'), (b'{\\rtf', 'rtf')):
        if content.startswith(start):
            raise PlanFileError(code)
    if content.startswith(b'PK'):
        blocks = _blocks_of_package(content)
    else:
        blocks = plain.read_blocks(plain.read_text(content))
        if not any(not isinstance(block, str) for block in blocks):
            rows, lines = plain.find_rows(blocks)
            return PlanFile(read_head(lines), tuple(rows))
    rows, left_out, lines = find_appendix(blocks)
    return PlanFile(read_head(lines), tuple(rows), tuple(left_out))


def _blocks_of_package(content):
    with limits.open_package(content, limits.PLAN) as archive:
        names = archive.namelist()
        if any('vbaproject' in name.lower() for name in names):
            raise PlanFileError('macro')
        if '[Content_Types].xml' not in names:
            raise PlanFileError('other')
        types = archive.read('[Content_Types].xml')
        if b'macroEnabled' in types:
            raise PlanFileError('macro')
        if b'wordprocessingml' not in types and b'spreadsheetml' not in types:
            raise PlanFileError('other')
        if b'wordprocessingml' in types:
            limits.check_xml(archive, limits.PLAN)
    return read_word_file(content) if b'wordprocessingml' in types else read_workbook(content)
