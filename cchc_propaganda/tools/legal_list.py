# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reads a list of legal documents: a table pasted from Excel or Word, an XLSX file, or lines that cite documents as the
first page of a plan does.

This module understands columns, days, kinds and citations. The caller finds what is in the register already.
"""

import re
from dataclasses import dataclass
from datetime import date

from . import limits, table_reading
from .citation import BEGIN, Citation, issuer_of_symbol, kind_of, kind_of_symbol, names_document, read_citation
from .table_reading import ListError, Table
from .text import fold

# In the order of the template.
COLUMNS = ('kind', 'symbol', 'date', 'issuer', 'name', 'date_from', 'date_to', 'replaced_by')
_NAMES = {
    'number': ('stt', 'tt', 'so tt', 'so thu tu', 'no'),
    'kind': ('loai van ban', 'loai', 'hinh thuc van ban', 'kind of document', 'kind'),
    'symbol': ('so ky hieu', 'so ky hieu van ban', 'so hieu', 'so hieu van ban', 'so van ban', 'ky hieu', 'so',
               'so va ky hieu', 'so ky hieu ngay thang', 'so ky hieu ngay ban hanh', 'number and symbol', 'number'),
    'date': ('ngay ban hanh', 'ngay thang ban hanh', 'ngay thang', 'ngay', 'ngay van ban', 'ngay thang nam',
             'thoi gian ban hanh', 'ngay thang van ban', 'date of issue', 'date'),
    'issuer': ('co quan ban hanh', 'noi ban hanh', 'don vi ban hanh', 'co quan', 'tac gia', 'issuing body', 'issuer'),
    'name': ('trich yeu noi dung', 'trich yeu', 'noi dung', 'ten van ban', 'trich yeu van ban', 'noi dung trich yeu',
             'van ban', 'noi dung van ban', 'can cu', 'can cu phap ly', 'abstract', 'name'),
    'date_from': ('co hieu luc tu ngay', 'hieu luc tu', 'hieu luc tu ngay', 'ngay co hieu luc', 'ngay hieu luc',
                  'co hieu luc tu', 'in force from'),
    'date_to': ('co hieu luc den ngay', 'hieu luc den', 'hieu luc den ngay', 'ngay het hieu luc', 'het hieu luc',
                'het hieu luc tu ngay', 'co hieu luc den', 'in force until'),
    'replaced_by': ('duoc thay the bang', 'thay the bang', 'van ban thay the', 'duoc thay the boi', 'bi thay the boi',
                    'thay the boi', 'replaced by'),
}
_BULLET = re.compile(r'\A(?:[-–+•*]|\d{1,2}[.)])\s+')
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: the text of each cell, '' when empty; a day is None without a valid date."""

    number: int                     # the row in the source, 1-based
    kind: str = ''                  # as in the register, '' when it is not understood
    symbol: str = ''
    date_text: str = ''
    day: date | None = None
    issuer: str = ''
    name: str = ''
    from_text: str = ''
    date_from: date | None = None
    to_text: str = ''
    date_to: date | None = None
    replaced_by: str = ''           # number and symbol of the document that replaced it


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The rows of a list, and the ``(row, text)`` of those left out (headings), so that people can check."""

    rows: tuple[DocumentRow, ...]
    skipped: tuple[tuple[int, str], ...]


def read(text: str | None = None, data: bytes | None = None) -> Table:
    """Return the table in a pasted text, or in an XLSX file if ``data`` is given; of lines that cite documents, one
    column. Raise ListError."""
    if data:
        return table_reading.read_xlsx(data, _header)
    if '\t' not in (text or ''):
        table = table_reading.read_lines(text)
        if any(names_document(line) for [line] in table.rows):
            return table
    return table_reading.read_text(text)


def understand(table: Table) -> DocumentList:
    """Return the documents in the table. Raise ListError: ``no_header``, ``empty``, ``too_many``.

    >>> understand(Table([['Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành A;']], {})).rows
    (DocumentRow(number=1, kind='resolution', symbol='76/NQ-CP', date_text='', day=datetime.date(2021, 7, 15), \
issuer='Chính phủ', name='ban hành A', from_text='', date_from=None, to_text='', date_to=None, replaced_by=''),)
    """
    found = _header(table.rows)
    rows, skipped = _from_columns(table, *found) if found else _from_lines(table)
    if not rows:
        raise ListError('empty' if found else 'no_header')
    if len(rows) > limits.ROWS:
        raise ListError('too_many', len(rows))
    return DocumentList(tuple(rows), tuple(skipped))


def _from_columns(table, first, columns):
    records, skipped = table_reading.records_in(table.rows, first, columns, _COLUMN_OF, _is_noise)
    return [_row_of(index, cells, values, columns) for index, cells, values in records], skipped


def _from_lines(table):
    rows, skipped = [], []
    for number, words in _sentences(table):
        if names_document(words):
            cited = read_citation(words)
            rows.append(DocumentRow(
                number, cited.kind, cited.number, day=cited.day, name=cited.abstract,
                issuer=cited.issuer or ('Quốc hội' if cited.kind == 'law' else '')))
        else:
            skipped.append((number, words))
    return rows, skipped


def _sentences(table):
    """Return ``(row, words)`` of the lines, each joined with those on which its sentence goes on: a text out of a PDF
    breaks it at the edge of the page."""
    sentences = []
    for number, cells in enumerate(table.rows, start=1):
        words = _BULLET.sub('', ' '.join(filter(None, map(table_reading.cell_text, cells))))
        is_begun = bool(sentences) and names_document(sentences[-1][1]) and not sentences[-1][1].endswith((';', '.'))
        if words and is_begun and not BEGIN.match(words) and not kind_of(words):
            sentences[-1] = (sentences[-1][0], f'{sentences[-1][1]} {words}')
        elif words:
            sentences.append((number, words))
    return sentences


def _row_of(index, cells, values, columns):
    """Return what the cells of a row say; what they leave out may stand in the cell of the number or of the name."""
    texts = {column: ' '.join(values.get(column, '').split()).rstrip(' ;,') for column in COLUMNS}
    cited = [read_citation(texts[column]) for column in ('symbol', 'name') if names_document(texts[column])]
    numbered = next((one for one in cited if one.number), Citation())
    whole = next((one for one in cited if one.number and not texts['symbol']), Citation())
    symbol = numbered.number or texts['symbol']
    days = {column: table_reading.parse_date(_cell(cells, values, columns, column))
            for column in ('date', 'date_from', 'date_to')}
    kind = kind_of(texts['kind']) or ('other' if texts['kind'] else '')
    return DocumentRow(
        index + 1, kind or _first(cited, 'kind') or kind_of_symbol(symbol), symbol, texts['date'],
        days['date'] or (None if texts['date'] else _first(cited, 'day')),
        texts['issuer'] or _first(cited, 'issuer') or issuer_of_symbol(symbol), whole.abstract or texts['name'],
        texts['date_from'], days['date_from'], texts['date_to'], days['date_to'],
        read_citation(texts['replaced_by']).number or texts['replaced_by'])


def _first(cited, name):
    return next(filter(None, (getattr(one, name) for one in cited)), None if name == 'day' else '')


def _cell(cells, values, columns, column):
    """Return the cell itself, which may be a date; its text where a ditto mark repeats the one above."""
    at = columns.get(column, len(cells))
    value = cells[at] if at < len(cells) else ''
    return values[column] if table_reading.is_ditto(table_reading.cell_text(value)) else value


def _header(rows):
    """Return ``(first row of the content, {column: index})``, None without names of columns."""
    for index, cells in enumerate(rows[:limits.HEADING_ROWS]):
        columns = table_reading.columns_in(cells, _COLUMN_OF)
        if len(columns.keys() - {'number'}) > 1 and {'symbol', 'name'} & columns.keys():
            return index + 1, columns
    return None


def _is_noise(cells, values):
    """Whether the row is no document: blank, repeated names of columns, their numbers (1 2 3 …), or a heading."""
    filled = [value for column, value in values.items() if value and column != 'number']
    texts = [text for text in map(table_reading.cell_text, cells) if text]
    is_alone = len(filled) < 2 and not any(map(names_document, filled))
    return (is_alone or len(table_reading.columns_in(cells, _COLUMN_OF)) >= 2
            or all(re.fullmatch(r'\(?\d{1,2}\)?', text) for text in texts)
            or fold(texts[0]).startswith('tong'))
