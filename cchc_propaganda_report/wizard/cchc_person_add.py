# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcPersonAdd(models.TransientModel):
    _inherit = 'cchc.person.add'

    is_inspector = fields.Boolean("Inspector")
