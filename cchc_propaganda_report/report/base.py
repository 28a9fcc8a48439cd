# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The common base of the sheets."""

from dataclasses import dataclass
from typing import Any

from odoo.addons.cchc_propaganda.tools.decree import balanced, decree_month, lines_of, roman

from ..tools.layout import row_height
from ..tools.sheet import Sheet

LINK_LOOK = {'font_color': '#0B3D91', 'underline': 1}
SUM_LOOK = {'bold': True, 'border': 1, 'bg_color': '#F2F2F2'}
MM_PER_PIXEL = 25.4 / 96
MAX_LINES = 24      # of text in one row: a row may be 409 points high


class ReportSheet:
    """A sheet of the workbook. Creating it fixes its place in the workbook; ``draw`` writes its rows."""

    widths = ()
    annex = 0        # 1: Appendix I; 0: no appendix
    size = 11        # of the table's text, in points
    helpers = ()     # names of hidden columns on the right that formulas count

    def __init__(self, book):
        self.book, self.env, self.snapshot = book, book.env, book.snapshot
        self.head, self.style = self.snapshot.head, book.styles
        self.more = self.more_columns()
        self.widths = (*self.widths, *(column.width for column in self.more))
        self.sheet = Sheet(book.workbook, self.name(), book.styles, self.widths)
        self.row = 0
        if self.helpers:
            first = len(self.widths)
            self.sheet.hide_columns(first, first + len(self.helpers) - 1)

    def name(self):
        """Return the name on the tab."""
        raise NotImplementedError

    def more_columns(self):
        """Return the columns to add after the sheet's own, as ``snapshot.More``."""
        return ()

    def draw(self):
        raise NotImplementedError

    @property
    def last_column(self):
        return len(self.widths) - 1

    def helper(self, name):
        """Return the number of a hidden column."""
        return len(self.widths) + self.helpers.index(name)

    def width_of(self, first, last=None):
        """Return the width for text in these columns, in millimetres. A unit of width is 7 pixels; an edge takes 5."""
        widths = self.widths[first:(first if last is None else last) + 1]
        return (sum(7 * width + 5 for width in widths) - 6) * MM_PER_PIXEL

    def wide(self, text, first=0, last=None, **properties):
        """Write a row of merged cells, as high as its text needs, and go to the next row. What is too long for a row
        continues in the next."""
        last = self.last_column if last is None else last
        size, bold = properties.get('font_size', self.size), properties.get('bold', False)
        lines = lines_of(text, self.width_of(first, last), size, bold)
        parts = [text] if len(lines) <= MAX_LINES else [
            ' '.join(lines[at:at + MAX_LINES]) for at in range(0, len(lines), MAX_LINES)]
        for part in parts:
            self.place(part, first, last, **properties)
            self.fit([(part, first, last)], size, bold)
            self.row += 1

    def place(self, text, first, last, **properties):
        """Write text into merged cells of the current row."""
        self.sheet.merged(self.row, first, last, text, self.style(
            **{'font_size': self.size, 'text_wrap': True, **properties}))

    def fit(self, cells, size=None, bold=False):
        """Set the height of the current row for its texts; ``cells``: (text, column) or (text, first, last column)."""
        size = size or self.size
        self.sheet.height(self.row, row_height([
            (text, self.width_of(*columns), size, bold) for text, *columns in cells]))

    def gap(self, points=6):
        self.sheet.height(self.row, points)
        self.row += 1

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def symbol(self):
        """Return number and symbol of the document with a blank for the number."""
        return self.env._("%(blank)s/RPT-%(symbol)s", blank=' ' * 8, symbol=self.head.symbol)

    def attached_to(self):
        """Return the line below the title of each appendix. It names the report, with blanks for number and day."""
        day = self.head.day
        return self.env._(
            "(Attached to report number %(number)s, day %(day)s month %(month)s of %(year)s, of %(body)s)",
            number=self.symbol(), day=' ' * 5, month=decree_month(day.month), year=day.year,
            body=self.head.unit or self.head.body)

    # ------------------------------------------------------------------
    # Title and table
    # ------------------------------------------------------------------

    def not_printed(self):
        """End a sheet for the screen: its print area is an empty cell, so that office programs print nothing of it."""
        self.sheet.page(self.row, 0, numbered=False, first_row=self.row)

    def title(self, text):
        """Write the heading of an appendix: number, title, and the report that it belongs to."""
        self.wide(self.env._("APPENDIX %(number)s", number=roman(self.annex)), align='center', bold=True,
                  font_size=13)
        lines = balanced(text, self.width_of(0, self.last_column), 13, bold=True)
        self.wide('\n'.join(lines), align='center', bold=True, font_size=13)
        self.wide(self.attached_to(), align='center', italic=True, font_size=12)
        self.gap()

    def header(self, labels):
        """Write the header row of a table, which every page repeats."""
        style = self.style(font_size=self.size, bold=True, align='center', valign='vcenter', text_wrap=True, border=1)
        for column, label in enumerate(labels):
            self.sheet.text(self.row, column, label, style)
        self.fit([(label, column) for column, label in enumerate(labels)], bold=True)
        self.row += 1

    def note(self, text):
        self.gap()
        self.wide(text, italic=True)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a list: its heading, and how its cell looks."""

    title: str
    look: str = 'text'      # text, number, money, day, centre


class ListSheet(ReportSheet):
    """A list with a header that each page repeats, a filter, and a closing row of sums."""

    FIRST_ROW = 5           # below the title (3 rows and a gap) and the header

    def fields(self):
        """Return the columns, as ``Field``, without those of other addons."""
        raise NotImplementedError

    def heading(self):
        """Return the title above the list, in capitals."""
        raise NotImplementedError

    def number(self):
        """Return how many lines the list has."""
        raise NotImplementedError

    def lines(self):
        """Yield ``(values, looks)`` of each line: the values of all columns and helpers, and other looks by column."""
        raise NotImplementedError

    def nothing(self):
        """Return the words of an empty list."""
        raise NotImplementedError

    def totals(self):
        """Write what stands below the list."""

    @property
    def last_row(self):
        return self.FIRST_ROW + max(self.number(), 1) - 1

    def range(self, column):
        """Return the address of a whole column or helper (by its name) of the list."""
        column = self.helper(column) if isinstance(column, str) else column
        return self.sheet.reference(self.FIRST_ROW, column, self.last_row)

    def draw(self):
        self.title(self.heading())
        header, fields = self.row, self.fields()
        self.header([*(field.title for field in fields), *(column.title for column in self.more)])
        self.sheet.freeze(self.row)
        self.looks = [self.look(field.look) for field in fields] + [self.look('text')] * len(self.more)
        self.looks += [None] * len(self.helpers)
        texts = [column for column, field in enumerate(fields) if field.look in ('text', 'centre')]
        texts += range(len(fields), len(self.widths))
        for values, looks in self.lines():
            self._line(values, looks, texts)
        if not self.number():
            self.wide(self.nothing(), border=1, align='center')
        self.sheet.filter(header, self.last_row, self.last_column)
        self.totals()
        self.sheet.page(self.row - 1, self.last_column, header_row=header)

    def look(self, name, **properties):
        """Return the format of a cell of the list."""
        return self.style(font_size=self.size, border=1, **{
            'text': {'text_wrap': True},
            'number': {'align': 'center', 'num_format': '0'},
            'money': {'align': 'right', 'num_format': '#,##0'},
            'day': {'align': 'center', 'num_format': 'dd/mm/yyyy'},
            'centre': {'align': 'center', 'text_wrap': True},
        }[name], **properties)

    def _line(self, values, looks, texts):
        height = self.height_of([(values[column], column) for column in texts if values[column]])
        self.sheet.line(self.row, [
            (column, value, looks.get(column, look))
            for column, (value, look) in enumerate(zip(values, self.looks, strict=True))
            if value is not None or look is not None], height)
        self.row += 1

    def height_of(self, texts):
        return row_height([(self.shown(text), self.width_of(column), self.size, False) for text, column in texts])

    @staticmethod
    def shown(value: Any):
        return value if isinstance(value, str) else str(value.value)

    def total(self, label, column, formula, value, look='number'):
        """Write a closing row: a label up to the column of its number."""
        self.place(label, 0, column - 1, align='right', **SUM_LOOK)
        style = self.look(look, bold=True, bg_color='#F2F2F2')
        self.sheet.formula(self.row, column, formula, value, style)
        for after in range(column + 1, len(self.widths)):
            self.sheet.blank(self.row, after, style)
        self.fit([(label, 0, column - 1)], bold=True)
        self.row += 1
