# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..models.cchc_report_counting import CHANNEL, GENRE, KIND
from ..tools.figures import COLUMNS
from ..tools.layout import decree_day
from ..tools.sheet import column_letter, quoted
from .base import ReportSheet

FIRST = 1   # column of the first figure
# Figures that are parts of the figure above them.
PARTS = (KIND, 'publication_own', 'publication_external', 'assignment_waiting', 'assignment_explained')
# Code of a figure on assignments -> the outcomes it counts, by their names on the sheet of assignments.
OUTCOMES = {
    'assignment_due': ('done', 'late', 'overdue', 'waiting', 'open'),
    'assignment_done': ('done',),
    'assignment_late': ('late',),
    'assignment_unmet': ('overdue', 'waiting'),
    'assignment_waiting': ('waiting',),
    'assignment_pending': ('open',),
    'assignment_exempt': ('exempt', 'waived'),
    'assignment_before': ('before',),
}


class FigureSheet(ReportSheet):
    """The figures. A figure is a formula if the lists of assignments and publications hold its records, else a number
    (other years, earlier publications, steps of articles)."""

    widths = (38, 12, 12, 12, 12)
    annex = 1
    size = 12

    def name(self):
        return self.env._("Figures")

    def draw(self, assignments, publications):
        _, content = self.env._, self.content
        self.assignments, self.publications = assignments, publications
        self.title(_("FIGURES OF %(period)s", period=content.period_heading('value').upper()))
        header = self.row
        periods = [content.period_heading(column) for column in COLUMNS if column != 'cumulative']
        self.header([_("Figure"), *periods, _("Since the new year")])
        self.sheet.freeze(self.row)
        self.cells = {line.code: self.row + at for at, line in enumerate(content.lines)}
        for line in content.lines:
            self._line(line)
        self._note()
        self.sheet.page(self.row, self.last_column, header_row=header)

    def _line(self, line):
        if line.is_section:
            clock = dict(self.env['cchc.report.figure']._fields['clock']._description_selection(self.env))
            self.wide(f'{line.name} · {clock[line.clock]}', bold=True, border=1, bg_color='#F2F2F2')
            return
        indent = int(line.record_id is not None or line.code.startswith(PARTS))
        self.sheet.text(self.row, 0, line.name, self.style(
            font_size=self.size, text_wrap=True, border=1, align='left', indent=indent))
        self.fit([(line.name, 0)])
        for at, column in enumerate(COLUMNS):
            self._figure(line, column, FIRST + at)
        self.row += 1

    def _figure(self, line, column, position):
        value = line.values[column]
        style = self.style(font_size=self.size, border=1, align='right',
                           num_format='0%' if line.unit == 'percent' else '0')
        if value is None:
            self.sheet.text(self.row, position, '–', style)
        elif formula := self._formula(line, column, position):
            self.sheet.formula(self.row, position, formula, value, style)
        else:
            self.sheet.number(self.row, position, value, style)

    def _formula(self, line, column, position):
        """Return the formula that counts the figure on another sheet, None if no sheet holds its records."""
        start, end = self.content.windows[column]
        if line.code == 'assignment_rate':
            return self._share_formula(position)
        if line.code.startswith('assignment_') and self._listed(self.content.windows['cumulative'], start, end):
            return self._assignment_formula(line.code, start, end)
        if line.clock == 'posting' and self._listed(self.content.windows['value'], start, end):
            return self._publication_formula(line, position)
        return None

    def _listed(self, window, start, end):
        return window[0] <= start and end <= window[1]

    def _share_formula(self, position):
        letter, codes = column_letter(position), ('assignment_due', 'assignment_done', 'assignment_late')
        due, done, late = (f'{letter}{self.cells[code] + 1}' for code in codes)
        return f'=IF({due}=0,"–",({done}+{late})/{due})'

    def _assignment_formula(self, code, start, end):
        words = self.assignments.words
        ends, outcomes, explained = (self.assignments.range(name) for name in ('end', 'outcome', 'explained'))
        days = f'{ends},">={start:%Y%m%d}",{ends},"<={end:%Y%m%d}"'
        if code == 'assignment_explained':
            return '=' + '+'.join(
                f'COUNTIFS({outcomes},{quoted(words[one])},{explained},1,{days})'
                for one in OUTCOMES['assignment_unmet'])
        return '=' + '+'.join(f'COUNTIFS({outcomes},{quoted(words[one])},{days})' for one in OUTCOMES[code])

    def _publication_formula(self, line, position):
        first, channel, genre, broadcasts = (
            self.publications.range(name) for name in ('first', 'channel', 'genre', 'broadcasts'))
        if line.code.startswith(GENRE):
            return f'=SUMIFS({first},{genre},{line.record_id})'
        if line.code.startswith(CHANNEL):
            return f'=COUNTIFS({channel},{line.record_id})'
        formulas = {
            'article_posted': f'=SUM({first})', 'publication_total': f'=COUNT({channel})',
            'broadcast_total': f'=SUM({broadcasts})'}
        return formulas.get(line.code) or self._sum_of_channels(line, position)

    def _sum_of_channels(self, line, position):
        """Return the formula that sums the lines below: own channels, other channels, or one kind of channel."""
        channels = self.env['cchc.channel'].browse(
            one.record_id for one in self.content.lines if one.code.startswith(CHANNEL))
        if line.code in ('publication_own', 'publication_external'):
            is_own = line.code == 'publication_own'
            channels = channels.filtered(lambda channel: channel.is_internal == is_own)
        else:
            channels = channels.filtered(lambda channel: channel.kind == line.code.removeprefix(KIND))
        cells = [f'{column_letter(position)}{self.cells[f"{CHANNEL}{channel.id}"] + 1}' for channel in channels]
        return f'={"+".join(cells)}' if cells else None

    def _note(self):
        self.sheet.height(self.row, 6)
        self.row += 1
        self.wide(self.env._(
            "Note: “–” means that there are no data. Assignments are counted by the periods of the plan, publications "
            "by the day of posting. The state of assignments is that of %(day)s.",
            day=decree_day(self.content.as_of)), italic=True)
        if number := self.content.recorded_late():
            self.wide(self.env._(
                "Publications of the period posted by the deadline of their assignment and recorded only after it: "
                "%(number)s (see the list of articles).", number=number), italic=True)
