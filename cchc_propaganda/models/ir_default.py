from odoo import models

from .mail_message import SAID

KEPT_BY_SERVER = ('cchc.notice', 'cchc.reminder.log', 'cchc.review', 'cchc.workflow.log')


class IrDefault(models.Model):
    """Every user may keep defaults of their own: client input, as all else that comes from outside. They have no place
    in what the server writes down."""
    _inherit = 'ir.default'

    def _get_model_defaults(self, model_name, condition=False):
        defaults = super()._get_model_defaults(model_name, condition)
        if model_name in KEPT_BY_SERVER:
            return {}
        if model_name == 'mail.message':
            kept = SAID
        elif self.env['mail.thread']._is_cchc_model(model_name):
            kept = self.env[model_name]._server_fields | {'state'}
        else:
            return defaults
        return {name: value for name, value in defaults.items() if name not in kept}
