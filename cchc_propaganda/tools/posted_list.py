# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read a list of posted articles as offices keep it, pasted from Excel or Word or as an XLSX file.

This module understands the cells (dates, links, names of columns, ditto marks). The caller finds the unit, channel or
account that a cell names.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import WorksheetReader

from . import limits
from .text import fold, is_http_url, normalize

# In the order of the template; a list without column names has the same order.
COLUMNS = ('title', 'genre', 'author', 'department', 'channel', 'date', 'url')
_NAMES = {
    'number': ('stt', 'tt', 'so tt', 'so thu tu', 'no'),
    'title': ('tieu de', 'ten bai', 'ten tin bai', 'ten tin, bai', 'tin bai', 'tin, bai', 'noi dung', 'ten bai viet',
              'tieu de tin bai', 'tieu de tin, bai', 'tieu de bai viet', 'ten tac pham', 'tac pham', 'title'),
    'genre': ('the loai', 'loai', 'loai tin bai', 'loai tin, bai', 'hinh thuc', 'genre'),
    'author': ('tac gia', 'nguoi viet', 'nguoi thuc hien', 'ho ten tac gia', 'ho va ten tac gia', 'but danh',
               'tac gia dong tac gia', 'author', 'authors'),
    'department': ('don vi', 'phong', 'phong don vi', 'phong, don vi', 'don vi thuc hien', 'don vi chu tri', 'bo phan',
                   'ten don vi', 'unit', 'department'),
    'channel': ('kenh', 'kenh dang', 'kenh dang tai', 'kenh dang tai phat song', 'kenh dang tai, phat song',
                'noi dang', 'noi dang tai', 'chuyen trang', 'trang dang', 'phuong tien', 'bao dai', 'channel'),
    'date': ('ngay dang', 'ngay', 'ngay dang tai', 'ngay phat', 'ngay dang phat', 'ngay dang, phat', 'thoi gian',
             'thoi gian dang', 'thoi gian dang tai', 'ngay thang', 'date', 'posted on'),
    'url': ('duong dan', 'link', 'duong link', 'link bai', 'link bai viet', 'dia chi', 'dia chi dang', 'lien ket',
            'duong dan bai dang', 'duong dan bai viet', 'duong dan link', 'minh chung', 'url'),
}
_COLUMN_OF = {name.replace(',', ''): column for column, names in _NAMES.items() for name in names}

_GENRES = {
    'news': ('tin', 'tin tuc', 'tin ngan', 'tin anh', 'tin hoat dong'),
    'article': ('bai', 'bai viet', 'bai phan anh', 'bai bao', 'bai nghien cuu', 'bai tuyen truyen'),
    'reportage': ('phong su', 'ky su', 'phong su truyen hinh', 'phong su truyen thanh'),
    'video': ('video', 'video clip', 'clip', 'videoclip', 'phim', 'phim ngan', 'tieu pham'),
    'infographic': ('infographic', 'do hoa', 'infographics', 'info'),
    'photo': ('phong su anh', 'anh', 'chum anh', 'hinh anh', 'bo anh'),
    'document': ('van ban', 'cong van', 'tai lieu'),
}
_GENRE_OF = {name: code for code, names in _GENRES.items() for name in names}

_DITTO = re.compile(r'^[-–—\s]*(?:nt|như trên|"|〃|″|”|\'\'|//)[-–—.\s]*$', re.IGNORECASE)
_URL = re.compile(r'(?:https?://|(?<![\w@./])www\.)[^\s<>"“”|]+', re.IGNORECASE)
_BARE_URL = re.compile(r'\A(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+', re.IGNORECASE)
_DATE = re.compile(r'(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d)')
_ISO_DATE = re.compile(r'(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)')
_WORDED_DATE = re.compile(r'(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})', re.IGNORECASE)
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20000, 80000)       # 1954 to 2119; other numbers are not dates
_AUTHOR_SEPARATOR = re.compile(r'[;,\n&]|(?<=\s)và(?=\s)', re.IGNORECASE)    # a dash belongs to a name


