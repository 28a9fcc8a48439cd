# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE


class CchcMyWork(models.AbstractModel):
    """Inspections on the first screen: for the Office what an inspector asks for, for the director the access that
    waits to be granted."""
    _inherit = 'cchc.my.work'

    def _lines(self, assignments, seats, headed):
        now, ahead = super()._lines(assignments, seats, headed)
        return [*now, *self._inspection_lines()], ahead

    def _inspection_lines(self):
        directs, is_office, _ = self.env.user.has_group(DIRECTOR), self.env.user.has_group(OFFICE), self.env._
        if not (directs or is_office):
            return []
        today = self.env.company._cchc_today()
        inspections = self.env['cchc.inspection'].search(
            Domain('company_id', '=', self.env.company.id) & (
                Domain('state', '=', 'draft') | Domain('is_open', '=', True) & Domain('request', '!=', False)
                & Domain('answer', '=', False)))
        lines = []
        for inspection in inspections:
            if inspection.state == 'draft':
                if directs and inspection.can_grant:
                    lines.append(self._line(
                        inspection, 'review', False, since=inspection.create_date, name=inspection.display_name,
                        why=_("An inspection: the access waits for you."),
                        buttons=[{'kind': 'form', 'label': _("Read and grant")}]))
            elif is_office:
                day = inspection._day_to_answer()
                lines.append(self._line(
                    inspection, 'overdue' if day < today else 'todo', day, name=inspection.request,
                    why=_("The inspector %(user)s asks for this document.", user=inspection._name_of_inspector()),
                    buttons=[{'kind': 'form', 'label': _("Answer the inspector")}]))
        return lines
