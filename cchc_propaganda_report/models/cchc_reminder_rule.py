# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CchcReminderRule(models.Model):
    _inherit = 'cchc.reminder.rule'

    kind = fields.Selection(
        selection_add=[('report_due', "Report to be sent"), ('scoring_gap', "Document missing for the yearly scoring")],
        ondelete={'report_due': 'cascade', 'scoring_gap': 'cascade'})

    @api.model
    def _kind_models(self):
        return {**super()._kind_models(), 'report_due': 'cchc.report', 'scoring_gap': 'cchc.scoring.gap'}
