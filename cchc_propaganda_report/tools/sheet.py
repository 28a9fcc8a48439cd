# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A thin layer over XlsxWriter: a method for each type of cell, and an error for every cell not written.

XlsxWriter only returns a number when it drops a cell: in constant memory nobody can write to an earlier row, a link may
be too long or one too many. Text of users never becomes a formula: it goes through :meth:`Sheet.text` only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

FONT = 'Times New Roman'
MAX_TEXT = 32_000     # a cell holds 32,767 characters
MAX_URL = 2_000       # a link 2,079
MAX_LINKS = 65_000    # a sheet 65,530 links
# Margins of Decree 30/2020, in inches: left 30 mm, right 15 mm, top and bottom 20 mm.
MARGINS = {'left': 1.18, 'right': 0.59, 'top': 0.79, 'bottom': 0.79}
A4 = 9
# "none": otherwise XlsxWriter ties the font to the theme, and Excel shows Calibri.
_FONT = {'font_name': FONT, 'font_family': 1, 'font_size': 11, 'font_scheme': 'none'}


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
    text: Callable              # takes a record of the list, returns the text of its cell


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
        self._sheet = workbook.add_worksheet(name)
        self._links = 0
        for column, width in enumerate(widths):
            self._check(self._sheet.set_column(column, column, width))
        self._sheet.set_paper(A4)
        self._sheet.set_portrait()
        self._sheet.set_margins(**MARGINS)
        self._sheet.center_horizontally()
        self._sheet.hide_gridlines(2)

    def reference(self, first_row, column, last_row=None):
        """Return the address of a cell or a part of a column, for formulas on other sheets."""
        letter, quoted = column_letter(column), self.name.replace("'", "''")
        if last_row is None:
            return f"'{quoted}'!${letter}${first_row + 1}"
        return f"'{quoted}'!${letter}${first_row + 1}:${letter}${last_row + 1}"

    def text(self, row, column, text, style=None):
        """Write plain text, even if it looks like a formula or a number."""
        self._check(self._sheet.write_string(row, column, safe_text(text), style))

    def number(self, row, column, number, style=None):
        self._check(self._sheet.write_number(row, column, number, style))

    def day(self, row, column, day, style):
        self._check(self._sheet.write_datetime(row, column, day, style))

    def blank(self, row, column, style):
        self._check(self._sheet.write_blank(row, column, None, style))

    def formula(self, row, column, formula, value, style=None):
        """Write a formula of ours with its value, for programs that do not compute. Never put text of a user into the
        formula: refer to the cell that holds the text."""
        self._check(self._sheet.write_formula(row, column, formula, style, value))

    def link(self, row, column, url, text, style):
        """Write a link to a web address or to ``internal:'Sheet'!A1``; plain text if the link is too long or one too
        many."""
        if len(url) > MAX_URL or self._links >= MAX_LINKS:
            self.text(row, column, text, style)
            return
        self._links += 1
        self._check(self._sheet.write_url(row, column, url, style, safe_text(text)))

    def merged(self, row, first, last, text, style):
        """Write text over several cells of one row. Constant memory allows one row only."""
        if last > first:
            self._check(self._sheet.merge_range(row, first, row, last, '', style))
        self.text(row, first, text, style)

    def join(self, first_row, last_row, column):
        """Merge the cells of a column over rows already written. In constant memory ``merge_range`` fails, because it
        writes the cells again; adding to the list of merged ranges works."""
        self._sheet.merge.append([first_row, column, last_row, column])

    def height(self, row, points):
        self._check(self._sheet.set_row(row, points))

    def hide_columns(self, first, last):
        """Hide helper columns, also from the print area."""
        self._check(self._sheet.set_column(first, last, 10, None, {'hidden': True}))

    def page(self, last_row, last_column, header_row=None, numbered=True, pages_high=0):
        """Fit the columns to the width of the page, repeat the header row, and print the page number in the middle of
        the top margin."""
        self._check(self._sheet.print_area(0, 0, last_row, last_column))
        self._sheet.fit_to_pages(1, pages_high)
        if header_row is not None:
            self._check(self._sheet.repeat_rows(header_row))
        if numbered:
            self._sheet.set_header(f'&C&"{FONT},Regular"&13&P', {'margin': 0.35})

    def filter(self, first_row, last_row, last_column):
        self._check(self._sheet.autofilter(first_row, 0, last_row, last_column))

    def freeze(self, row):
        self._sheet.freeze_panes(row, 0)

    def _check(self, result):
        if result not in (0, None):
            raise WorkbookError(f'sheet {self.name!r}: XlsxWriter answered {result}')


def safe_text(text):
    """Return the text so that a cell shows it unchanged. XlsxWriter writes a string between <r> and </r> as raw XML."""
    text = str(text or '')
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT - 1] + '…'
    return f'{text} ' if text.startswith('<r>') and text.endswith('</r>') else text


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
