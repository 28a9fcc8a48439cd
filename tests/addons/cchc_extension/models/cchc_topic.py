# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _prepare_roll_over_vals(self, shift, plan, parent):
        return {**super()._prepare_roll_over_vals(shift, plan, parent), 'expected_output': f"As in {shift.source}"}