class PostedListError(ValueError):
    """The list cannot be read; ``reason`` says why: ``empty no_columns no_header not_xlsx old_excel too_big
    too_many_sheets too_many_lines``, ``too_many`` (``count`` of the rows found), ``long_cell`` (``count``: its row)."""

    def __init__(self, reason: str, count: int = 0):
        super().__init__(reason)
        self.reason = reason
        self.count = count


@dataclass(frozen=True, slots=True)
class PostedRow:
    """One article on one channel: the text of each cell, '' when empty; ``day`` is None without a valid date."""

    number: int                     # the row in the source, 1-based
    title: str = ''
    genre: str = ''
    author: str = ''
    department: str = ''
    channel: str = ''
    date_text: str = ''
    day: date | None = None
    url: str = ''


@dataclass(frozen=True, slots=True)
class PostedList:
    """The rows of a list, and the ``(row, text)`` of those left out (headings, totals), so that people can check."""

    rows: tuple[PostedRow, ...]
    skipped: tuple[tuple[int, str], ...]
    missing: frozenset[str]         # columns that the list lacks


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of the source, row by row; ``links``: 0-based ``(row, column)`` -> address behind the cell."""

    rows: Sequence[Sequence[object]]
    links: dict[tuple[int, int], str]


# -- reading ---------------------------------------------------------------------------------------------------------

def read_text(pasted: str) -> Table:
    """Return the table in a text pasted from Excel or Word: tabs separate the cells; Excel quotes cells of several
    lines. Raise PostedListError.

    >>> read_text('Tiêu đề\\tLink\\nTin A\\thttps://a.vn/1').rows
    [['Tiêu đề', 'Link'], ['Tin A', 'https://a.vn/1']]
    """
    pasted = pasted or ''
    if len(pasted) > limits.LIST or pasted.count('\t') + pasted.count('\n') > limits.CELLS:
        raise PostedListError('too_big')
    pasted = pasted.replace('\r\n', '\n').replace('\r', '\n').replace('\0', '')
    if not pasted.strip():
        raise PostedListError('empty')
    if '\t' not in pasted:
        raise PostedListError('no_columns')
    # A cell is quoted only if a second quotation mark ends it, before a tab or a new line.
    quoted = re.search(r'(?:^|[\t\n])"(?:[^"]|"")*"(?=[\t\n]|$)', pasted)
    csv_field_limit = csv.field_size_limit(limits.LIST)
    try:
        rows = list(csv.reader(io.StringIO(pasted), delimiter='\t', strict=False,
                               quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE))
    finally:
        csv.field_size_limit(csv_field_limit)
    return _checked(Table(rows, {}))


def read_xlsx(data: bytes, header: Callable | None = None) -> Table:
    """Return the first visible sheet that has column names (by default those of a list of articles; ``header`` returns
    something for rows that have others), else the first with any text.

    A formula gives the value that Excel stored; a merged area gives its value in each of its rows. Raise
    PostedListError.
    """
    tables = [table for table in map(_table, read_sheets(data))
              if any(any(cell_text(cell) for cell in row) for row in table.rows)]
    if not tables:
        raise PostedListError('empty')
    return _checked(next((table for table in tables if (header or _header)(table.rows)), tables[0]))


def read_sheets(data: bytes) -> list:
    """Return the visible sheets of a workbook, within limits. Raise PostedListError."""
    if data[:4] == b'\xd0\xcf\x11\xe0':
        raise PostedListError('old_excel')
    try:
        with limits.open_package(data, limits.WORKBOOK) as archive:
            limits.check_xml(archive, limits.WORKBOOK, _Counts().add)
        reader = _Reader(io.BytesIO(data), data_only=True, keep_links=False)
        reader.read()
        sheets = reader.wb.worksheets
        _check_letters((row, cell.value) for sheet in sheets for (row, __), cell in sheet._cells.items())
    except PostedListError:
        raise
    except limits.LimitError as error:
        raise PostedListError('too_big' if error.code in ('large', 'bomb', 'long') else 'not_xlsx') from error
    except Exception as error:      # a broken file may fail anywhere in zipfile, lxml and openpyxl
        raise PostedListError('not_xlsx') from error
    if any(max((row for row, __ in sheet_cells(sheet)), default=0) > limits.SHEET_ROWS for sheet in sheets):
        raise PostedListError('too_many_lines')
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
            raise PostedListError('too_many_sheets')
        if self.merged > limits.MERGED_CELLS or self.links > limits.SHEET_LINKS:
            raise PostedListError('too_big')


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
    """Raise PostedListError for a cell or a list that is too long. ``cells``: ``(row, value)``. A text shared by many
    cells is stored once in the file, but counts for each of them."""
    letters = 0
    for row, value in cells:
        size = len(value) if isinstance(value, str) else 0
        letters += size
        if size > limits.CELL:
            raise PostedListError('long_cell', row)
        if letters > limits.LIST:
            raise PostedListError('too_big')


def _checked(table):
    _check_letters((number, cell) for number, row in enumerate(table.rows, start=1) for cell in row)
    filled = sum(any(cell_text(cell) for cell in row) for row in table.rows)
    if not filled:
        raise PostedListError('empty')
    if filled > limits.ROWS + limits.HEADING_ROWS:
        raise PostedListError('too_many', filled)
    return table


# -- understanding ---------------------------------------------------------------------------------------------------

def understand(table: Table) -> PostedList:
    """Return the list in the table. A row with several links becomes one row for each. Raise PostedListError."""
    found = _header(table.rows)
    if found:
        first, columns = found
    else:
        first, columns = 0, _columns_without_header(table.rows)
    rows, skipped, above = [], [], {}
    for index, cells in enumerate(table.rows[first:], start=first):
        values = values_in(cells, columns)
        if _is_noise(cells, values, columns):
            if heading := heading_in(cells, _COLUMN_OF):
                skipped.append((index + 1, heading))
            continue
        above = values = fill_ditto(values, above)
        rows += _rows_of(index, cells, values, columns, table.links)
    if len(rows) > limits.ROWS:
        raise PostedListError('too_many', len(rows))
    if not rows:
        raise PostedListError('empty')
    return PostedList(tuple(rows), tuple(skipped), frozenset(COLUMNS) - columns.keys())


def _rows_of(index, cells, values, columns, links):
    when = cells[columns['date']] if 'date' in columns and columns['date'] < len(cells) else ''
    when = values.get('date', '') if is_ditto(cell_text(when)) else when
    url_text = values.get('url', '')
    urls = find_urls(url_text)
    if not urls:
        behind = [links.get((index, columns[column])) for column in ('url', 'title') if column in columns]
        urls = [address for address in behind if address][:1] or [url_text]
    row = PostedRow(
        index + 1, normalize_title(values.get('title', '')), values.get('genre', ''), values.get('author', ''),
        values.get('department', ''), values.get('channel', ''), values.get('date', ''), parse_date(when))
    return [replace(row, url=url) for url in dict.fromkeys(urls)]


def _header(rows):
    """Return ``(first row of the content, {column: index})`` of the header (one or two rows), None without one."""
    for index, cells in enumerate(rows[:limits.HEADING_ROWS]):
        columns = _columns(cells)
        if len(columns) < 2 or not {'title', 'url'} & columns.keys():
            continue
        below = rows[index + 1] if index + 1 < len(rows) else ()
        second = _columns(below)
        filled = sum(bool(cell_text(cell)) for cell in below)
        if second and len(second) >= filled / 2 and not find_urls(_join(below)):
            # "Thông tin đăng tải" above "Kênh", "Ngày", "Link": the second row is more exact.
            taken = set(second.values())
            columns = {**{column: at for column, at in columns.items() if at not in taken}, **second}
            return index + 2, columns
        return index + 1, columns
    return None


def _columns(cells):
    return columns_in(cells, _COLUMN_OF)


def _names_columns(cells):
    return len(_columns(cells)) >= 2


def column_of(name: str, names: Mapping[str, str] = _COLUMN_OF) -> str | None:
    """Return the column that a header cell names, with or without diacritics; None when it names none.

    >>> column_of('Ngày đăng (dd/mm/yyyy)'), column_of('TEN BAI'), column_of('Ghi chú')
    ('date', 'title', None)
    """
    return names.get(fold(re.sub(r'\([^()]*\)|[*:/,]', ' ', name[:limits.TITLE])))


# -- what the readers of other lists share ---------------------------------------------------------------------------

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


def heading_in(cells: Sequence[object], names: Mapping[str, str]) -> str:
    """Return the text of a row that was left out, '' if nobody misses it: blank, names or numbers of columns."""
    heading = ' '.join(filter(None, map(cell_text, cells)))
    is_usual = len(columns_in(cells, names)) >= 2 or re.fullmatch(r'[\d\s()]+', heading)
    return '' if is_usual else heading


# -- cells -----------------------------------------------------------------------------------------------------------


def _columns_without_header(rows):
    """Return the template's order if the first links are in the template's column (after an optional number)."""
    for cells in rows[:limits.HEADING_ROWS]:
        at = next((at for at, cell in enumerate(cells) if find_urls(cell_text(cell))), None)
        if at in (len(COLUMNS) - 1, len(COLUMNS)):
            return {column: at - len(COLUMNS) + 1 + number for number, column in enumerate(COLUMNS)}
    raise PostedListError('no_header')


def _is_noise(cells, values, columns):
    """Whether the row is no article: blank, repeated column names, column numbers (1 2 3 …), a heading or a total. Such
    a row has no link, and no title next to other cells."""
    filled = {column for column, value in values.items() if value and column != 'number'}
    if not filled or _names_columns(cells):
        return True
    if find_urls(_join(cells)):
        return False
    texts = [text for text in map(cell_text, cells) if text]
    numbers = all(re.fullmatch(r'\(?\d{1,2}\)?', text) for text in texts)
    return numbers or len(filled) < 2 or fold(texts[0]).startswith(('tong', 'cong '))


def _join(cells):
    return ' '.join(map(cell_text, cells))


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


def normalize_title(title: str) -> str:
    """Return the title on one line in composed letters, with its punctuation."""
    title = ' '.join(title.split())
    tail, words = title[len(title.rstrip('.;,!?…')):], normalize(title)
    return words + ('' if words.endswith(tail) or tail in '.;,' else tail)


def find_urls(cell: str) -> list[str]:
    """Return the web addresses in a text, in order; "https://" is added where it is missing.

    >>> find_urls('Xem www.a.vn/tin-1; https://b.vn/2.')
    ['https://www.a.vn/tin-1', 'https://b.vn/2']
    """
    found = [url.rstrip('.,;)') for url in _URL.findall(cell)]
    if not found and _BARE_URL.fullmatch(cell.strip()):
        found = [cell.strip()]
    return [url if '://' in url else f'https://{url}' for url in found]


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


def genre_code(text: str) -> str | None:
    """Return the code of the shipped genre that a text names, None when it names none.

    >>> genre_code('Tin tức'), genre_code('PHÓNG SỰ'), genre_code('thơ')
    ('news', 'reportage', None)
    """
    return _GENRE_OF.get(fold(text))


def split_authors(cell: str) -> list[str]:
    """Return the names in a cell of authors, without titles such as "Đ/c".

    >>> split_authors('Tác giả A, CTV B và Đ/c C')
    ['Tác giả A', 'CTV B', 'C']
    >>> split_authors('Tác giả A – Phòng B')
    ['Tác giả A – Phòng B']
    """
    names = (re.sub(r'^(?:đ/c|đồng chí|ông|bà)\s+', '', name.strip(), flags=re.IGNORECASE)
             for name in _AUTHOR_SEPARATOR.split(cell or ''))
    return list(dict.fromkeys(name for name in map(normalize, names) if name))


class People:
    """An index of people ``(id, name)`` by name, built once for many searches."""

    def __init__(self, people: Iterable[tuple[int, str]]):
        self._spelled, self._plain = {}, {}
        for key, name in people:
            self._spelled.setdefault(normalize(name).casefold(), []).append(key)
            self._plain.setdefault(fold(name), []).append(key)

    def match(self, name: str) -> list[int]:
        """Return the ids of the people of that name: with the same diacritics, else ignoring diacritics."""
        return self._spelled.get(normalize(name).casefold()) or self._plain.get(fold(name)) or []
