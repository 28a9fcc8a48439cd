# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcObligation(models.Model):
    """A new obligation proposes the period and the day that agencies of this kind usually ask for."""
    _inherit = 'cchc.obligation'

    frequency = fields.Selection(default=lambda self: self._preset('frequency', 'quarter'))
    due_day = fields.Integer(default=lambda self: self._preset('due_day', 25))

    def _preset(self, name, otherwise):
        company = self.env.company.sudo()   # an ordinary user may not read every field of the agency
        return getattr(company._cchc_profile(), name) if company.cchc_profile else otherwise
