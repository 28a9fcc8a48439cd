# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The common base of the sheets."""

from odoo.addons.cchc_propaganda.models.core.cchc_period_mixin import ROMAN

from ..tools.layout import balanced, row_height
from ..tools.sheet import Sheet

ANNEXES = (*ROMAN, 'V', 'VI', 'VII', 'VIII', 'IX')
LINK_LOOK = {'font_color': '#0B3D91', 'underline': 1}
MM_PER_PIXEL = 25.4 / 96


class ReportSheet:
    """A sheet of the workbook. Creating it fixes its place in the workbook; ``draw`` writes its rows."""

    widths = ()
    annex = 0        # 1: Appendix I
    size = 11        # of the table's text, in points
    helpers = 0      # hidden columns on the right that formulas count

    def __init__(self, workbook, styles, content):
        self.content = content
        self.env = content.env
        self.report = content.report
        self.style = styles
        self.more = self.more_columns()
        self.widths = (*self.widths, *(column.width for column in self.more))
        self.sheet = Sheet(workbook, self.name(), styles, self.widths)
        self.row = 0
        if self.helpers:
            first = len(self.widths)
            self.sheet.hide_columns(first, first + self.helpers - 1)

    def name(self):
        """Return the name on the tab."""
        raise NotImplementedError

    def more_columns(self):
        """Return the columns to add after the sheet's own: a list of ``tools.sheet.Column``."""
        return []

    @property
    def last_column(self):
        return len(self.widths) - 1

    def width_of(self, first, last=None):
        """Return the width for text in these columns, in millimetres. A unit of width is 7 pixels; an edge takes 5."""
        widths = self.widths[first:(first if last is None else last) + 1]
        return (sum(7 * width + 5 for width in widths) - 6) * MM_PER_PIXEL

    def wide(self, text, first=0, last=None, **properties):
        """Write a row of merged cells, as high as its text needs, and go to the next row."""
        last = self.last_column if last is None else last
        self.place(text, first, last, **properties)
        self.fit([(text, first, last)], properties.get('font_size', self.size), properties.get('bold', False))
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

    def title(self, text):
        """Write the heading of an annex: number, title, and the report that the annex belongs to."""
        self.wide(self.env._("APPENDIX %(number)s", number=ANNEXES[self.annex]), align='center', bold=True,
                  font_size=13)
        lines = balanced(text, self.width_of(0, self.last_column), 13, bold=True)
        self.wide('\n'.join(lines), align='center', bold=True, font_size=13)
        self.wide(self.content.attached_to(), align='center', italic=True, font_size=12)
        self.sheet.height(self.row, 6)
        self.row += 1

    def header(self, labels):
        """Write the header row of a table, which every page repeats."""
        style = self.style(font_size=self.size, bold=True, align='center', valign='vcenter', text_wrap=True, border=1)
        for column, label in enumerate(labels):
            self.sheet.text(self.row, column, label, style)
        self.fit([(label, column) for column, label in enumerate(labels)], bold=True)
        self.row += 1
