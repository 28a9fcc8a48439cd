# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from ...tools.groups import DIRECTOR, OFFICE


class CchcMyWork(models.AbstractModel):
    """The plans that the director has to approve, and the Office to issue or correct."""
    _inherit = 'cchc.my.work'

    def _plan_lines(self):
        """Return lines for plans that the director has to approve, or the Office to issue or correct."""
        _, user = self.env._, self.env.user
        wanted = Domain.FALSE
        if user.has_group(DIRECTOR):
            wanted |= Domain('state', '=', 'submitted')
        if user.has_group(OFFICE):
            wanted |= Domain('state', '=', 'approved')
            wanted |= Domain('state', '=', 'draft') & Domain('is_returned', '=', True)
        if wanted.is_false():
            return []
        lines = []
        for plan in self.env['cchc.plan'].search(Domain('company_id', '=', self.env.company.id) & wanted):
            if plan.state == 'submitted':
                section, label, why = 'review', _("Read and approve"), _("Plan that waits for your approval.")
            elif plan.state == 'approved':
                section, label = 'todo', _("Issue")
                why = _("Approved: give it its number and day, then issue it.")
            else:
                section, label = 'returned', _("Correct and submit again")
                why = _("Returned: “%(reason)s”", reason=plan.return_reason)
            lines.append(self._line(plan, section, False, since=plan.date_last_step, name=plan.display_name, why=why,
                                    buttons=[{'kind': 'form', 'label': label}]))
        return lines
