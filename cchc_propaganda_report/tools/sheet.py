# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A thin layer over XlsxWriter: a method for each type of cell, and an error for every cell not written.

XlsxWriter only returns a number when it drops a cell: in constant memory nobody can write to an earlier row, a link may
be too long or one too many. Text of users never becomes a formula: it goes through :meth:`Sheet.text` or
:meth:`Sheet.line` only, which write it as text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .digest import SheetDigest, line_of
from .layout import MAX_HEIGHT

FONT = 'Times New Roman'
MAX_TEXT = 32_000     # a cell holds 32,767 characters
MAX_URL = 2_000       # a link 2,079
MAX_LINKS = 65_000    # a sheet 65,530 links
SHORT = 10 ** 12      # whole numbers below are written in full
MAX_KNOWN = 2_000     # texts remembered while a list is written
# Margins of Decree 30/2020, in inches: left 30 mm, right 15 mm, top and bottom 20 mm.
MARGINS = {'left': 1.18, 'right': 0.59, 'top': 0.79, 'bottom': 0.79}
A4 = 9
FIRST_DAY = date(1899, 12, 30).toordinal()      # day 0 of a workbook
# "none": otherwise XlsxWriter ties the font to the theme, and Excel shows Calibri.
_FONT = {'font_name': FONT, 'font_family': 1, 'font_size': 11, 'font_scheme': 'none'}
# What XML forbids, and halves of a pair that stand alone; a tab prints as a blank.
_FORBIDDEN = re.compile(r'[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]')
_BREAKS = re.compile(r'\r\n?|[\x0b\x0c\x85\u2028\u2029]')
_ESCAPED = re.compile(r'(_x[0-9A-Fa-f]{4}_)')


def workbook_options():
    """Return the options of a workbook, a new dict each time: XlsxWriter changes it."""
    return {
        'constant_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False, 'strings_to_numbers': False,
        'default_format_properties': dict(_FONT),
    }


