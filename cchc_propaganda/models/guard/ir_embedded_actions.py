# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError


class IrEmbeddedActions(models.Model):
    """Users may keep a tab above our lists for themselves. Only the administrator of the system makes a tab for others:
    it calls a method in the name of whoever clicks it, and could thus take a step in the director's name."""
    _name = 'ir.embedded.actions'
    _inherit = ['cchc.kept.for.others.mixin', 'ir.embedded.actions']

    def _compute_is_visible(self):
        """Leave out the tabs of other users at once: a wrong domain in one of them would close the list to all."""
        of_others = self.filtered(lambda tab: tab.user_id and tab.user_id != self.env.user)
        of_others.is_visible = False
        return super(IrEmbeddedActions, self - of_others)._compute_is_visible()

    def _check_cchc_for_others(self):
        if self.env.su or self.env.user._is_system():
            return
        for tab in self.sudo():     # the user may not read actions
            if tab.user_id == self.env.user:
                continue
            models_of_tab = (tab.parent_res_model, tab.parent_action_id.res_model)
            if any((model or '').startswith('cchc.') for model in models_of_tab):
                raise AccessError(self.env._(
                    "The tab “%(name)s” would be shown to other users too: only the administrator of the system can "
                    "make or change it. Keep a tab for yourself.", name=tab.name))
