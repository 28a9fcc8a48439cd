# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .base import LINK_LOOK, ReportSheet

HELPERS = ('end', 'explained')   # hidden columns, after the printed ones
OUTCOME = 6


class AssignmentSheet(ReportSheet):
    """The assignments of the year so far, one per row. The figures on assignments count these rows."""

    widths = (4.5, 11, 15, 15, 10.5, 10.5, 12, 6, 14, 12)
    annex = 3
    helpers = len(HELPERS)

    def __init__(self, workbook, styles, content):
        super().__init__(workbook, styles, content)
        _ = self.env._
        self.words = {
            'done': _("Met on time"), 'late': _("Met late"), 'overdue': _("Not met"),
            'waiting': _("Sent in time, waiting for the channel"), 'open': _("Not due yet"),
            'exempt': _("Exempt"), 'waived': _("No longer asked"), 'before': _("Before the issue"),
        }
        self.assignments = content.due_assignments()
        self.first_row = 5   # below the title (3 rows and a gap) and the header
        self.rows = {assignment.id: self.first_row + at for at, assignment in enumerate(self.assignments)}
        self.last_row = self.first_row + max(len(self.assignments), 1) - 1

    def name(self):
        return self.env._("Assignments")

    def more_columns(self):
        return self.report._assignment_columns()

    def range(self, name):
        """Return the address of a whole column of the list."""
        column = OUTCOME if name == 'outcome' else len(self.widths) + HELPERS.index(name)
        return self.sheet.reference(self.first_row, column, self.last_row)

    def draw(self):
        _ = self.env._
        start, end = self.content.windows['cumulative']
        self.title(_("ASSIGNMENTS OF %(period)s", period=self.content.period_heading('cumulative').upper()))
        header = self.row
        self.header([_("No."), _("Period"), _("Unit"), _("Channel"), _("Deadline"), _("Met on"), _("Progress"),
                     _("Days late"), _("Explanation of the unit"), _("Note of the Office"),
                     *(column.title for column in self.more)])
        self.sheet.freeze(self.row)
        for number, assignment in enumerate(self.assignments, start=1):
            self._line(number, assignment)
        if not self.assignments:
            self._nothing()
        self.sheet.filter(header, self.last_row, self.last_column)
        self._total()
        self.sheet.page(self.row, self.last_column, header_row=header)

    def _line(self, number, assignment):
        line = self.content.assignment_lines[assignment.id]
        row, text = self.row, self.style(font_size=self.size, text_wrap=True, border=1)
        day = self.style(font_size=self.size, border=1, align='center', num_format='dd/mm/yyyy')
        linked = self.style(font_size=self.size, border=1, align='center', num_format='dd/mm/yyyy', **LINK_LOOK)
        self.sheet.number(row, 0, number, self.style(font_size=self.size, border=1, align='center'))
        texts = {1: assignment.period_label, 2: line.unit, 3: assignment._met_by().name,
                 OUTCOME: self.words[line.outcome], 8: assignment.explanation or '', 9: assignment.office_note or ''}
        first = len(self.widths) - len(self.more)
        texts |= {first + at: column.text(assignment) for at, column in enumerate(self.more)}
        for column, words in texts.items():
            self.sheet.text(row, column, words, text)
        self.fit([(words, column) for column, words in texts.items()])
        self.sheet.day(row, 4, line.deadline, day)
        if line.done_on and line.url:
            self.sheet.link(row, 5, line.url, '', linked)
        if line.done_on:
            self.sheet.day(row, 5, line.done_on, linked if line.url else day)
        else:
            self.sheet.blank(row, 5, day)
        if line.outcome == 'late':
            self.sheet.formula(row, 7, f'=F{row + 1}-E{row + 1}', (line.done_on - line.deadline).days,
                               self.style(font_size=self.size, border=1, align='center', num_format='0'))
        else:
            self.sheet.blank(row, 7, text)
        self.sheet.number(row, len(self.widths), int(f'{assignment.date_end:%Y%m%d}'))   # a hidden date prints “#”
        self.sheet.number(row, len(self.widths) + 1, int(line.is_explained))
        self.row += 1

    def _nothing(self):
        self.wide(self.env._("No assignment of the plan was to be met in these months."), border=1, align='center')

    def _total(self):
        bold = {'bold': True, 'border': 1, 'bg_color': '#F2F2F2'}
        self.place(self.env._("Assignments shown"), 0, 3, align='right', **bold)
        first, last = self.first_row + 1, self.last_row + 1
        self.sheet.formula(self.row, 4, f'=SUBTOTAL(103,C{first}:C{last})', len(self.assignments),
                           self.style(font_size=self.size, align='center', num_format='0', **bold))
        for column in range(5, len(self.widths)):
            self.sheet.blank(self.row, column, self.style(font_size=self.size, **bold))
        self.row += 1
