# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CchcOpenWork(models.AbstractModel):
    _inherit = 'cchc.open.work'

    @api.model
    def _open_at(self, records):
        """Outreach that the Office has not accepted yet."""
        found = super()._open_at(records)
        if records._name == 'hr.department':
            outreach = self.env['cchc.outreach'].sudo().search(     # only their number is told
                [('department_id', 'in', records.ids), ('state', 'in', ('draft', 'submitted'))])
            for unit, own in outreach.grouped('department_id').items():
                found[unit.id].append(self.env._("%(count)s outreach not accepted yet", count=len(own)))
        return found
