# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcReportRecipient(models.Model):
    _name = 'cchc.report.recipient'
    _inherit = ['cchc.text.mixin']
    _description = "Recipient of a Report"
    _order = 'report_id, sequence, id'
    _check_company_auto = True

    report_id = fields.Many2one('cchc.report', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='report_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
