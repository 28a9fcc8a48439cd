# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A list of posted articles as offices keep it: links, genres, authors, rows that are no article.

The caller finds the unit, channel or account that a cell names.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from . import limits
from .table_reading import (
    ListError,
    Table,
    cell_text,
    columns_in,
    is_ditto,
    parse_date,
    read_text,
    read_xlsx,
    records_in,
)
from .text import fold, normalize

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

_URL = re.compile(r'(?:https?://|(?<![\w@./])www\.)[^\s<>"“”|]+', re.IGNORECASE)
_BARE_URL = re.compile(r'\A(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+', re.IGNORECASE)
_AUTHOR_SEPARATOR = re.compile(r'[;,\n&]|(?<=\s)và(?=\s)', re.IGNORECASE)    # a dash belongs to a name


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


def read(text: str, data: bytes | None = None) -> Table:
    """Return the table in a pasted text, or in an XLSX file if ``data`` is given. Raise ListError."""
    return read_xlsx(data, _header) if data else read_text(text)


# -- understanding ---------------------------------------------------------------------------------------------------

def understand(table: Table) -> PostedList:
    """Return the list in the table. A row with several links becomes one row for each. Raise ListError."""
    found = _header(table.rows)
    if found:
        first, columns = found
    else:
        first, columns = 0, _columns_without_header(table.rows)
    records, skipped = records_in(table.rows, first, columns, _COLUMN_OF, _is_noise)
    rows = [row for index, cells, values in records for row in _rows_of(index, cells, values, columns, table.links)]
    if len(rows) > limits.ROWS:
        raise ListError('too_many', len(rows))
    if not rows:
        raise ListError('empty')
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


# -- cells -----------------------------------------------------------------------------------------------------------

def _columns_without_header(rows):
    """Return the template's order if the first links are in the template's column (after an optional number)."""
    for cells in rows[:limits.HEADING_ROWS]:
        at = next((at for at, cell in enumerate(cells) if find_urls(cell_text(cell))), None)
        if at in (len(COLUMNS) - 1, len(COLUMNS)):
            return {column: at - len(COLUMNS) + 1 + number for number, column in enumerate(COLUMNS)}
    raise ListError('no_header')


def _is_noise(cells, values):
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
