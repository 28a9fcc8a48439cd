from odoo import api, models
from odoo.exceptions import AccessError


class MailMessage(models.Model):
    _inherit = 'mail.message'

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        if not self.env.su:   # Odoo's own posting, and the log of the steps, come as superuser
            for message in messages.filtered(lambda message: message.author_id != self.env.user.partner_id):
                if isinstance(self.env.get(message.model), self.env.registry['cchc.workflow.mixin']):
                    raise AccessError(self.env._("You write under your own name."))
        return messages