@dataclass(frozen=True, slots=True)
class Column:
    """A column that another addon adds to a list of the workbook."""

    title: str
    width: float                # as XlsxWriter counts it: digits of the font
    text: Any                   # a function that takes a record of the list and returns the text of its cell


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours with its value, for programs that do not compute."""

    formula: str
    value: Any


class WorkbookError(Exception):
    """A cell that could not be written."""


class Styles:
    """The formats of one workbook, each created once."""

    def __init__(self, workbook):
        self._workbook = workbook
        self._made = {}

    def __call__(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**_FONT, 'valign': 'top', **properties})
        return self._made[key]


class Sheet:
    """One sheet, A4 portrait, written from top to bottom. Rows and columns count from 0."""

    def __init__(self, workbook, name, styles, widths):
        self.name = name
        self.style = styles
        self.widths = widths
        self.digest = SheetDigest()
        self._sheet = workbook.add_worksheet(name)
        self.used = 0       # height of the rows so far, in points
        self._links = 0
        self._looks = {}    # format -> the attribute that names it
        self._known = {}    # text -> its XML and its part of the digest: in lists most texts come again and again
        self._letters = [column_letter(column) for column in range(len(widths) + 20)]
        for column, width in enumerate(widths):
            self._check(self._sheet.set_column(column, column, width))
        self._sheet.set_paper(A4)
        self._sheet.set_portrait()
        self._sheet.set_margins(**MARGINS)
        self._sheet.center_horizontally()
        self._sheet.hide_gridlines(2)

    def reference(self, first_row, column, last_row=None):
        """Return the address of a cell or a part of a column, for formulas on other sheets."""
        letter, quoted_name = column_letter(column), self.name.replace("'", "''")
        if last_row is None:
            return f"'{quoted_name}'!${letter}${first_row + 1}"
        return f"'{quoted_name}'!${letter}${first_row + 1}:${letter}${last_row + 1}"

    def reference_of_row(self, row, first, last):
        """Return the address of a part of a row."""
        return f'{self.reference(row, first)}:${column_letter(last)}${row + 1}'

    # -- Cells ---------------------------------------------------------------------------------------------------------

    def text(self, row, column, text, style=None):
        """Write plain text, even if it looks like a formula or a number."""
        text = safe_text(text)
        if not text:
            self.blank(row, column, style)
            return
        self._note(row, column, text)
        self._check(self._sheet.write_string(row, column, text, style))

    def number(self, row, column, number, style=None):
        self._note(row, column, number)
        self._check(self._sheet.write_number(row, column, number, style))

    def day(self, row, column, day, style):
        self._note(row, column, day.toordinal() - FIRST_DAY)
        self._check(self._sheet.write_datetime(row, column, day, style))

    def blank(self, row, column, style):
        self._note(row, column, '')
        self._check(self._sheet.write_blank(row, column, None, style))

    def formula(self, row, column, formula, value, style=None):
        """Write a formula of ours with its value, for programs that do not compute. Never put text of a user into the
        formula: refer to the cell that holds the text."""
        self._note(row, column, value)
        self._check(self._sheet.write_formula(row, column, formula, style, value))

    def link(self, row, column, url, text, style):
        """Write a link to a web address or to ``internal:'Sheet'!A1``; plain text if the link is too long or one too
        many."""
        if not self._takes_link(url):
            self.text(row, column, text, style)
            return
        text = safe_text(text)
        self._note(row, column, text)
        self._check(self._sheet.write_url(row, column, url, style, text))

    def _takes_link(self, url):
        if len(url) > MAX_URL or self._links >= MAX_LINKS:
            return False
        self._links += 1
        return True

    def merged(self, row, first, last, text, style):
        """Write text over several cells of one row. Constant memory allows one row only."""
        if last > first:
            self._check(self._sheet.merge_range(row, first, row, last, '', style))
        self.text(row, first, text, style)

    def height(self, row, points):
        self.used += min(points, MAX_HEIGHT)
        self._check(self._sheet.set_row(row, min(points, MAX_HEIGHT)))
        if row > self._sheet.previous_row:
            self._sheet._write_single_row(row)      # otherwise a row without cells is left out

    def _note(self, row, column, value):
        self.digest.cell(row, column, f'{column_letter(column)}{row + 1}', value)

    # -- Whole rows of long lists --------------------------------------------------------------------------------------

    def line(self, row: int, cells: Iterable[tuple[int, Any, Any]], height: float | None = None):
        """Write a whole row: (column, value, style) from left to right. A value is a text, a number, a day, a Formula,
        or None for an empty cell with its borders. A text stays text, whatever it looks like.

        The row goes straight into the file, ten times faster than cell by cell and without a trace in memory, its
        height included.
        """
        sheet, number, known, looks = self._sheet, row + 1, self._known, self._looks
        xml, noted = [], []
        for column, value, style in cells:
            name = f'{self._letters[column]}{number}'
            look = looks.get(style)
            if look is None:
                look = looks[style] = f' s="{style._get_xf_index()}"' if style is not None else ''
            kind = type(value)
            if kind is str:
                written = known.get(value) or self._written(value)
                if written[0]:
                    xml.append(f'<c r="{name}"{look} t="inlineStr">{written[0]}</c>')
                    noted.append(f'{name}{written[1]}')
                    continue
                value = None
            if value is None:
                xml.append(f'<c r="{name}"{look}/>')
            elif kind is Formula:
                noted.append(line_of(name, value.value) if value.value != '' else '')
                xml.append(_formula_xml(name, look, value))
            else:
                value = value if kind in (int, float) else value.toordinal() - FIRST_DAY
                if -SHORT < value < SHORT and value == int(value):
                    value = int(value)
                    noted.append(f'{name}\tn\t{value}\n')
                    xml.append(f'<c r="{name}"{look}><v>{value}</v></c>')
                    continue
                noted.append(line_of(name, value))
                xml.append(f'<c r="{name}"{look}><v>{value:.16G}</v></c>')
        self._check(sheet._check_dimensions(row, 0) or sheet._check_dimensions(row, column))
        if row <= sheet.previous_row and row:
            self._check(-1)     # the row was already written
        sheet._write_single_row(row)     # of XlsxWriter: what was noted of the row before
        tall = f' ht="{min(height, MAX_HEIGHT):.16G}" customHeight="1"' if height else ''
        sheet.fh.write(f'<row r="{number}"{tall}>{"".join(xml)}</row>')
        self.digest.lines(''.join(noted))

    def _written(self, text):
        """Return the XML of a text and its part of the digest."""
        safe = safe_text(text)
        keep = ' xml:space="preserve"' if safe != safe.strip() or '\n' in safe else ''
        written = (f'<is><t{keep}>{_escaped(safe)}</t></is>', line_of('', safe)) if safe else ('', '')
        if len(self._known) >= MAX_KNOWN:
            self._known.clear()
        self._known[text] = written
        return written

    def linked(self, row, column, url):
        """Make a cell written by :meth:`line` a link, or leave it plain if the link is too long or one too many. Links
        stay in memory until the end: in lists of any length take a formula."""
        if self._takes_link(url):
            self._sheet.ignore_write_string = True      # the cell is already in the file
            self._check(self._sheet._write_url(row, column, url))
            self._sheet.ignore_write_string = False

    # -- The page ------------------------------------------------------------------------------------------------------

    def hide_columns(self, first, last):
        """Hide helper columns, also from the print area."""
        self._check(self._sheet.set_column(first, last, 10, None, {'hidden': True}))

    def page(self, last_row, last_column, header_row=None, numbered=True, pages_high=0, first_row=0):
        """Fit the columns to the width of the page, repeat the header row, and print the page number in the middle of
        the top margin; ``numbered='next'``: from the second page on."""
        self._check(self._sheet.print_area(first_row, 0, last_row, last_column))
        self._sheet.fit_to_pages(1, pages_high)
        if header_row is not None:
            self._check(self._sheet.repeat_rows(header_row))
        if numbered:
            self._sheet.set_header(f'&C&"{FONT},Regular"&13&P', {'margin': 0.35, 'scale_with_doc': False})
        if numbered == 'next':
            _leave_first_page_out(self._sheet)

    def filter(self, first_row, last_row, last_column):
        self._check(self._sheet.autofilter(first_row, 0, last_row, last_column))

    def freeze(self, row, column=0):
        self._sheet.freeze_panes(row, column)

    def colour(self, first_row, first_column, last_row, last_column, rules):
        """Colour cells by the words in them; ``rules``: (words, format), the first that fits wins."""
        for words, look in rules:
            self._check(self._sheet.conditional_format(first_row, first_column, last_row, last_column, {
                'type': 'text', 'criteria': 'containing', 'value': words, 'format': look, 'stop_if_true': True}))

    def chart(self, row, column, chart):
        self._check(self._sheet.insert_chart(row, column, chart))

    def _check(self, result):
        if result not in (0, None):
            raise WorkbookError(f'sheet {self.name!r}: XlsxWriter answered {result}')


def _leave_first_page_out(sheet):
    """XlsxWriter has no option for another header on the first page."""
    start = sheet._xml_start_tag

    def with_first(tag, attributes=()):
        start(tag, [*attributes, ('differentFirst', 1)] if tag == 'headerFooter' else list(attributes))

    sheet._xml_start_tag = with_first


def safe_text(text):
    """Return the text as a cell can hold it: without characters that break the file, a tab as a blank, and at most as
    long as a cell may be.

    >>> safe_text('Tin\\x02 bài\\tmới\\r\\nhôm nay'), safe_text('\\ud800'), len(safe_text('a' * 40000))
    ('Tin bài mới\\nhôm nay', '', 32000)
    """
    text = str(text or '')
    if not text.isprintable():
        text = _BREAKS.sub('\n', _FORBIDDEN.sub('', text)).replace('\t', ' ')
    if len(text) > MAX_TEXT // 2 and len(text.encode('utf-16-le')) > 2 * MAX_TEXT:    # a cell counts halves of pairs
        text = text.encode('utf-16-le')[:2 * (MAX_TEXT - 1)].decode('utf-16-le', 'ignore') + '…'
    # XlsxWriter takes a string between <r> and </r> for XML of its own.
    return f'{text} ' if text.startswith('<r>') and text.endswith('</r>') else text


def _escaped(text):
    if '_x' in text:    # a workbook writes characters as _x000D_
        text = _ESCAPED.sub(lambda found: f'_x005F{found[0]}', text)
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def _formula_xml(name, look, formula):
    value = formula.value
    kind = ' t="str"' if isinstance(value, str) and value != '' else ''
    value = _escaped(safe_text(value)) if isinstance(value, str) else f'{value:.16G}'
    return f'<c r="{name}"{look}{kind}><f>{_escaped(formula.formula.removeprefix("="))}</f><v>{value}</v></c>'


def column_letter(column):
    """Return the letters of a column counted from 0.

    >>> column_letter(0), column_letter(26)
    ('A', 'AA')
    """
    letters = ''
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(text):
    """Return our own words as a quoted text for a formula."""
    return '"{}"'.format(str(text).replace('"', '""'))


def sentence_formula(sentence, parts):
    """Return ``(formula, value)`` of a sentence whose ``{name}`` are formulas; ``parts``: ``{name: (formula, text)}``.

    >>> sentence_formula('Met {met} of {due}', {'met': ('A1', '3'), 'due': ('A2', '4')})
    ('="Met "&A1&" of "&A2', 'Met 3 of 4')
    """
    pieces = split_sentence(sentence)
    formula = '&'.join(parts[name][0] if name else quoted(text) for text, name in pieces)
    return f'={formula}', ''.join(parts[name][1] if name else text for text, name in pieces)


def split_sentence(sentence):
    """Return the pieces of a sentence with ``{name}`` in it: (text, '') and ('', name).

    >>> split_sentence('latest {day}')
    [('latest ', ''), ('', 'day')]
    """
    pieces = re.split(r'{(\w+)}', sentence)
    return [('', piece) if at % 2 else (piece, '') for at, piece in enumerate(pieces) if piece]
