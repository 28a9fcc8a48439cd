# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..core.server import as_server

TERMS = ('date_deadline', 'waiver', 'department_id')


class CchcAssignmentPast(models.Model):
    """What an assignment asked for until a decision changed it: its deadline, its unit, whether it was exempt. A report
    on an earlier day is judged by what was asked on that day. Only the assignment writes these records."""
    _name = 'cchc.assignment.past'
    _description = "Earlier Terms of an Assignment"
    _order = 'assignment_id, date_until, id'
    _check_company_auto = True

    assignment_id = fields.Many2one(
        'cchc.assignment', required=True, index=True, readonly=True, ondelete='restrict', check_company=True)
    company_id = fields.Many2one(
        related='assignment_id.company_id', store=True, index=True, precompute=True)
    date_until = fields.Date(
        "Until", required=True, readonly=True, help="The day of the decision that changed these terms.")
    date_deadline = fields.Date("Deadline until then", required=True, readonly=True)
    department_id = fields.Many2one(
        'hr.department', "Unit until then", required=True, index=True, readonly=True, ondelete='restrict',
        check_company=True)
    waiver = fields.Selection(
        [('exempt', "Exempt"), ('waived', "No longer asked")], "Exempt until then", readonly=True)
    is_before_issue = fields.Boolean("Before the issue until then", readonly=True)


class CchcAssignment(models.Model):
    """Keeping the earlier terms of an assignment when a decision changes them."""
    _inherit = 'cchc.assignment'

    def write(self, vals):
        earlier = self._terms_that_change(vals)
        res = super().write(vals)
        if earlier:
            as_server(self.env['cchc.assignment.past']).create(earlier)
        return res

    def _terms_that_change(self, vals):
        """Return the values of ``cchc.assignment.past`` for the assignments whose terms the ``vals`` change."""
        names = [name for name in TERMS if name in vals]
        if not names:
            return []
        new = {name: self._fields[name].convert_to_cache(vals[name], self[:1]) for name in names}
        today = {company: company._cchc_today() for company in self.company_id}
        return [{
            'assignment_id': assignment.id, 'date_until': today[assignment.company_id],
            'date_deadline': assignment.date_deadline, 'department_id': assignment.department_id.id,
            'waiver': assignment.waiver, 'is_before_issue': assignment.is_before_issue,
        } for assignment in self.sudo() if any(     # whoever decides, the earlier terms are kept
            assignment._fields[name].convert_to_cache(assignment[name], assignment) != new[name] for name in names)]
