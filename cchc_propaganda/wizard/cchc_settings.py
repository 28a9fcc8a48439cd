# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, MissingError

from ..tools.groups import ADMIN


class CchcSettings(models.TransientModel):
    """The agency's settings. Odoo's own settings need rights that our users do not have, so this form writes only the
    ``cchc_*`` fields of the company."""
    _name = 'cchc.settings'
    _inherit = ['cchc.text.mixin']
    _description = "Settings of the Agency"

    company_id = fields.Many2one(
        'res.company', required=True, readonly=True, default=lambda self: self.env.company)
    cchc_tz = fields.Selection(lambda self: self.env['res.company']._fields['cchc_tz']._description_selection(self.env),
                               "Time zone of deadlines", required=True)
    cchc_office_id = fields.Many2one('hr.department', "Office", domain="[('company_id', '=', company_id)]")
    cchc_director_id = fields.Many2one('res.users', "Approving director", domain="[('company_ids', 'in', company_id)]")
    cchc_allow_self_approval = fields.Boolean(
        "Authors may approve their own articles",
        help="Off in almost every agency. When on, an author who approves must give a reason, and the log says so.")
    cchc_parent_name = fields.Char("Parent body", help="First line of every official document: UBND TỈNH …")
    cchc_symbol = fields.Char("Symbol", help="Follows the number of a document: 30/KH-STTTT")
    cchc_place = fields.Char("Place", help="Precedes the date of a document.")

    cchc_mail_submitted = fields.Boolean("Submitted for review")
    cchc_mail_approved = fields.Boolean("Approved, to be posted")
    cchc_mail_returned = fields.Boolean("Returned")
    cchc_mail_published = fields.Boolean("Posted")
    cchc_mail_refused = fields.Boolean("Not accepted by the channel")
    cchc_mail_removed = fields.Boolean("Taken down")
    cchc_mail_corrected = fields.Boolean("Edited during the review, or corrected after posting")
    cchc_mail_cancelled = fields.Boolean("Cancelled")

    @api.depends('company_id')
    def _compute_display_name(self):
        for settings in self:
            settings.display_name = settings.company_id.name

    @api.model
    def _setting_names(self):
        return [name for name in self._fields if name.startswith('cchc_')]

    @api.model
    def default_get(self, fields):
        self.browse().check_access('create')
        company = self.env.company.sudo()   # some fields of a company are for the system administrator only
        current = {name: company._fields[name].convert_to_write(company[name], company)
                   for name in self._setting_names() if name in fields}
        return {**super().default_get(fields), **current}

    def action_save(self):
        self.ensure_one()
        if not self.exists():   # an empty dialog would empty the agency's settings
            raise MissingError(self.env._("These settings are no longer open. Open them again."))
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only its administrator can change the settings of the agency."))
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("These are the settings of another agency."))
        company = self.company_id.sudo()   # the form writes cchc_* fields only
        company.write({name: self._fields[name].convert_to_write(self[name], self) for name in self._setting_names()})
        return {'type': 'ir.actions.client', 'tag': 'reload'}
