# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CchcPlan(models.Model):
    _inherit = 'cchc.plan'

    def _missing_to_close(self, step):
        """The year stays open until its report is sent."""
        missing = super()._missing_to_close(step)
        if not missing and self.year:
            missing += [
                self.env._("Send the report of the year %(year)s first (“%(rule)s”).", year=self.year, rule=regime.name)
                for regime in self.env['cchc.report']._year_reports_to_send(self)]
        return missing
