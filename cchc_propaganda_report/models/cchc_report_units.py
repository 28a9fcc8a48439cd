# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CchcReport(models.Model):
    """The reports of the units, beside the report of the agency that is written from them."""
    _inherit = 'cchc.report'

    unit_report_ids = fields.Many2many(
        'cchc.report', string="Reports of the units", compute='_compute_unit_report_ids',
        help="What the units reported for the period of this report.")
    waiting_unit_count = fields.Integer("Reports to be accepted", compute='_compute_unit_report_ids')

    @api.depends('level', 'date_start', 'date_end', 'company_id')
    @api.depends_context('uid')
    def _compute_unit_report_ids(self):
        for report in self:
            units = report.search(report._unit_report_domain(), order='department_id, date_end, version, id') if (
                report.level == 'agency' and report.date_start) else report.browse()
            report.unit_report_ids = units
            report.waiting_unit_count = len(units.filtered(lambda one: one.state == 'submitted'))

    def _unit_report_domain(self):
        """Return the domain of the units' reports of the period of this report; one record."""
        return (Domain('company_id', '=', self.company_id.id) & Domain('level', '=', 'department')
                & Domain('date_start', '>=', self.date_start) & Domain('date_end', '<=', self.date_end)
                & Domain('state', 'in', ('submitted', 'approved')))
