# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A checksum of all values of a workbook, which does not change when an office program saves the workbook again.

The workbook carries it as a document property. Who takes the workbook in elsewhere reckons it anew from the cells and
sees whether a value was changed. The rule, for any program in any language:

- of each sheet, each cell with a value gives a line "A1<tab>s<tab>text" or "A1<tab>n<tab>number", row by row, from left
  to right; of a formula counts its value, a day is the number that the file holds;
- in a text, a backslash is written as two, a line break as backslash and n;
- a number is written with at most 12 significant digits, as C's "%.12g";
- each line ends in a line feed, and the lines of a sheet in UTF-8 have a SHA-256;
- each sheet, in the order of the tabs, gives a line "sha256<two blanks>name"; the SHA-256 of these lines is the digest.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

_MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
_LINKS = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
_CONTROL = re.compile(r'_x([0-9A-Fa-f]{4})_')


def line_of(cell: str, value: str | float) -> str:
    """Return the line of a cell.

    >>> line_of('A1', 'Tin, bài'), line_of('B2', 8 / 9), line_of('C3', 45000)
    ('A1\\ts\\tTin, bài\\n', 'B2\\tn\\t0.888888888889\\n', 'C3\\tn\\t45000\\n')
    """
    if isinstance(value, str):
        text = value.replace('\\', '\\\\').replace('\n', '\\n')
        return f'{cell}\ts\t{text}\n'
    return f'{cell}\tn\t{value:.12g}\n'


class SheetDigest:
    """The lines of one sheet. Cells of a row may come in any order, rows only from top to bottom."""

    def __init__(self):
        self._sum, self._row, self._cells = hashlib.sha256(), 0, {}

    def cell(self, row: int, column: int, name: str, value: str | float):
        """Note the value of a cell; '' is no value."""
        if row != self._row:
            self._end_of_row()
            self._row = row
        self._cells[column] = line_of(name, value) if value != '' else ''

    def lines(self, text: str):
        """Note the lines of whole rows."""
        self._end_of_row()
        self._sum.update(text.encode())

    def hexdigest(self) -> str:
        self._end_of_row()
        return self._sum.hexdigest()

    def _end_of_row(self):
        if self._cells:
            self._sum.update(''.join(self._cells[column] for column in sorted(self._cells)).encode())
            self._cells = {}


def workbook_digest(sheets: list[tuple[str, str]]) -> str:
    """Return the digest of a workbook from ``(name, hexdigest)`` of its sheets."""
    return hashlib.sha256(''.join(f'{digest}  {name}\n' for name, digest in sheets).encode()).hexdigest()


# -- Reading a file ----------------------------------------------------------------------------------------------------


def digest_of(file: IO[bytes]) -> str:
    """Return the digest of the values in an .xlsx file. For files of one's own making: their size is not limited."""
    with zipfile.ZipFile(file) as archive:
        shared = _shared_texts(archive)
        sheets = []
        for name, path in _sheets(archive):
            digest = SheetDigest()
            with archive.open(path) as sheet:
                for cell, value in _values(sheet, shared):
                    digest.lines(line_of(cell, value))
            sheets.append((name, digest.hexdigest()))
    return workbook_digest(sheets)


def properties_of(file: IO[bytes]) -> dict[str, str]:
    """Return the document properties of an .xlsx file, those that its maker added."""
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read('docProps/custom.xml'), _parser())
    return {one.get('name'): ''.join(one.itertext()) for one in root}


def cells_of(file: IO[bytes], position: int) -> dict[str, str | float]:
    """Return ``{'A1': value}`` of the sheet at that position of the tabs, from 0; of a formula its value. Raise
    IndexError where there is no such sheet."""
    with zipfile.ZipFile(file) as archive:
        shared = _shared_texts(archive)
        __, path = list(_sheets(archive))[position]
        with archive.open(path) as sheet:
            return dict(_values(sheet, shared))


def _sheets(archive) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of each sheet. Raise ValueError for a part that is not named as XML."""
    links = {
        one.get('Id'): one.get('Target')
        for one in etree.fromstring(archive.read('xl/_rels/workbook.xml.rels'), _parser())}
    for sheet in etree.fromstring(archive.read('xl/workbook.xml'), _parser()).iter(f'{_MAIN}sheet'):
        target = links[sheet.get(f'{_LINKS}id')]
        if not target.endswith('.xml'):     # of other parts nobody has checked that they define no entities
            raise ValueError(target)
        yield sheet.get('name'), target.lstrip('/') if target.startswith('/') else f'xl/{target}'


def _shared_texts(archive):
    if 'xl/sharedStrings.xml' not in archive.namelist():
        return []
    root = etree.fromstring(archive.read('xl/sharedStrings.xml'), _parser())
    return [_text(one) for one in root.iter(f'{_MAIN}si')]


def _values(sheet, shared):
    for __, cell in etree.iterparse(
            sheet, tag=f'{_MAIN}c', resolve_entities=False, no_network=True, huge_tree=True):
        kind, value = cell.get('t'), cell.findtext(f'{_MAIN}v')
        if kind == 's':
            value = shared[int(value)]
        elif kind == 'inlineStr':
            value = _text(cell.find(f'{_MAIN}is'))
        elif kind == 'str':
            value = _unescaped(value or '')
        elif value:
            value = float(value)
        if value not in (None, ''):
            yield cell.get('r'), value
        cell.clear()
        while cell.getprevious() is not None:
            del cell.getparent()[0]


def _text(node):
    return _unescaped(''.join(one.text or '' for one in node.iter(f'{_MAIN}t')))


def _unescaped(text):
    """Return the text with the characters that a workbook writes as _x000D_."""
    return _CONTROL.sub(lambda found: chr(int(found[1], 16)), text) if '_x' in text else text


def _parser():
    return etree.XMLParser(resolve_entities=False, no_network=True)
