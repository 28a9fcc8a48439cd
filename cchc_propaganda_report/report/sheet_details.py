# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .sheet_figures import FigureSheet


class DetailSheet(FigureSheet):
    """The figures by unit, row of the plan, genre and channel, for the screen. They fill many pages: nothing of this
    sheet is printed with the report."""

    helpers = ()

    def name(self):
        return self.env._("Detailed figures")

    def draw(self):
        self.cells = {}
        self.wide(self.env._("DETAILED FIGURES, %(period)s", period=self.head.period.upper()), align='center',
                  bold=True, font_size=13)
        for table in self.snapshot.figures:
            self.gap(10)
            self.wide(table.period, bold=True, font_size=13)
            self._header(table)
            self._lines(table, [line for line in table.lines if line.is_detail])
        self.not_printed()
