# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..tools.sheet import FONT
from .base import ReportSheet
from .sheet_figures import FIRST
from .sheet_matrix import FIRST as FIRST_MONTH

COLOURS = {'done': '#2E7D4F', 'late': '#E0A100', 'missed': '#B3261E'}     # tell apart in black and white, too
TEXT = {'name': FONT, 'size': 11}


class ChartSheet(ReportSheet):
    """Charts for the screen, drawn by the office program from the cells of other sheets. Nothing of this sheet is
    printed with the report."""

    widths = (10,) * 9

    def name(self):
        return self.env._("Chart")

    def draw(self):
        self.wide(self.env._("CHARTS, %(period)s", period=self.head.period.upper()), align='center', bold=True,
                  font_size=13)
        self.gap(10)
        self._assignments()
        self._channels()
        self.row += 60      # the charts lie over the cells
        self.not_printed()

    def _assignments(self):
        matrix = self.book.matrix
        chart = self.book.workbook.add_chart({'type': 'column', 'subtype': 'stacked'})
        months = matrix.sheet.reference_of_row(matrix.first_row - 1, FIRST_MONTH, matrix.last_column - 1)
        for name, row in matrix.sums.items():
            chart.add_series({
                'name': '=' + matrix.sheet.reference(row, 0), 'categories': '=' + months,
                'values': '=' + matrix.sheet.reference_of_row(row, FIRST_MONTH, matrix.last_column - 1),
                'fill': {'color': COLOURS[name]}, 'border': {'color': '#FFFFFF'}, 'gap': 60})
        self._look(chart, self.env._("Assignments by months"))
        self.sheet.chart(self.row, 0, chart)
        self.row += 19

    def _channels(self):
        table, figures = self.snapshot.figures[:1], self.book.figures
        lines = [line for line in table[0].lines if line.code.startswith('channel_')] if table else []
        if not lines:
            return
        first, last = (figures.cells[table[0].period_key, lines[at].code] for at in (0, -1))
        chart = self.book.workbook.add_chart({'type': 'bar'})
        chart.add_series({
            'name': table[0].period, 'categories': '=' + figures.sheet.reference(first, 0, last),
            'values': '=' + figures.sheet.reference(first, FIRST, last), 'fill': {'color': '#0B3D91'}, 'gap': 60,
            'data_labels': {'value': True, 'font': TEXT}})
        self._look(chart, self.env._("Publications by channel"), legend=False)
        chart.set_y_axis({'reverse': True, 'num_font': TEXT})
        self.sheet.chart(self.row, 0, chart)

    def _look(self, chart, title, legend=True):
        chart.set_title({'name': title, 'name_font': {**TEXT, 'size': 13}, 'overlay': False})
        chart.set_x_axis({'num_font': TEXT})
        chart.set_y_axis({'num_font': TEXT, 'num_format': '0', 'major_gridlines': {
            'visible': True, 'line': {'color': '#DDDDDD'}}})
        chart.set_legend({'position': 'bottom', 'font': TEXT} if legend else {'none': True})
        chart.set_size({'width': 640, 'height': 340})
