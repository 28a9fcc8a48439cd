# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CchcReminderRule(models.Model):
    _inherit = 'cchc.reminder.rule'

    kind = fields.Selection(
        selection_add=[('plan_not_announced', "Plan not yet announced")],
        ondelete={'plan_not_announced': 'cascade'})

    @api.model
    def _kind_models(self):
        return {**super()._kind_models(), 'plan_not_announced': 'cchc.plan'}

    def _prepare_activity_vals(self, claim, user, model_id, todo):
        vals = super()._prepare_activity_vals(claim, user, model_id, todo)
        if self.kind == 'plan_not_announced':
            vals['summary'] = self.env._("Announce the plan")
        return vals

    def _prepare_log_vals(self, claim, user):
        return {**super()._prepare_log_vals(claim, user), 'text': f"{self.kind} · {user.login}"}
