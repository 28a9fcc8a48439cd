# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from ...tools.groups import DIRECTOR, OFFICE


class CchcMyWork(models.AbstractModel):
    """The plans that the director has to approve, and the Office to issue or correct. For the other of the two, such a
    plan waits for somebody else."""
    _inherit = 'cchc.my.work'

    def _plan_lines(self):
        """Return lines for the plans that are submitted, approved or returned, if the user is the director or of the
        Office."""
        _, user = self.env._, self.env.user
        directs, is_office = user.has_group(DIRECTOR), user.has_group(OFFICE)
        if not (directs or is_office):
            return []
        wanted = Domain('state', 'in', ('submitted', 'approved'))
        if is_office:
            wanted |= Domain('state', '=', 'draft') & Domain('is_returned', '=', True)
        lines = []
        for plan in self.env['cchc.plan'].search(Domain('company_id', '=', self.env.company.id) & wanted):
            if plan.state == 'submitted' and directs:
                section, label, why = 'review', _("Read and approve"), _("Plan that waits for your approval.")
            elif plan.state == 'submitted':
                section, label, why = 'waiting', False, _("Submitted: the director approves it.")
            elif plan.state == 'approved' and not is_office:
                section, label, why = 'waiting', False, _("Approved: the Office issues it.")
            elif plan.state == 'approved':
                section, label = 'todo', _("Issue")
                why = _("Approved: give it its number and day, then issue it.")
            else:
                section, label = 'returned', _("Correct and submit again")
                why = _("Returned: “%(reason)s”", reason=plan.return_reason)
            lines.append(self._line(plan, section, False, since=plan.date_last_step, name=plan.display_name, why=why,
                                    buttons=[{'kind': 'form', 'label': label}] if label else []))
        return lines
