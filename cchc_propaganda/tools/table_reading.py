# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read the table of a list as offices keep it, pasted from Excel or Word or as an XLSX file, within limits.

This module understands cells that all lists have: names of columns, ditto marks, dates. What a list is about, its own
module understands (`posted_list`, `outreach_list`, `people_list`, `legal_list`, `plan_file`).
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import WorksheetReader

from . import limits
from .text import fold, is_http_url

_DITTO = re.compile(r'^[-–—\s]*(?:nt|như trên|"|〃|″|”|\'\'|//)[-–—.\s]*$', re.IGNORECASE)
_DATE = re.compile(r'(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d)')
_ISO_DATE = re.compile(r'(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)')
_WORDED_DATE = re.compile(r'(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})', re.IGNORECASE)
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20000, 80000)       # 1954 to 2119; other numbers are not dates


class ListError(ValueError):
    """The list cannot be read; ``reason`` says why: ``empty no_columns no_header not_xlsx old_excel too_big
    too_many_sheets too_many_lines``, ``too_many`` (``count`` of the rows found), ``long_cell`` (``count``: its row)."""

    def __init__(self, reason: str, count: int = 0):
        super().__init__(reason)
        self.reason = reason
        self.count = count


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of the source, row by row; ``links``: 0-based ``(row, column)`` -> address behind the cell."""

    rows: Sequence[Sequence[object]]
    links: dict[tuple[int, int], str]


# -- reading ---------------------------------------------------------------------------------------------------------

def read_text(pasted: str) -> Table:
    """Return the table in a text pasted from Excel or Word: tabs separate the cells; Excel quotes cells of several
    lines. Raise ListError.

    >>> read_text('Tiêu đề\\tLink\\nTin A\\thttps://a.vn/1').rows
    [['Tiêu đề', 'Link'], ['Tin A', 'https://a.vn/1']]
    """
    pasted = _pasted(pasted)
    if '\t' not in pasted:
        raise ListError('no_columns')
    # A cell is quoted only if a second quotation mark ends it, before a tab or a new line.
    quoted = re.search(r'(?:^|[\t\n])"(?:[^"]|"")*"(?=[\t\n]|$)', pasted)
    csv_field_limit = csv.field_size_limit(limits.LIST)
    try:
        rows = list(csv.reader(io.StringIO(pasted), delimiter='\t', strict=False,
                               quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE))
    finally:
        csv.field_size_limit(csv_field_limit)
    return _checked(Table(rows, {}))


def read_lines(pasted: str) -> Table:
    """Return the lines of a pasted text as a table of one column. Raise ListError.

    >>> read_lines('Tin A\\n\\nTin B').rows
    [['Tin A'], [''], ['Tin B']]
    """
    return _checked(Table([[line] for line in _pasted(pasted).split('\n')], {}))


def _pasted(text):
    text = text or ''
    if len(text) > limits.LIST or text.count('\t') + text.count('\n') > limits.CELLS:
        raise ListError('too_big')
    text = text.replace('\r\n', '\n').replace('\r', '\n').replace('\0', '')
    if not text.strip():
        raise ListError('empty')
    return text


def read_xlsx(data: bytes, header: Callable) -> Table:
    """Return the first visible sheet that has column names (``header`` returns something for the rows that have them),
    else the first with any text.

    A formula gives the value that Excel stored; a merged area gives its value in each of its rows. Raise
    ListError.
    """
    tables = [table for table in map(_table, read_sheets(data))
              if any(any(cell_text(cell) for cell in row) for row in table.rows)]
    if not tables:
        raise ListError('empty')
    return _checked(next((table for table in tables if header(table.rows)), tables[0]))


def read_sheets(data: bytes) -> list:
    """Return the visible sheets of a workbook, within limits. Raise ListError."""
    if data[:4] == b'\xd0\xcf\x11\xe0':
        raise ListError('old_excel')
    try:
        with limits.open_package(data, limits.WORKBOOK) as archive:
            limits.check_xml(archive, limits.WORKBOOK, _Counts().add)
        reader = _Reader(io.BytesIO(data), data_only=True, keep_links=False)
        reader.read()
        sheets = reader.wb.worksheets
        _check_letters((row, cell.value) for sheet in sheets for (row, __), cell in sheet._cells.items())
    except ListError:
        raise
    except limits.LimitError as error:
        raise ListError('too_big' if error.code in ('large', 'bomb', 'long') else 'not_xlsx') from error
    except Exception as error:      # a broken file may fail anywhere in zipfile, lxml and openpyxl
        raise ListError('not_xlsx') from error
    if any(max((row for row, __ in sheet_cells(sheet)), default=0) > limits.SHEET_ROWS for sheet in sheets):
        raise ListError('too_many_lines')
    return sheets


def sheet_cells(sheet) -> dict:
    """Return the filled cells of a sheet, ``{(row, column): cell}`` from 1: its public iterators would create a cell
    for every gap."""
    return {at: cell for at, cell in sheet._cells.items()
            if at[1] <= limits.COLUMNS and (cell_text(cell.value) or cell.hyperlink)}


class _Counts:
    """Count, before openpyxl reads the file, what it makes an object for: sheets, merged cells and links."""

    def __init__(self):
        self.sheets = self.merged = self.links = 0

    def add(self, name, attributes):
        name = name.rpartition(':')[2]
        if name == 'sheet':
            self.sheets += 1
        elif name == 'mergeCell':
            self.merged += _cells_in(attributes.get('ref', ''))
        elif name == 'hyperlink':
            self.links += _cells_in(attributes.get('ref', ''))
        if self.sheets > limits.SHEETS:
            raise ListError('too_many_sheets')
        if self.merged > limits.MERGED_CELLS or self.links > limits.SHEET_LINKS:
            raise ListError('too_big')


def _cells_in(area):
    """Return the number of cells in an area such as ``B5:D8``. Raise ValueError for anything else."""
    left, top, right, bottom = range_boundaries(area)
    if None in (left, top, right, bottom):      # whole rows or columns
        return limits.MERGED_CELLS + 1
    return (right - left + 1) * (bottom - top + 1)


class _Reader(ExcelReader):
    """openpyxl's reader without what a list does not need: hidden sheets, drawings, charts, comments."""

    def read_worksheets(self):
        for sheet, relation in self.parser.find_sheets():
            if sheet.state != 'visible' or 'chartsheet' in relation.Type or relation.target not in self.valid_files:
                continue
            relations = get_rels_path(relation.target)
            worksheet = self.wb.create_sheet(sheet.name)
            worksheet._rels = (get_dependents(self.archive, relations) if relations in self.valid_files
                               else RelationshipList())
            with self.archive.open(relation.target) as file:
                reader = WorksheetReader(worksheet, file, self.shared_strings, data_only=True, rich_text=False)
                reader.bind_cells()
                reader.bind_merged_cells()
                reader.bind_hyperlinks()


