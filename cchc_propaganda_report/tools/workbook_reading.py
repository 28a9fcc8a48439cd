# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read the workbook of a report that was made in another system: who reports on what, and the figures.

The workbook is known by its document properties (docs/report-files.md). Its checksum is reckoned anew from the cells:
it finds values that were changed by accident, or by somebody who does not know of it. Whoever wants to forge a workbook
can reckon the checksum, too; against that the sender's SHA-256 is compared by eye.
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO

from odoo.addons.cchc_propaganda.tools import limits
from odoo.addons.cchc_propaganda.tools.characters import xml_safe
from odoo.addons.cchc_propaganda.tools.limits import LimitError
from odoo.addons.cchc_propaganda.tools.period import Period

from .digest import cells_of, digest_of, properties_of
from .figures import COLUMNS, figure_text
from .province import COUNTED

TEMPLATES = ('cchc-report-2',)      # whose figures this module finds
SHEET = 1                           # of the figures, among the tabs
NAME, CODE, PERIOD, UNIT = 'A', 'F', 'G', 'H'   # columns of that sheet
LETTERS = dict(zip(COLUMNS, 'BCDE', strict=True))
LONGEST = 500                       # letters of a name
MOST = 2_000                        # figures of a report
MOST_COUNTED = 1_000_000            # of one figure that the parent agency adds up: 2,000 of them are an integer
UNITS = ('count', 'percent', 'money')
ADDED_UP = frozenset(code for codes in COUNTED.values() for code in codes)     # by the parent agency
LARGEST = 10 ** 15                  # of any figure: dong, or points of a share
LAST_VERSION = 1_000


class WorkbookError(ValueError):
    """The workbook is refused. ``reason``: ``large`` (``most``, in MB), ``not_xlsx``, ``no_report`` (no document
    properties of ours), ``template`` (``found``), ``of_unit`` (``found``), ``changed`` (values and checksum differ),
    ``macro``, ``damaged``."""

    def __init__(self, reason: str, **values):
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure of the report's own period. None is "no data"."""

    code: str
    name: str
    values: dict[str, float | None]     # by name of the column
    texts: dict[str, str]               # as printed, by name of the column


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    agency: str
    period: Period
    version: int
    plan_issued: date | None
    figures: tuple[ReadFigure, ...]


def read(content: bytes) -> ReadWorkbook:
    """Return what the workbook of an agency's report says. Raise WorkbookError."""
    try:
        with limits.open_package(content, limits.REPORT) as archive:
            limits.check_xml(archive, limits.REPORT)
            _check_no_macro(archive)
        return _read(io.BytesIO(content))
    except WorkbookError:
        raise
    except LimitError as error:
        raise WorkbookError('large' if error.code in ('large', 'long', 'bomb') else 'damaged',
                            most=limits.REPORT.file // limits.MIB) from error
    except zipfile.BadZipFile as error:
        raise WorkbookError('not_xlsx') from error
    except Exception as error:      # a broken file may fail anywhere in zipfile, zlib and lxml
        raise WorkbookError('damaged') from error


def _check_no_macro(archive):
    """Raise WorkbookError for a workbook with a macro: no report has one, and the file is kept for others to open."""
    names = archive.namelist()
    if any('vbaproject' in name.lower() for name in names) or b'macroEnabled' in archive.read('[Content_Types].xml'):
        raise WorkbookError('macro')


def _read(file: IO[bytes]) -> ReadWorkbook:
    try:
        stated = properties_of(file)
    except KeyError as error:
        raise WorkbookError('no_report') from error
    template, agency = stated.get('cchc_template', ''), stated.get('cchc_agency', '').strip()
    if not template or not agency:
        raise WorkbookError('no_report')
    if template not in TEMPLATES:
        raise WorkbookError('template', found=template[:LONGEST])
    if stated.get('cchc_unit'):
        raise WorkbookError('of_unit', found=stated['cchc_unit'][:LONGEST])
    if digest_of(file) != stated.get('cchc_digest'):
        raise WorkbookError('changed')
    period, version = Period.parse(stated.get('cchc_period')), int(stated.get('cchc_version') or 1)
    if not 1 <= version <= LAST_VERSION:
        raise WorkbookError('damaged')
    figures = tuple(_figures(cells_of(file, SHEET), period.key))
    if not figures:     # the checksum covers the periods of the figures, not the properties
        raise WorkbookError('changed')
    issued = stated.get('cchc_plan_issued')
    return ReadWorkbook(
        _text(agency), period, version, date.fromisoformat(issued) if issued else None, figures)


def _figures(cells: dict[str, str | float], key: str) -> Iterable[ReadFigure]:
    rows = sorted(int(cell[1:]) for cell, value in cells.items()
                  if cell[0] == PERIOD and cell[1:].isdecimal() and value == key)
    for row in rows[:MOST]:
        found = {column: cells.get(f'{letter}{row}') for column, letter in LETTERS.items()}
        unit, code = cells.get(f'{UNIT}{row}'), _text(cells.get(f'{CODE}{row}'))
        if unit not in UNITS:
            raise WorkbookError('damaged')
        values = {column: value if isinstance(value, float) else None for column, value in found.items()}
        if not all(_is_possible(value, code) for value in values.values() if value is not None):
            raise WorkbookError('damaged')
        yield ReadFigure(
            code, _text(cells.get(f'{NAME}{row}')), values,
            {column: _text(value) if isinstance(value, str) else figure_text(values[column], unit)
             for column, value in found.items()})


def _is_possible(value, code):
    """Whether a figure of that code can have this value. The checksum may be right all the same."""
    if code in ADDED_UP:
        return value.is_integer() and 0 <= value <= MOST_COUNTED
    return -LARGEST <= value <= LARGEST     # no NaN either


def _text(value):
    return xml_safe(str(value or ''))[:LONGEST]
