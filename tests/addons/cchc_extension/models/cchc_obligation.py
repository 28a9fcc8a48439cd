# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CchcObligation(models.Model):
    _inherit = 'cchc.obligation'

    def _prepare_assignment_vals(self, owed, unit_id, unit_name):
        vals = super()._prepare_assignment_vals(owed, unit_id, unit_name)
        return {**vals, 'office_note': f"{unit_name}: {owed.period.key}"}
