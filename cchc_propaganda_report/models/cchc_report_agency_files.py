# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.province import PARTS

KINDS = ('xlsx', 'docx')    # of the files of a sent report


class CchcReportAgency(models.Model):
    """The sent reports of an agency, as their parent agency reads them: figures, and files with their SHA-256."""
    _inherit = 'cchc.report.agency'

    figures = fields.Html("Figures of the report", compute='_compute_figures', sanitize=False)
    figures_title = fields.Char(compute='_compute_figures')
    q1_number = fields.Char("Number of quarter I", compute='_compute_numbers')
    h1_number = fields.Char("Number of the first half", compute='_compute_numbers')
    q3_number = fields.Char("Number of quarter III", compute='_compute_numbers')
    year_number = fields.Char("Number of the year's report", compute='_compute_numbers')
    q1_sum = fields.Char("SHA-256 of quarter I", compute='_compute_numbers')
    h1_sum = fields.Char("SHA-256 of the first half", compute='_compute_numbers')
    q3_sum = fields.Char("SHA-256 of quarter III", compute='_compute_numbers')
    year_sum = fields.Char("SHA-256 of the year's report", compute='_compute_numbers')

    def _sent_report(self, part):
        """Return the sent report of a part of the year, empty when none was sent; one record. Only what was sent is
        read through it."""
        source = self.sudo()[f'{part}_source']      # the line's own rule decides who reads what was sent
        # The parent agency has no right on the reports of others: it gets what was sent, through the line.
        reports = self.env['cchc.report'].sudo()
        return reports.browse(source if source > 0 else ()).filtered(lambda report: report.state == 'published')

    def _taken_report(self, part):
        """Return the report of a part of the year that was taken in from a workbook; one record."""
        source = self.sudo()[f'{part}_source']      # the line's own rule decides who reads what was taken in
        intakes = self.env['cchc.report.intake'].sudo()     # read through the line alone
        return intakes.browse(-source if source < 0 else ())

    def _compute_numbers(self):
        Report, Intake = self.env['cchc.report'].sudo(), self.env['cchc.report.intake'].sudo()  # by the lines
        sources = {line: {part: line[f'{part}_source'] for part in PARTS} for line in self.sudo()}    # the ids
        found = {source for of_line in sources.values() for source in of_line.values()}
        told = {report.id: (report.number, report.xlsx_sha256) for report in Report.search_fetch(
            [('id', 'in', [source for source in found if source > 0]), ('state', '=', 'published')],
            ['number', 'xlsx_sha256'])}
        told |= {-taken.id: (taken.number, taken.sha256) for taken in Intake.search_fetch(
            [('id', 'in', [-source for source in found if source < 0])], ['number', 'sha256'])}
        for line, of_line in sources.items():
            for part, source in of_line.items():
                line[f'{part}_number'], line[f'{part}_sum'] = told.get(source, (False, False))

    @api.depends_context('cchc_part', 'lang')
    def _compute_figures(self):
        for line in self:
            report, taken = line._sent_report(line.part), line._taken_report(line.part)
            line.figures_title = report.name or (taken and taken.period_label)
            line.figures = line._figure_table([
                (figure.name, figure.value_text, figure.cumulative_text, figure.is_section)
                for figure in report.figure_ids
                if figure.period_key == report.period_key and not figure.is_detail
            ] or [(figure.name, figure.value_text, figure.cumulative_text, False) for figure in taken.figure_ids])

    @api.model
    def _figure_table(self, figures):
        """Return the main figures of a report as a table, as they were printed; False without any. ``figures``: a list
        of ``(name, this period, since the new year, is a heading)``."""
        _ = self.env._
        rows = [Markup('<tr><th>%s</th><th class="text-end">%s</th><th class="text-end">%s</th></tr>') % (
            _("Figure"), _("This period"), _("Since the new year"))]
        for name, value, cumulative, is_section in figures:
            rows.append(Markup('<tr><th colspan="3" class="bg-200">%s</th></tr>') % name if is_section else Markup(
                '<tr><td>%s</td><td class="text-end">%s</td><td class="text-end">%s</td></tr>') % (
                    name, value or '', cumulative or ''))
        return Markup('<table class="table table-sm">%s</table>') % Markup('').join(rows) if figures else False

    @api.readonly
    def action_open_file(self):
        """Return the action that downloads a file of a sent report. The button names it in the context: ``h1.xlsx``."""
        self.ensure_one()
        part, __, kind = str(self.env.context.get('cchc_file', '')).partition('.')
        self._sent_file(part, kind)
        return {'type': 'ir.actions.act_url', 'url': f'/cchc/agency/{self.id}/{part}/{kind}', 'target': 'download'}

    def _sent_file(self, part, kind):
        """Return ``(name, bytes)`` of a file of a sent report, byte for byte as it was sent; one record."""
        self.ensure_one()
        if not self.search([('id', '=', self.id)]):     # of agencies elsewhere there are no lines at all
            raise AccessError(self.env._(
                "Only the Office and the director of the parent agency read what an agency has sent."))
        report = self._sent_report(part) if part in PARTS and kind in KINDS else None
        taken = self._taken_report(part) if part in PARTS and kind == 'xlsx' else None
        if taken:
            return taken.filename or f'{taken.display_name}.xlsx', base64.b64decode(
                taken.with_context(bin_size=False).file)
        if not report:
            raise UserError(self.env._(
                "“%(agency)s” has not sent this report in %(year)s.", agency=self.name, year=self.year))
        return f'{report._file_title()}.{kind}', report._stored_file(kind)
