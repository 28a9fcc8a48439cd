# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcPlanRecipient(models.Model):
    _name = 'cchc.plan.recipient'
    _inherit = ['cchc.plan.part']
    _description = "Recipient of a Plan"
    _order = 'plan_id, sequence, id'
    _check_company_auto = True

    plan_id = fields.Many2one('cchc.plan', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
