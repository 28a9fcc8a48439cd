# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CchcPlanPart(models.AbstractModel):
    """A row of a plan. It can change only while the plan is a draft, whichever way a client writes it."""
    _name = 'cchc.plan.part'
    _inherit = ['cchc.text.mixin']
    _description = "Part of a Plan"

    _living_fields = frozenset()   # fields that may change after the plan is decided

    def _plan_of_part(self):
        """Return the plans of these rows."""
        return self.plan_id

    def _check_plan_open(self):
        if self.env['cchc.plan']._through_gate():
            return
        if decided := self._plan_of_part().filtered(lambda plan: plan.state != 'draft'):
            decided[0]._refuse_editing()

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_plan_open()
        return parts

    def write(self, vals):
        if vals.keys() <= self._living_fields:
            return super().write(vals)
        self._check_plan_open()
        res = super().write(vals)
        self._check_plan_open()   # again, because the row may have moved into a decided plan
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_decided_plan(self):
        self._check_plan_open()