def _table(sheet):
    cells = sheet_cells(sheet)
    height, width = (max((at[axis] for at in cells), default=0) for axis in (0, 1))
    rows = [[None] * width for __ in range(height)]
    links = {}
    for (row, column), cell in cells.items():
        rows[row - 1][column - 1] = cell.value
        if cell.hyperlink and is_http_url(cell.hyperlink.target):
            links[row - 1, column - 1] = cell.hyperlink.target
    for area in sheet.merged_cells.ranges:
        # The value of a merged area counts for each of its rows, but only for its first column.
        if area.min_row <= height and area.min_col <= width:
            value = rows[area.min_row - 1][area.min_col - 1]
            for row in rows[area.min_row:area.max_row]:
                row[area.min_col - 1] = value
    return Table(rows, links)


def _check_letters(cells):
    """Raise ListError for a cell or a list that is too long. ``cells``: ``(row, value)``. A text shared by many
    cells is stored once in the file, but counts for each of them."""
    letters = 0
    for row, value in cells:
        size = len(value) if isinstance(value, str) else 0
        letters += size
        if size > limits.CELL:
            raise ListError('long_cell', row)
        if letters > limits.LIST:
            raise ListError('too_big')


def _checked(table):
    _check_letters((number, cell) for number, row in enumerate(table.rows, start=1) for cell in row)
    filled = sum(any(cell_text(cell) for cell in row) for row in table.rows)
    if not filled:
        raise ListError('empty')
    if filled > limits.ROWS + limits.HEADING_ROWS:
        raise ListError('too_many', filled)
    return table


