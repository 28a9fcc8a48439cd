from odoo import api, models
from odoo.exceptions import AccessError

from ...tools.groups import ADMIN


class IrFilters(models.Model):
    """A saved filter of one of our lists is its user's own, or shared with named colleagues. One for everybody, or one
    that another finds applied by default, would hide from people what waits for them: the administrator's to make."""
    _inherit = 'ir.filters'

    @api.model_create_multi
    def create(self, vals_list):
        filters = super().create(vals_list)
        filters._check_cchc_for_others()
        return filters

    def write(self, vals):
        self._check_cchc_for_others()
        res = super().write(vals)
        self._check_cchc_for_others()
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_cchc_for_others(self):
        self._check_cchc_for_others()

    def _check_cchc_for_others(self):
        user = self.env.user
        if self.env.su or user._is_system() or user.has_group(ADMIN):
            return
        for record in self.filtered(lambda record: (record.model_id or '').startswith('cchc.')):
            users = record.sudo().user_ids  # colleagues need not be readable
            if not users or (record.is_default and users != user):
                raise AccessError(self.env._(
                    "The filter “%(name)s” would hold for others too: only the administrator makes or changes such a "
                    "filter. Keep it for yourself, or share it with named colleagues and not by default.",
                    name=record.name))
