# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read a list of outreach (conferences, meetings, notices) as offices keep it, pasted from Excel or Word or as an XLSX
file.

This module understands the columns, days and numbers. The caller finds the form and the unit that a row names.
"""

import re
from dataclasses import dataclass
from datetime import date

from . import limits, table_reading
from .posted_list import normalize_title
from .table_reading import ListError, Table
from .text import fold

# In the order of the template.
COLUMNS = ('name', 'form', 'date', 'place', 'department', 'audience', 'participants', 'integrated_with')
_NAMES = {
    'number': ('stt', 'tt', 'so tt', 'so thu tu', 'no'),
    'name': ('ten hoat dong', 'hoat dong', 'noi dung', 'noi dung hoat dong', 'noi dung tuyen truyen',
             'noi dung thuc hien', 'ten hoi nghi', 'hoi nghi', 'ten cuoc', 'tieu de', 'cong viec', 'what was done',
             'name'),
    'form': ('hinh thuc', 'hinh thuc tuyen truyen', 'hinh thuc to chuc', 'loai', 'loai hoat dong', 'form'),
    'date': ('thoi gian to chuc', 'thoi gian', 'ngay', 'ngay to chuc', 'ngay thuc hien', 'thoi gian thuc hien',
             'ngay thang', 'ngay niem yet', 'held on', 'date'),
    'place': ('dia diem', 'dia diem to chuc', 'dia diem thuc hien', 'noi to chuc', 'noi niem yet', 'where it was held',
              'place'),
    'department': ('don vi to chuc', 'don vi', 'don vi thuc hien', 'don vi chu tri', 'phong', 'phong don vi', 'bo phan',
                   'ten don vi', 'held by', 'unit'),
    'audience': ('thanh phan doi tuong', 'doi tuong', 'thanh phan', 'thanh phan tham du', 'thanh phan tham gia',
                 'doi tuong tuyen truyen', 'doi tuong tham du', 'audience'),
    'participants': ('so nguoi tham du', 'so nguoi', 'so luong', 'so luong nguoi', 'so luong nguoi tham du',
                     'so nguoi tham gia', 'so luot nguoi', 'so dai bieu', 'number of participants', 'participants'),
    'integrated_with': ('long ghep voi', 'long ghep', 'long ghep voi hoi nghi', 'held together with'),
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names}
_COUNT = re.compile(r'(?:khoang |gan |hon |tren )?(\d{1,3}(?:[ .,]\d{3})+|\d+)(?: [a-z].*)?')


@dataclass(frozen=True, slots=True)
class OutreachRow:
    """One piece of outreach: the text of each cell, '' when empty; ``day`` is None without a valid date."""

    number: int                     # the row in the source, 1-based
    name: str = ''
    form: str = ''
    date_text: str = ''
    day: date | None = None
    place: str = ''
    department: str = ''
    audience: str = ''
    participants: str = ''          # in digits where it was understood
    integrated_with: str = ''


@dataclass(frozen=True, slots=True)
class OutreachList:
    """The rows of a list, and the ``(row, text)`` of those left out (headings, totals), so that people can check."""

    rows: tuple[OutreachRow, ...]
    skipped: tuple[tuple[int, str], ...]


def read(text: str | None = None, data: bytes | None = None) -> Table:
    """Return the table in a pasted text, or in an XLSX file if ``data`` is given. Raise ListError."""
    return table_reading.read_xlsx(data, _header) if data else table_reading.read_text(text)


def understand(table: Table) -> OutreachList:
    """Return the outreach in the table. Raise ListError: ``no_header``, ``empty``, ``too_many``.

    >>> understand(Table([['TT', 'Nội dung', 'Ngày'], ['1', 'Niêm yết thủ tục', '5/3/24'], ['', '', '']], {})).rows
    (OutreachRow(number=2, name='Niêm yết thủ tục', form='', date_text='5/3/24', day=datetime.date(2024, 3, 5), \
place='', department='', audience='', participants='', integrated_with=''),)
    """
    found = _header(table.rows)
    if not found:
        raise ListError('no_header')
    first, columns = found
    records, skipped = table_reading.records_in(table.rows, first, columns, _COLUMN_OF, _is_noise)
    rows = [_row_of(index, cells, values, columns) for index, cells, values in records]
    if not rows:
        raise ListError('empty')
    if len(rows) > limits.ROWS:
        raise ListError('too_many', len(rows))
    return OutreachList(tuple(rows), tuple(skipped))


def _row_of(index, cells, values, columns):
    at = columns.get('date', len(cells))
    when = cells[at] if at < len(cells) else ''
    when = values['date'] if table_reading.is_ditto(table_reading.cell_text(when)) else when
    texts = {column: ' '.join(values.get(column, '').split()) for column in COLUMNS if column != 'date'}
    if count := read_count(texts['participants']):
        texts['participants'] = str(count)
    texts['name'] = normalize_title(texts['name'])
    return OutreachRow(index + 1, date_text=values.get('date', ''), day=table_reading.parse_date(when), **texts)


def read_count(text: str | None) -> int | None:
    """Return the number of people that a text tells, 0 for none; None when it is not understood.

    >>> read_count('45'), read_count('Khoảng 1.200 lượt người'), read_count(''), read_count('nhiều'), read_count('-1')
    (45, 1200, 0, None, None)
    """
    text = fold((text or '')[:limits.TITLE])
    if not text:
        return 0
    match = _COUNT.fullmatch(text)
    digits = re.sub(r'\D', '', match[1]) if match else ''
    return int(digits) if 0 < len(digits) < 10 else None


def _header(rows):
    """Return ``(first row of the content, {column: index})``, None without names of columns."""
    for index, cells in enumerate(rows[:limits.HEADING_ROWS]):
        columns = table_reading.columns_in(cells, _COLUMN_OF)
        if 'name' in columns and len(columns) > 1:
            return index + 1, columns
    return None


def _is_noise(cells, values):
    """Whether the row is no outreach: blank, repeated names of columns, their numbers (1 2 3 …), a heading or a
    total."""
    filled = [value for column, value in values.items() if value and column != 'number']
    texts = [text for text in map(table_reading.cell_text, cells) if text]
    return (len(filled) < 2 or len(table_reading.columns_in(cells, _COLUMN_OF)) >= 2
            or all(re.fullmatch(r'\(?\d{1,2}\)?', text) for text in texts)
            or fold(texts[0]).startswith(('tong', 'cong ')))
