# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CchcEarlierName(models.Model):
    _inherit = 'cchc.earlier.name'

    @api.model
    def _ids_with_documents(self, agencies):
        """An agency elsewhere issues no plan here; the first document that bears its name is a report that its parent
        agency has taken in, withdrawn since or not."""
        # Who renames the agency need not read the reports.
        intakes = self.env['cchc.report.intake'].sudo().with_context(active_test=False)
        taken_in = intakes._read_group([('agency_id', 'in', agencies.ids)], ['agency_id'])
        return super()._ids_with_documents(agencies) | {agency.id for [agency] in taken_in}
