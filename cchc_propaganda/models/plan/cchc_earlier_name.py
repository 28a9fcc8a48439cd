# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from ..agency.cchc_earlier_name import Since


class CchcEarlierName(models.Model):
    _inherit = 'cchc.earlier.name'

    @api.model
    def _keep(self, records, before):
        """Keep no name of an agency without a document yet, unless a decision says from which day the new one holds:
        while the agency is being set up, a name is only corrected, and no document ever bore the wrong one."""
        if not isinstance(self.env.context.get('cchc_name_since'), Since):
            agencies = self.env['res.company'].union(*(record._cchc_agency() for record in records))
            set_up = self._ids_with_documents(agencies)
            records = records.filtered(lambda record: record._cchc_agency().id in set_up)
        return super()._keep(records, before)

    @api.model
    def _ids_with_documents(self, agencies):
        """Return the ids of those of the agencies that have a document which bears names: that have issued a plan."""
        # Whoever renames a unit need not read the plans.
        issued = self.env['cchc.plan'].sudo()._read_group(
            Domain('company_id', 'in', agencies.ids) & Domain('state', 'in', ('published', 'cancelled'))
            & Domain('date_issued', '!=', False), ['company_id'])
        return {agency.id for [agency] in issued}
