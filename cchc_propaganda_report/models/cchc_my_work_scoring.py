# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain


class CchcMyWork(models.AbstractModel):
    """On the first screen of the head of a unit: the documents of the unit that the Office has asked for."""
    _inherit = 'cchc.my.work'

    def _lines(self, assignments, seats, headed):
        now, ahead = super()._lines(assignments, seats, headed)
        return [*now, *self._scoring_lines(headed)], ahead

    def _scoring_lines(self, headed):
        if not headed:
            return []
        today, _ = self.env.company._cchc_today(), self.env._
        asked = self.env['cchc.scoring.gap'].search(
            Domain('company_id', '=', self.env.company.id) & Domain('department_id', 'in', headed.ids)
            & Domain('date_reminded', '!=', False) & Domain('is_open', '=', True)
            & Domain('state', '=', 'draft'))
        return [self._line(
            gap, 'overdue' if gap.date_deadline < today else 'todo', gap.date_deadline, name=gap.name,
            why=_("The Office needs it for the scoring of %(year)s.", year=gap.year), department=gap.department_id,
            buttons=[{'kind': 'form', 'label': _("Add the file")}]) for gap in asked if gap.date_deadline]
