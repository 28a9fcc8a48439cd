# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class MailComposeMessage(models.TransientModel):
    _inherit = 'mail.compose.message'

    @api.constrains('parent_id')
    def _check_cchc_parent(self):
        # The dialog shows the subject of the message that is answered. First find out, as superuser, whether it
        # belongs to our documents; then check the user's right.
        self.sudo().parent_id._cchc_of_ours().sudo(False).check_access('read')

    def onchange(self, values, field_names, fields_spec):
        named = self.new({'parent_id': {**self.default_get(['parent_id']), **values}.get('parent_id')})
        named.sudo().parent_id._origin._cchc_of_ours().sudo(False).check_access('read')     # its subject is shown
        return super().onchange(values, field_names, fields_spec)

    def _prepare_mail_values(self, res_ids):
        prepared = super()._prepare_mail_values(res_ids)
        if not self.env.su and self.env['mail.thread']._is_cchc_model(self.model):
            for values in prepared.values():
                for name in self.env['mail.message']._cchc_of_server() & values.keys():
                    del values[name]
        return prepared

    def _action_send_mail(self, auto_commit=False):
        for composer in self:
            if self.env['mail.thread']._is_cchc_model(composer.model):
                self.env['mail.thread']._check_cchc_signature(composer.author_id, composer.email_from)
        return super()._action_send_mail(auto_commit=auto_commit)
