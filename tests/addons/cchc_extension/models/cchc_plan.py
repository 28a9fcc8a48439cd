# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.models.plan.cchc_plan import CchcPlan as Plan
from odoo.addons.cchc_propaganda.tools.groups import OFFICE
from odoo.addons.cchc_propaganda.tools.workflow import Transition


class CchcPlan(models.Model):
    _inherit = 'cchc.plan'

    _transitions = (
        *Plan._transitions,
        Transition('announce', {'published'}, '', groups=OFFICE, effect='_announced_values'),
    )

    is_announced = fields.Boolean(readonly=True, copy=False)
    can_announce = fields.Boolean(compute='_compute_can_transitions')

    # A step

    def action_announce(self):
        return self._run_transition('announce')

    def _announced_values(self, step, reason):
        return {'is_announced': True}

    def _step_labels(self):
        return {**super()._step_labels(), 'announce': self.env._("Announce")}

    # A finding of the check

    def _findings_of_plan(self, rows):
        yield from super()._findings_of_plan(rows)
        if not self.signer_name:
            yield {'severity': 'fault', 'text': self.env._("Nobody signs the plan."), 'row': '', 'about': ''}

    # A kind of reminder

    def _reminder_domain(self, kind):
        if kind == 'plan_not_announced':
            return Domain('state', '=', 'published') & Domain('is_announced', '=', False)
        return super()._reminder_domain(kind)
