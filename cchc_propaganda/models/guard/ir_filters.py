# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError

from ...tools.groups import ADMIN


class IrFilters(models.Model):
    """Users may keep a filter of our lists for themselves or share it with named colleagues. Only the administrator
    makes filters for everybody and defaults for others: such a filter could hide the work that waits for them."""
    _name = 'ir.filters'
    _inherit = ['cchc.kept.for.others.mixin', 'ir.filters']

    def _check_cchc_for_others(self):
        user = self.env.user
        if self.env.su or user._is_system() or user.has_group(ADMIN):
            return
        for record in self.filtered(lambda record: (record.model_id or '').startswith('cchc.')):
            users = record.sudo().user_ids  # the user may not be allowed to read the colleagues
            if not users or (record.is_default and users != user):
                raise AccessError(self.env._(
                    "The filter “%(name)s” applies to other users too: only the administrator can make or change it. "
                    "Keep a filter for yourself, or share it with named colleagues, but not as their default.",
                    name=record.name))
