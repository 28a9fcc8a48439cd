# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

OWED = (Domain('state', 'in', ('open', 'overdue')) & Domain('is_before_issue', '=', False)
        & Domain('plan_id', 'any', [('state', '=', 'published'), ('date_closed', '=', False)]))


class CchcOpenWork(models.AbstractModel):
    _inherit = 'cchc.open.work'

    @api.model
    def _open_at(self, records):
        """Assignments that are still owed."""
        found = super()._open_at(records)
        field = 'department_id' if records._name == 'hr.department' else 'channel_id'
        owed = self.env['cchc.assignment'].sudo().search(OWED & Domain(field, 'in', records.ids))   # of any unit
        self._add_groups(found, owed, field, self.env._("assignments not met yet"))
        return found

    @api.model
    def _kept_by_agency(self, records):
        """Also units without a kind, if they have ever owed something in another agency. Only a department that is to
        change its company is looked up."""
        kept = super()._kept_by_agency(records)
        if records._name == 'hr.department' and (others := records - kept):
            [[owing]] = self.env['cchc.assignment'].sudo()._read_group(     # of any unit
                [('department_id', 'in', others.ids)], [], ['department_id:recordset'])
            kept |= others & owing.with_env(others.env)
        return kept

    @api.model
    def _held_by(self, user):
        sentences = super()._held_by(user)
        if count := len(self._in_charge(user)):
            sentences.append(self.env._("In charge of %(count)s open assignments", count=count))
        return sentences

    @api.model
    def _hand_over(self, user, successor):
        """The successor takes charge of the assignments of units in which they sit; for others the head names
        somebody."""
        owed = self._in_charge(user)
        seats = successor._cchc_departments() if successor else self.env['hr.department']
        res = super()._hand_over(user, successor)
        taken = owed.filtered(lambda assignment: assignment.department_id.id in seats.ids)
        taken.user_id = successor
        (owed - taken).user_id = False
        return res

    @api.model
    def _in_charge(self, user):
        return self._of_agency('cchc.assignment', OWED & Domain('user_id', '=', user.id))
