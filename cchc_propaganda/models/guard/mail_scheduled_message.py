# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class MailScheduledMessage(models.Model):
    _inherit = 'mail.scheduled.message'

    @api.constrains('author_id', 'model')
    def _check_cchc_author(self):
        for message in self:
            if self.env['mail.thread']._is_cchc_model(message.model):
                self.env['mail.thread'].sudo(False)._check_cchc_signature(message.author_id)
