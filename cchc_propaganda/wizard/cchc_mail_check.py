# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
import smtplib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import email_normalize, plaintext2html

from ..models.core.server import as_server
from ..tools.groups import ADMIN

_logger = logging.getLogger(__name__)


class CchcMailCheck(models.TransientModel):
    """Enter the agency's sender address and send one mail at once, to see whether mails leave. Nothing but the address
    is kept."""
    _name = 'cchc.mail.check'
    _inherit = ['cchc.text.mixin']
    _description = "Test of Outgoing Mail"

    company_id = fields.Many2one('res.company', required=True, readonly=True, default=lambda self: self.env.company)
    email_from = fields.Char(
        "Sender address", required=True, help="The agency's address: mails to channels come from it.",
        default=lambda self: email_normalize(self.env.company._cchc_sender()))
    email_to = fields.Char("Send the test to", required=True, default=lambda self: self.env.user.email_normalized)
    has_left = fields.Boolean("The test mail left", readonly=True)
    failure = fields.Char("Why not", readonly=True)
    detail = fields.Char("What the server said", readonly=True)

    @api.depends('company_id')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._("Outgoing mail")

    def action_send(self):
        """Keep the sender address, send the test mail, and show in the same dialog what came of it."""
        self.ensure_one()
        if not (self.exists() and self.env.user.has_group(ADMIN)):
            raise AccessError(self.env._("Only its administrator can change the settings of the agency."))
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("These are the settings of another agency."))
        for address in (self.email_from, self.email_to):
            if not email_normalize(address):
                raise UserError(self.env._("“%(email)s” is no mail address.", email=address))
        company = self.company_id.sudo()   # an agency's administrator may write its address, nothing else of Odoo's
        if email_normalize(company.email) != email_normalize(self.email_from):
            company.email = email_normalize(self.email_from)
        # An open settings dialog of the user would write the old address back.
        self.env['cchc.settings'].search([('company_id', '=', company.id)]).email = company.email
        failure, detail = self.company_id._cchc_refusal_to_mail(), ''
        if not failure:
            failure, detail = self._send()
        self.write({'has_left': not failure, 'failure': failure, 'detail': detail})
        return {'type': 'ir.actions.act_window', 'name': self.display_name, 'res_model': self._name, 'res_id': self.id,
                'views': [(False, 'form')], 'target': 'new'}

    def _send(self):
        """Send the mail now. Return why it did not leave, in our words and in those of the server, '' if it did."""
        _ = self._in_company_language().env._
        mail = as_server(self.env['mail.mail']).create({    # an ordinary user may not create mails
            'subject': _("%(agency)s: test of outgoing mail", agency=self.company_id.name),
            'body_html': plaintext2html(_(
                "This mail was sent to see whether mails of %(agency)s leave. No answer is needed.",
                agency=self.company_id.name)),
            'email_from': self.company_id._cchc_sender(), 'email_to': email_normalize(self.email_to),
        })
        try:
            mail.send()
            detail = mail.failure_reason or ''
        except (OSError, smtplib.SMTPException) as error:     # the connection broke; Odoo catches the other errors
            _logger.warning("The test mail of %s did not leave", self.company_id, exc_info=True)
            detail = str(error)
        has_left = mail.state == 'sent'
        mail.unlink()
        return ('', '') if has_left else (self.env._(
            "The mail server did not take the test mail. Show this to the person who runs the system."), detail)

    def _in_company_language(self):
        return self.with_context(lang=self.company_id._cchc_lang())
