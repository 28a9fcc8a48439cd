# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

KEPT_BY_AMENDMENTS = frozenset({'origin_id', 'active'})


class CchcPlanPart(models.AbstractModel):
    """A row of a plan. It can change only while the plan is a draft, whichever way a client writes it."""
    _name = 'cchc.plan.part'
    _inherit = ['cchc.part.mixin']
    _description = "Part of a Plan"

    def _plan_of_part(self):
        """Return the plans of these rows."""
        return self.plan_id

    def _check_open(self):
        if self.env['cchc.plan']._through_gate():
            return
        if decided := self._plan_of_part().filtered(lambda plan: plan.state != 'draft'):
            decided[0]._refuse_editing()


class CchcPlanAmendedPart(models.AbstractModel):
    """A part of a plan that amendments change: a row of the appendix, what it asks for, a turn. An amendment has a copy
    of each, which knows its original. What it leaves out is archived, with all that was done for it."""
    _name = 'cchc.plan.amended.part'
    _inherit = ['cchc.plan.part']
    _description = "Part of a Plan that Amendments Change"

    active = fields.Boolean(default=True, copy=False, help="No longer, once an amendment has left it out.")

    @api.model_create_multi
    def create(self, vals_list):
        defaults = {key.removeprefix('default_') for key in self.env.context if key.startswith('default_')}
        self._check_kept_by_amendments(defaults.union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_kept_by_amendments(vals.keys())
        return super().write(vals)

    @api.model
    def _check_kept_by_amendments(self, names):
        if not self.env.su and KEPT_BY_AMENDMENTS & names:
            raise UserError(self.env._(
                "Nobody archives a part of a plan by hand, or says which one it amends: delete it from the draft, or "
                "from the amendment of an issued plan."))
