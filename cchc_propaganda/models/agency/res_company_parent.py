# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

SYSTEM = 'base.group_system'


class ResCompany(models.Model):
    """The agency above, in the same system. It sees what was sent to it and nothing else; so only the system
    administrator says who is above whom."""
    _inherit = 'res.company'

    cchc_parent_id = fields.Many2one(
        'res.company', "Parent agency", index='btree_not_null', ondelete='restrict', copy=False, groups=SYSTEM,
        help="The agency to which this one reports. It sees whether the plan is issued and which reports are sent, "
             "with their figures and files; no drafts, no discussions, no people.")
    cchc_by_file = fields.Boolean(
        "Reports by file", groups=SYSTEM, copy=False,
        help="The agency does not work in this system: its parent agency takes its reports in from their workbooks.")

    @api.constrains('cchc_parent_id')
    def _check_cchc_parent_id(self):
        for company in self:
            if company.cchc_parent_id and company._has_cycle('cchc_parent_id'):
                raise ValidationError(self.env._(
                    "“%(agency)s” cannot report to “%(parent)s”, which reports to it. Choose another parent agency.",
                    agency=company.name, parent=company.cchc_parent_id.name))

    def _cchc_agencies(self):
        """Return the agencies that report to these, whoever asks."""
        return self.sudo().search([('cchc_parent_id', 'in', self.ids)])     # only the administrator reads the link