# -- rows ------------------------------------------------------------------------------------------------------------

def column_of(name: str, names: Mapping[str, str]) -> str | None:
    """Return the column that a header cell names, with or without diacritics; None when it names none. ``names``: name
    without diacritics -> column.

    >>> names = {'ngay dang': 'date', 'ten bai': 'title'}
    >>> [column_of(name, names) for name in ('Ngày đăng (dd/mm/yyyy)', 'TEN BAI', 'Ghi chú')]
    ['date', 'title', None]
    """
    return names.get(fold(re.sub(r'\([^()]*\)|[*:/,]', ' ', name[:limits.TITLE])))


def columns_in(cells: Sequence[object], names: Mapping[str, str]) -> dict[str, int]:
    """Return ``{column: index}`` of the names of columns in a row; ``names``: name without diacritics -> column."""
    columns = {}
    for at, cell in enumerate(cells):
        column = column_of(cell_text(cell), names)
        if column and column not in columns:
            columns[column] = at
    return columns


def values_in(cells: Sequence[object], columns: Mapping[str, int]) -> dict[str, str]:
    """Return ``{column: text}`` of a row."""
    return {column: cell_text(cells[at]) if at < len(cells) else '' for column, at in columns.items()}


def fill_ditto(values: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a row with those of the row above it in place of ditto marks."""
    return {column: above.get(column, '') if is_ditto(value) else value for column, value in values.items()}


def records_in(rows: Sequence[Sequence[object]], first: int, columns: Mapping[str, int], names: Mapping[str, str],
               is_noise: Callable[[Sequence[object], Mapping[str, str]], bool]) -> tuple[list, list]:
    """Return the records from row ``first`` on as ``(index, cells, {column: text})``, and ``(number, heading)`` of the
    headings among them. ``is_noise``: whether cells and values of a row are no record."""
    records, skipped, above = [], [], {}
    for index, cells in enumerate(rows[first:], start=first):
        values = values_in(cells, columns)
        if is_noise(cells, values):
            if heading := heading_in(cells, names):
                skipped.append((index + 1, heading))
            continue
        above = values = fill_ditto(values, above)
        records.append((index, cells, values))
    return records, skipped


def heading_in(cells: Sequence[object], names: Mapping[str, str]) -> str:
    """Return the text of a row that was left out, '' if nobody misses it: blank, names or numbers of columns."""
    heading = ' '.join(filter(None, map(cell_text, cells)))
    is_usual = len(columns_in(cells, names)) >= 2 or re.fullmatch(r'[\d\s()]+', heading)
    return '' if is_usual else heading


# -- cells -----------------------------------------------------------------------------------------------------------

def cell_text(value: object) -> str:
    """Return the value of a cell as text."""
    if value is None:
        return ''
    if isinstance(value, datetime | date):
        return value.strftime('%d/%m/%Y')
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return ' '.join(str(value).replace('\0', '').split()) if '\n' not in str(value) else str(value).strip()


def is_ditto(text: str) -> bool:
    """Whether the cell says the same as the one above it.

    >>> is_ditto('-nt-'), is_ditto('〃'), is_ditto('Văn phòng')
    (True, True, False)
    """
    return bool(_DITTO.match(text))


def parse_date(value: object) -> date | None:
    """Return the date in an Excel cell or a text (day before month, as Vietnamese write), None without a date.

    >>> parse_date('20/3/24'), parse_date('ngày 5 tháng 3 năm 2024'), parse_date(45371), parse_date('tháng 3')
    (datetime.date(2024, 3, 20), datetime.date(2024, 3, 5), datetime.date(2024, 3, 20), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = cell_text(value)
    if re.fullmatch(r'\d{5}(?:\.\d+)?', text):
        days = int(float(text))
        return _EXCEL_EPOCH + timedelta(days=days) if days in _EXCEL_DAYS else None
    if match := _ISO_DATE.search(text):
        year, month, day = match.groups()
    elif match := _DATE.search(text) or _WORDED_DATE.search(text):
        day, month, year = match.groups()
    else:
        return None
    year = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
