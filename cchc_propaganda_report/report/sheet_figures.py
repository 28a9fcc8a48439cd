# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.tools.decree import decree_day

from ..tools.sheet import column_letter, quoted
from ..tools.snapshot import DUE
from .base import SUM_LOOK, ReportSheet
from .sheet_budget import ALLOCATED, PLANNED, SPENT
from .sheet_outreach import PARTICIPANTS

FIRST = 1   # column of the first figure
# Code of a figure on assignments -> the outcomes it counts.
OUTCOMES = {
    'assignment_due': (*DUE, 'open'),
    'assignment_done': ('done',),
    'assignment_late': ('late',),
    'assignment_unmet': ('overdue', 'waiting'),
    'assignment_waiting': ('waiting',),
    'assignment_pending': ('open',),
    'assignment_exempt': ('exempt', 'waived'),
    'assignment_before': ('before',),
}


class FigureSheet(ReportSheet):
    """The figures as the report has them. Where the lists of this workbook give the same number, a figure is a formula
    over them; else it is a number (other years, earlier publications, steps of articles)."""

    widths = (38, 12, 12, 12, 12)
    annex = 1
    size = 12
    helpers = ('code', 'period', 'unit')    # by which a program that takes the workbook in knows the figure

    def name(self):
        return self.env._("Summary of figures")

    def draw(self):
        _, head = self.env._, self.head
        self.cells = {}     # (period key, code) -> row
        self.title(_("FIGURES OF %(period)s", period=head.period.upper()))
        header = None
        for table in self.snapshot.figures:
            if header is not None:
                self.gap(12)
                self.wide(table.period, bold=True, font_size=13)
            row = self.row
            self._header(table)
            if header is None:
                header = row
                self.sheet.freeze(self.row)
            self._lines(table, [line for line in table.lines if not line.is_detail])
        self._notes()
        self.sheet.page(self.row - 1, self.last_column, header_row=header)

    def _header(self, table):
        _ = self.env._
        self.header([_("Figure"), *(
            _("Since the new year") if column.name == 'cumulative' else column.heading for column in table.columns)])

    def _lines(self, table, lines):
        for at, line in enumerate(lines):
            self.cells[table.period_key, line.code] = self.row + at
        for line in lines:
            self._line(table, line)

    def _line(self, table, line):
        if line.is_section:
            self.wide(f'{line.name} · {line.clock_words}', **SUM_LOOK)
            return
        name = f'{line.name} ({line.note})' if line.note else line.name
        self.sheet.text(self.row, 0, name, self.style(
            font_size=self.size, text_wrap=True, border=1, align='left', indent=int(line.is_part)))
        self.fit([(name, 0)])
        for at, column in enumerate(table.columns):
            self._figure(table, line, column, FIRST + at)
        for name, text in zip(self.helpers, (line.code, table.period_key, line.unit), strict=False):
            self.sheet.text(self.row, self.helper(name), text)
        self.row += 1

    def _figure(self, table, line, column, position):
        value = line.values.get(column.name)
        style = self.style(font_size=self.size, border=1, align='right', num_format={
            'percent': '0%', 'money': '#,##0'}.get(line.unit, '0'))
        if value is None:
            self.sheet.text(self.row, position, '–', style)
            return
        text = line.texts.get(column.name, '')
        if line.unit == 'percent' and text and not text.endswith('%'):
            self.sheet.text(self.row, position, text, style)    # of few assignments no percentage is printed: 2/3
            return
        formula, computed = self._formula(table, line, column, position) or ('', None)
        if formula and computed is not None and abs(computed - value) < 1e-9:
            self.sheet.formula(self.row, position, formula, value, style)
        else:
            self.sheet.number(self.row, position, value, style)

    # ------------------------------------------------------------------
    # Formulas
    # ------------------------------------------------------------------

    def _formula(self, table, line, column, position):
        """Return ``(formula, its value)`` over the lists of the workbook, None where they do not hold what it
        counts."""
        head = self.head
        if line.code == 'assignment_rate':
            return self._share(table, column, position)
        is_listed = head.year_start <= column.start and column.end <= head.end
        if is_listed and line.code in (*OUTCOMES, 'assignment_explained'):
            return self._of_assignments(line.code, column.start, column.end)
        is_own = (column.start, column.end) == (head.start, head.end)
        if line.clock == 'posting' and is_own:
            return self._of_publications(table, line, column, position)
        if line.clock == 'held' and is_own or line.unit == 'money':
            return self._of_lists(line.code)
        return None

    def _of_lists(self, code):
        outreach, money = self.book.outreach, self.book.budget
        held, lines = self.snapshot.outreach, self.snapshot.budget
        return {
            'outreach_total': (f'=COUNT({outreach.range(1)})', len(held)),
            'participant_total': (f'=SUM({outreach.range(PARTICIPANTS)})', sum(one.participants for one in held)),
            'budget_planned': (f'=SUM({money.range(PLANNED)})', sum(one.planned for one in lines)),
            'budget_allocated': (f'=SUM({money.range(ALLOCATED)})', sum(one.allocated for one in lines)),
            'budget_spent': (f'=SUM({money.range(SPENT)})', sum(one.spent for one in lines)),
        }.get(code)

    def _share(self, table, column, position):
        letter, numbers, cells = column_letter(position), [], []
        by_code = {line.code: line for line in table.lines}
        for code in ('assignment_due', 'assignment_done', 'assignment_late'):
            if code not in by_code or by_code[code].values.get(column.name) is None:
                return None
            numbers.append(by_code[code].values[column.name])
            cells.append(f'{letter}{self.cells[table.period_key, code] + 1}')
        if not numbers[0]:
            return None
        return f'=({cells[1]}+{cells[2]})/{cells[0]}', (numbers[1] + numbers[2]) / numbers[0]

    def _of_assignments(self, code, start, end):
        assignments = self.book.assignments
        ends, outcomes, explained = (assignments.range(name) for name in ('end', 'outcome', 'explained'))
        days = f'{ends},">={start:%Y%m%d}",{ends},"<={end:%Y%m%d}"'
        is_explained = code == 'assignment_explained'
        wanted = OUTCOMES['assignment_unmet' if is_explained else code]
        value = sum(
            one.outcome in wanted and start <= one.end <= end and (one.is_explained or not is_explained)
            for one in self.snapshot.assignments)
        more = f',{explained},1' if is_explained else ''
        return '=' + '+'.join(
            f'COUNTIFS({outcomes},{quoted(assignments.words[one])}{more},{days})' for one in wanted), value

    def _of_publications(self, table, line, column, position):
        totals, publications = self.snapshot.totals, self.book.publications
        first, channel, genre, broadcasts = (
            publications.range(name) for name in ('first', 'channel', 'genre', 'broadcasts'))
        if line.code == 'article_posted':
            return f'=SUM({first})', totals.articles
        if line.code == 'publication_total':
            return f'=COUNT({channel})', totals.publications
        if line.code == 'broadcast_total':
            return f'=SUM({broadcasts})', totals.broadcasts
        if line.code == 'publication_recorded_late':
            return f'=SUM({publications.range("recorded_late")})', totals.recorded_late
        if line.record_id is None:
            return self._sum_of_parts(table, line, column, position)
        if line.code.startswith('genre_'):
            return f'=SUMIFS({first},{genre},{line.record_id})', totals.by_genre.get(str(line.record_id), 0)
        if line.code.startswith('channel_'):
            return f'=COUNTIFS({channel},{line.record_id})', totals.by_channel.get(str(line.record_id), 0)
        return None

    def _sum_of_parts(self, table, line, column, position):
        """Return the sum of the channels that the line names as its parts."""
        lines = {one.record_id: one for one in table.lines if one.code.startswith('channel_')}
        parts = [lines[id_] for id_ in line.sums if id_ in lines]
        if not parts:
            return None
        letter = column_letter(position)
        return '=' + '+'.join(
            f'{letter}{self.cells[table.period_key, part.code] + 1}' for part in parts), sum(
                part.values.get(column.name) or 0 for part in parts)

    def _notes(self):
        _ = self.env._
        self.note(_(
            "Note: “–” means that there are no data. Assignments are counted by the periods of the plan, publications "
            "by the day of posting. The state of assignments is that of %(day)s.", day=decree_day(self.head.as_of)))
        if number := self.snapshot.totals.recorded_late:
            self.wide(_(
                "Publications of the period posted by the deadline of their assignment and recorded only after it: "
                "%(number)s (see the list of articles).", number=number), italic=True)
        for table in self.snapshot.figures:
            for note in table.notes:
                self.wide(note, italic=True)
