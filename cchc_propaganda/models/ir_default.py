from odoo import models


class IrDefault(models.Model):
    """Every user may keep defaults of their own: client input, as all else that comes from outside."""
    _inherit = 'ir.default'

    def _get_model_defaults(self, model_name, condition=False):
        defaults = super()._get_model_defaults(model_name, condition)
        model = self.env.get(model_name)
        if not isinstance(model, self.env.registry['cchc.workflow.mixin']):
            return defaults
        kept = model._server_fields | {'state'}     # what only the server gives
        return {name: value for name, value in defaults.items() if name not in kept}
