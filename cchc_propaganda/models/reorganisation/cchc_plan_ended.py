# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ...tools.dates import in_figures


class CchcPlan(models.Model):
    """An agency that others have taken over issues no more plans."""
    _inherit = 'cchc.plan'

    def _missing_to_submit(self, step):
        return [*self._missing_since_taken_over(), *super()._missing_to_submit(step)]

    def _missing_to_publish(self, step):
        return [*self._missing_since_taken_over(), *super()._missing_to_publish(step)]

    def _missing_since_taken_over(self):
        agency = self.company_id.sudo()     # its users may not read the agencies that took over
        if not agency.cchc_date_ended or self.date_to < agency.cchc_date_ended:
            return []
        return [self.env._(
            "“%(agency)s” was taken over on %(date)s: make the plan in %(successors)s.", agency=agency.name,
            date=in_figures(agency.cchc_date_ended), successors=', '.join(agency.cchc_successor_ids.mapped('name')))]
