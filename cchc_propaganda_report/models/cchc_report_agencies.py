# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.cchc_propaganda.tools.groups import OFFICE

from ..tools.province import PARTS, period_of

ENDINGS = {ending: part for part, (__, __, ending) in PARTS.items()}


class CchcReport(models.Model):
    """The consolidated report of a parent agency: its own, with one row for each agency that reports to it and the
    figures of what these have sent for the same period. It is frozen with the report on submission."""
    _inherit = 'cchc.report'

    with_agencies = fields.Boolean(
        "With the agencies", compute='_compute_with_agencies', store=True, readonly=False, precompute=True,
        help="Workbook and Word file list the agencies that report to this one, with the figures of the reports that "
             "they have sent.")
    has_agencies = fields.Boolean(compute='_compute_has_agencies')

    @api.depends('company_id', 'level', 'period_key')
    def _compute_with_agencies(self):
        parents = self._parents()
        for report in self:
            report.with_agencies = report.company_id in parents and bool(report._part())

    @api.depends('company_id', 'level', 'period_key')
    def _compute_has_agencies(self):
        parents = self._parents()
        for report in self:
            report.has_agencies = report.company_id in parents and bool(report._part())

    def _parents(self):
        """Return those agencies of the reports to which others report."""
        below = self.company_id._cchc_agencies()
        return below.cchc_parent_id

    def _part(self):
        """Return of which part of the year the agency reports (a name of ``PARTS``), '' for any other report; one
        record."""
        if self.level != 'agency' or self._subjects():
            return ''
        return ENDINGS.get((self.period_key or '').partition('-')[2], '')

    def _part_of_agencies(self):
        """Return the part of the year whose reports of the agencies are listed in this one, '' without them; one
        record."""
        return self._part() if self.with_agencies else ''


class CchcReportAgency(models.Model):
    _inherit = 'cchc.report.agency'

    @api.readonly
    def action_consolidate(self):
        """Return the action that opens the parent agency's own report of the period that the list shows; where there is
        none yet, a new one."""
        if not self.env.user.has_group(OFFICE):
            raise AccessError(self.env._("The report of the agency is written by the Office."))
        company = self.env.company
        line = self[:1] or self.search([('parent_id', '=', company.id), ('is_this_year', '=', True)], limit=1)
        part, year = line.part or 'q1', line.year or company._cchc_today().year
        period = period_of(part, year)
        report = self.env['cchc.report'].search([
            ('company_id', '=', company.id), ('level', '=', 'agency'), ('period_key', '=', period.key),
            ('state', '!=', 'cancelled')], order='version desc, id desc', limit=1)
        action = {'type': 'ir.actions.act_window', 'res_model': 'cchc.report', 'views': [(False, 'form')]}
        if report:
            return {**action, 'res_id': report.id}
        return {**action, 'context': {
            'default_level': 'agency', 'default_period_type': period.kind, 'default_year': year,
            'default_period_number': period.ordinal}}
