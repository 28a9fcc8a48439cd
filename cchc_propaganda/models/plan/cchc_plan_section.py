# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcPlanSection(models.Model):
    _name = 'cchc.plan.section'
    _inherit = ['cchc.plan.part']
    _description = "Section of a Plan"
    _order = 'plan_id, sequence, id'
    _check_company_auto = True

    plan_id = fields.Many2one('cchc.plan', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    number = fields.Char(help="As printed: I, I.1, II …")
    kind = fields.Selection([
        ('opening', "Opening"),
        ('heading', "Heading"),
        ('objective', "Objectives"),
        ('requirement', "Requirements"),
        ('audience', "Audience"),
        ('scope', "Scope"),
        ('content', "Contents"),
        ('form', "Forms"),
        ('organisation', "Organisation"),
        ('closing', "Closing"),
        ('other', "Other"),
    ], required=True, default='other')
    title = fields.Char()
    body = fields.Html(sanitize_attributes=True, sanitize_style=True)
