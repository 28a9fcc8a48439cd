# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..tools.sheet import Formula, column_letter
from .base import SUM_LOOK, Field, ListSheet

PLANNED, ALLOCATED, SPENT, LEFT = 4, 5, 7, 8


class BudgetSheet(ListSheet):
    """The money of the plan: planned, allocated, spent, left."""

    widths = (4, 21, 12, 13, 11, 11, 12, 11, 11)
    annex = 8

    def name(self):
        return self.env._("Budget")

    def heading(self):
        return self.env._("BUDGET OF COMMUNICATION ON ADMINISTRATIVE REFORM OF %(year)s", year=self.head.plan_year)

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Contents")), Field(_("Unit")), Field(_("Source")),
                Field(_("Planned"), 'money'), Field(_("Allocated"), 'money'), Field(_("Decision on the allocation")),
                Field(_("Spent"), 'money'), Field(_("Left"), 'money')]

    def number(self):
        return len(self.snapshot.budget)

    def lines(self):
        for number, one in enumerate(self.snapshot.budget, start=1):
            row = self.row + 1
            yield (number, one.content, one.unit, one.source, one.planned, one.allocated, one.decision, one.spent,
                   Formula(f'F{row}-H{row}', one.allocated - one.spent)), {}

    def nothing(self):
        return self.env._("The plan has no budget of its own.")

    def totals(self):
        if not self.number():
            return
        self._sums()
        self.note(self.env._("Amounts in dong."))

    def _sums(self):
        first, last = self.FIRST_ROW + 1, self.last_row + 1
        self.place(self.env._("Sum"), 0, PLANNED - 1, align='right', **SUM_LOOK)
        style = self.look('money', bold=True, bg_color='#F2F2F2')
        sums = {PLANNED: 'planned', ALLOCATED: 'allocated', SPENT: 'spent'}
        for column in range(PLANNED, len(self.widths)):
            letter = column_letter(column)
            if column in sums:
                value = sum(getattr(one, sums[column]) for one in self.snapshot.budget)
                self.sheet.formula(self.row, column, f'=SUM({letter}{first}:{letter}{last})', value, style)
            elif column == LEFT:
                value = sum(one.allocated - one.spent for one in self.snapshot.budget)
                self.sheet.formula(self.row, column, f'=SUM({letter}{first}:{letter}{last})', value, style)
            else:
                self.sheet.blank(self.row, column, style)
        self.row += 1
