# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import AccessError, MissingError, UserError

from ..tools import accounts, limits
from ..tools.groups import ADMIN

COMPANY = ('name', 'logo', 'email')     # what the form writes beside the fields named cchc_*


class CchcSettings(models.TransientModel):
    """The agency's settings. Odoo's own settings need rights that our users do not have, so this form writes the
    ``cchc_*`` fields of the company, its name, logo and e-mail address, and nothing else."""
    _name = 'cchc.settings'
    _inherit = ['cchc.text.mixin']
    _description = "Settings of the Agency"
    _check_company_auto = True

    company_id = fields.Many2one(
        'res.company', required=True, readonly=True, default=lambda self: self.env.company)
    name = fields.Char("Name of the agency", required=True)
    logo = fields.Binary(attachment=False)
    email = fields.Char("Sender address", help="Mails of the agency are sent from this address.")
    cchc_tz = fields.Selection(lambda self: self.env['res.company']._fields['cchc_tz']._description_selection(self.env),
                               "Time zone of deadlines", required=True)
    cchc_office_id = fields.Many2one(
        'hr.department', "Office", check_company=True, domain="[('company_id', '=', company_id)]")
    cchc_director_id = fields.Many2one(
        'res.users', "Approving director", check_company=True, domain="[('company_ids', 'in', company_id)]")
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
        return [name for name in self._fields if name in COMPANY or name.startswith('cchc_')]

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
        if self.company_id != self.env.company:     # the values shown are those of the active agency
            raise AccessError(self.env._("These are the settings of another agency."))
        self.name = (self.name or '').strip()
        self._check_letterhead()
        company = self.company_id.sudo()   # the form writes its own fields only
        values = {name: self._fields[name].convert_to_write(self[name], self) for name in self._setting_names()}
        company.write({name: value for name, value in values.items()
                       if value != company._fields[name].convert_to_write(company[name], company)})
        return {'type': 'ir.actions.client', 'tag': 'reload'}

    def _check_letterhead(self):
        """Raise UserError for a name, an address or a logo that the agency cannot use."""
        _ = self.env._
        if not self.name:
            raise UserError(_("Enter the name of the agency."))
        if self.sudo().company_id.search_count(     # the name of any other company is taken
                [('name', '=', self.name), ('id', '!=', self.company_id.id)], limit=1):
            raise UserError(_("“%(name)s” is the name of another agency in this system. Enter the full name.",
                              name=self.name))
        if self.email and not accounts.is_email(self.email):
            raise UserError(_("“%(email)s” is no e-mail address. Enter one address, such as vanphong@agency.gov.vn.",
                              email=self.email))
        if self.logo and not self._is_picture():
            raise UserError(_("The logo is no picture, or it is larger than %(most)s MB. Choose a PNG or JPG file.",
                              most=limits.LOGO // limits.MIB))

    def _is_picture(self):
        if len(self.logo) > limits.base64_size(limits.LOGO):
            return False
        try:
            with limits.open_picture(base64.b64decode(self.logo)) as picture:
                return picture is not None
        except (limits.LimitError, binascii.Error):
            return False
