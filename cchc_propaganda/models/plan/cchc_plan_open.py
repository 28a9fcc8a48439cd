# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

BEFORE_ISSUE = ('draft', 'submitted', 'approved')


class CchcOpenWork(models.AbstractModel):
    _inherit = 'cchc.open.work'

    @api.model
    def _open_at(self, records):
        """Plans that are not issued yet and name the unit or channel: once issued they would ask it for work."""
        found = super()._open_at(records)
        if records._name == 'hr.department':
            domain = ['|', '|', ('topic_ids.lead_department_ids', 'in', records.ids),
                      ('topic_ids.coordinator_department_ids', 'in', records.ids),
                      ('obligation_ids.rotation_ids.department_id', 'in', records.ids)]
        else:
            domain = [('obligation_ids.channel_id', 'in', records.ids)]
        for plan in self.env['cchc.plan'].sudo().search([('state', 'in', BEFORE_ISSUE), *domain]):  # of any office
            if records._name == 'hr.department':
                named = (plan.topic_ids.lead_department_ids | plan.topic_ids.coordinator_department_ids
                         | plan.obligation_ids.rotation_ids.department_id)
            else:
                named = plan.obligation_ids.channel_id
            words = self.env._("a plan that the Office has not issued yet names it")
            if plan.sudo(False).has_access('read'):
                words = self.env._("the plan “%(plan)s”, not issued yet, names it", plan=plan.name)
            for record in named & records:
                found[record.id].append(words)
        return found
