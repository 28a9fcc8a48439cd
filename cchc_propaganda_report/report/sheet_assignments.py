# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.tools.decree import decree_day

from ..tools.figures import MET, MISSED
from ..tools.sheet import Formula
from ..tools.snapshot import DUE
from .base import LINK_LOOK, Field, ListSheet

OUTCOME, DONE_ON, DAYS_LATE = 6, 5, 7


class AssignmentSheet(ListSheet):
    """The assignments of the year so far, one per row. The figures on assignments and the matrix count these rows."""

    widths = (4, 10, 13, 13, 9.5, 9.5, 10.5, 5.5, 12, 10)
    annex = 4
    helpers = ('end', 'unit', 'due', 'met', 'late', 'missed', 'open', 'explained')

    def __init__(self, book):
        super().__init__(book)
        _ = self.env._
        self.words = {
            'done': _("Met on time"), 'late': _("Met late"), 'overdue': _("Not met"),
            'waiting': _("Sent in time, waiting for the channel"), 'open': _("Not due yet"),
            'exempt': _("Exempt"), 'waived': _("No longer asked"), 'before': _("Before the issue"),
        }
        # The units by the deadlines of their first assignment, as in the plan; no ranking.
        self.units = {}     # name -> number, from 1
        for one in self.snapshot.assignments:
            self.units.setdefault(one.unit, len(self.units) + 1)

    def name(self):
        return self.env._("Assignments")

    def more_columns(self):
        return self.snapshot.head.assignment_more

    def range(self, column):
        return super().range(OUTCOME if column == 'outcome' else column)

    def heading(self):
        head = self.head
        return self.env._("ASSIGNMENTS FROM %(start)s TO %(end)s", start=decree_day(head.year_start),
                          end=decree_day(head.end))

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Period")), Field(_("Unit")), Field(_("Channel or form")),
                Field(_("Deadline"), 'day'), Field(_("Met on"), 'day'), Field(_("Progress")),
                Field(_("Days late"), 'number'), Field(_("Explanation of the unit")), Field(_("Note of the Office"))]

    def number(self):
        return len(self.snapshot.assignments)

    def lines(self):
        linked = self.look('day', **LINK_LOOK)
        for number, one in enumerate(self.snapshot.assignments, start=1):
            row = self.row
            is_late = one.outcome == 'late'
            days = Formula(f'F{row + 1}-E{row + 1}', (one.done_on - one.deadline).days) if is_late else None
            yield (number, one.period, one.unit, one.means, one.deadline, one.done_on, self.words[one.outcome], days,
                   '\n'.join(filter(None, (one.explanation, one.later))), one.note, *one.more,
                   int(f'{one.end:%Y%m%d}'),    # a hidden date would print "#"
                   self.units[one.unit], int(one.outcome in DUE), int(one.outcome in MET),
                   int(is_late), int(one.outcome in MISSED), int(one.outcome == 'open'), int(one.is_explained)), (
                {DONE_ON: linked} if one.url else {})
            if one.url:
                self.sheet.linked(row, DONE_ON, one.url)

    def nothing(self):
        return self.env._("No assignment of the plan was to be met in these months.")

    def totals(self):
        first, last = self.FIRST_ROW + 1, self.last_row + 1
        self.total(self.env._("Assignments"), 4, f'=SUBTOTAL(103,C{first}:C{last})', self.number())
