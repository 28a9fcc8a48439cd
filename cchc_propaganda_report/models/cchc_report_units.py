# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools import narrative


class CchcReport(models.Model):
    """The reports of the units, beside the report of the agency that is written from them."""
    _inherit = 'cchc.report'

    sent_unit_report_ids = fields.Many2many(
        'cchc.report', string="Reports of the units", compute='_compute_unit_reports',
        help="What the units reported for the period of this report.")
    unit_report_ids = fields.Many2many(
        'cchc.report', string="All reports of the units", compute='_compute_unit_reports',
        help="Those that are not sent yet too.")
    waiting_unit_count = fields.Integer("Reports to be accepted", compute='_compute_unit_reports')

    @api.depends('level', 'date_start', 'date_end', 'company_id')
    @api.depends_context('uid')
    def _compute_unit_reports(self):
        for report in self:
            units = report.search(report._unit_report_domain(), order='department_id, date_end, version, id') if (
                report.level == 'agency' and report.date_start) else report.browse()
            report.unit_report_ids = units
            report.sent_unit_report_ids = units.filtered(lambda one: one.state in ('submitted', 'approved'))
            report.waiting_unit_count = len(units.filtered(lambda one: one.state == 'submitted'))

    def _unit_report_domain(self):
        """Return the domain of the units' reports of the period of this report; one record."""
        return (Domain('company_id', '=', self.company_id.id) & Domain('level', '=', 'department')
                & Domain('date_start', '>=', self.date_start) & Domain('date_end', '<=', self.date_end)
                & Domain('state', 'in', ('draft', 'submitted', 'approved')))

    def action_accept_units(self):
        """Accept at once what the units have sent for the period of an agency's report. Return True."""
        self.ensure_one()
        self.check_access('read')
        waiting = self.sent_unit_report_ids.filtered(lambda report: report.state == 'submitted')
        if not waiting:
            raise UserError(self.env._(
                "No unit's report of this period waits to be accepted by the Office: “%(name)s”.",
                name=self.display_name))
        return waiting.action_approve()

    @api.readonly
    def read_unit_sections(self, section):
        """Return what the units wrote in one section, for the screen: a list of ``id, unit, period, status,
        is_accepted, text, is_taken, can_take``. The reader sees the reports that they may read."""
        self.ensure_one()
        self.check_access('read')
        name = self._section_field(section)
        here = {mark for paragraph in narrative.paragraphs(self[name]) for mark in paragraph.classes}
        return [{
            'id': report.id, 'unit': report.department_id.name, 'period': report.period_label,
            'status': report.status_text, 'is_accepted': report.state == 'approved',
            'text': narrative.printed(report[name]), 'is_taken': f'r-{report.id}' in here,
            'can_take': self.can_edit and narrative.taken('', report[name], '', report.id) != '',
        } for report in self.sent_unit_report_ids]

    def action_take(self, report_id, section):
        """Append what a unit wrote in a section to the same section of the agency's report, with the name of the unit
        as a tag that is not printed. Return True."""
        self.ensure_one()
        self.check_access('read')
        self._lock_records()
        name = self._section_field(section)
        if self.state != 'draft' or self.level != 'agency':
            raise UserError(self.env._(
                "Only into the draft of an agency's report can be copied; “%(name)s” is “%(state)s”.",
                name=self.display_name, state=self._state_label(self.state)))
        if refusal := self._refusal_to_write():
            raise AccessError(refusal)
        unit = self.sent_unit_report_ids.filtered(lambda report: report.id == report_id)
        if not unit:
            raise UserError(self.env._(
                "This is not a report that a unit has sent for the period of “%(name)s”. Reload the page.",
                name=self.display_name))
        origin = unit.with_context(lang=self.company_id._cchc_lang()).department_id.name
        text = narrative.taken(self[name], unit[name], origin, unit.id)
        if text == (self[name] or ''):
            raise UserError(self.env._(
                "Everything that “%(unit)s” wrote there is in “%(name)s” already.", unit=origin,
                name=self.display_name))
        return self.write({name: text})

    def _section_field(self, section):
        """Return the field of a section. Raise UserError for any other word."""
        if section not in narrative.SECTIONS:
            raise UserError(self.env._("A report has no section “%(section)s”.", section=section))
        return f'narrative_{section}'
