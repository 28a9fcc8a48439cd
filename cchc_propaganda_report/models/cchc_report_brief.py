# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures

from ..tools.figures import COLUMNS


class CchcReport(models.Model):
    """What the director must know before approving, on one screen of a phone; and what has changed in the data since a
    report was submitted."""
    _inherit = 'cchc.report'

    own_figure_ids = fields.Many2many(
        'cchc.report.figure', string="Figures of the period", compute='_compute_figure_sets')
    quarter_figure_ids = fields.Many2many(
        'cchc.report.figure', string="Figures of the quarter", compute='_compute_figure_sets',
        help="Of the quarter with which the period of the report ends.")
    detail_figure_ids = fields.Many2many(
        'cchc.report.figure', string="Figures in detail", compute='_compute_figure_sets')
    footnotes = fields.Html(compute='_compute_figure_sets', sanitize=False)
    brief = fields.Html("To know before approving", compute='_compute_brief', sanitize=False)
    differences = fields.Html(compute='_compute_differences', sanitize=False)

    @api.depends('figure_ids.value', 'period_key')
    def _compute_figure_sets(self):
        for report in self:
            own = report.figure_ids.filtered(
                lambda figure, report=report: figure.period_key == report.period_key)
            report.detail_figure_ids = own.filtered('is_detail')
            report.own_figure_ids = own - report.detail_figure_ids
            report.quarter_figure_ids = (report.figure_ids - own).filtered(lambda figure: not figure.is_detail)
            report.footnotes = Markup().join(
                Markup('<div class="small text-muted"><strong>%s:</strong> %s</div>') % (figure.name, figure.footnote)
                for figure in report.own_figure_ids if figure.footnote)

    @api.depends('date_figures', 'figure_ids.value', 'state')
    @api.depends_context('uid', 'lang')
    def _compute_brief(self):
        for report in self:
            report.brief = report.date_figures and report._brief_tiles() + report._brief_lines()

    def _brief_tiles(self):
        """Return the four numbers; one record."""
        _ = self.env._
        figures = {figure.code: figure.value for figure in self.own_figure_ids}

        def number(code):
            return f"{figures.get(code) or 0:.0f}"

        met = (figures.get('assignment_done') or 0) + (figures.get('assignment_late') or 0)
        tiles = (
            (f"{met:.0f}/{number('assignment_due')}", _("assignments met"), ''),
            (number('assignment_late'), _("met late"), 'text-warning-emphasis'),
            (number('assignment_unmet'), _("overdue"), 'text-danger-emphasis'),
            (number('article_posted'), _("articles posted"), ''))
        return Markup('<div class="o_cchc_tiles mb-2">%s</div>') % Markup().join(
            Markup('<div><strong class="%s">%s</strong><span class="small text-muted">%s</span></div>') % (
                colour, value, words) for value, words, colour in tiles)

    def _brief_lines(self):
        """Return the lines below the numbers: what was missed, who has not sent, what waits for an answer; one
        record."""
        _ = self.env._
        lines = []
        missed, more = self._behind('assignment_unmet')
        for one in missed:
            rest = [one.explanation and _("Explained: “%(text)s”", text=one.explanation),
                    one.office_note and _("Note of the Office: “%(text)s”", text=one.office_note)]
            lines.append((_("Not met: %(assignment)s", assignment=one.display_name), ' '.join(filter(None, rest)) or _(
                "Not explained."), 'text-danger-emphasis'))
        if more:
            lines.append((_("%(count)s more assignments are not met.", count=more), '', 'text-danger-emphasis'))
        late, __ = self._behind('assignment_late')
        for channel, own in late.grouped('channel_id').items():
            if channel and not channel.is_internal and len(own) > 1:
                lines.append((_("%(channel)s: %(count)s assignments met late.", channel=channel.name, count=len(own)),
                              '', 'text-warning-emphasis'))
        if missing := self._units_without_report():
            lines.append((_("Not sent by the unit: %(units)s.", units=', '.join(missing.mapped('name'))),
                          _("The figures do not depend on it."), ''))
        waiting = self.env['cchc.difficulty'].search_count(
            self._own_domain() & Domain('state', '=', 'director') & Domain('answered_by_id', '=', False))
        if waiting:
            lines.append((_("%(count)s difficulties wait for the director's answer.", count=waiting), '', ''))
        if not lines:
            return Markup()
        return Markup('<h3 class="fs-5 fw-bold mt-3">%s</h3>%s') % (_("To know before approving"), Markup().join(
            Markup('<div class="o_cchc_brief_line"><strong class="%s">%s</strong> <span class="text-muted">%s</span>'
                   '</div>') % (colour, words, rest) for words, rest, colour in lines))

    def _units_without_report(self):
        """Return the units whose report of this period was opened and is not sent; one record."""
        return self.unit_report_ids.filtered(lambda report: report.state == 'draft').department_id

    # ------------------------------------------------------------------
    # Differences from what was sent
    # ------------------------------------------------------------------

    @api.readonly
    def action_differences(self):
        """Return the action that shows how the figures counted now differ from the stored ones."""
        self.ensure_one()
        self.check_access('read')
        if not self.date_figures:
            raise UserError(self.env._("“%(name)s” has no figures yet.", name=self.display_name))
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Differences from the report that was sent"),
            'res_model': self._name, 'res_id': self.id, 'target': 'new',
            'views': [(self.env.ref('cchc_propaganda_report.cchc_report_view_form_differences').id, 'form')]}

    @api.depends('date_figures')
    @api.depends_context('uid', 'lang')
    def _compute_differences(self):
        for report in self:
            report.differences = report.date_figures and report._differences_table()

    def _differing_figures(self):
        """Return ``[(name, column, stored, counted now)]`` of the figures that differ, as printed; one record."""
        stored = {figure.code: figure for figure in self.own_figure_ids if not figure.is_section}
        now = {line.code: line for line in self._figure_lines(self.company_id._cchc_today())
               if not (line.is_section or line.is_detail)}
        found = []
        for code in dict.fromkeys((*stored, *now)):
            for column in COLUMNS:
                before = stored[code][f'{column}_text'] if code in stored else '–'
                after = now[code].text(column) if code in now else '–'
                if before != after:
                    found.append(((now.get(code) or stored[code]).name, column, before, after))
        return found

    def _differences_table(self):
        _ = self.env._
        since = self._format_moment(self.date_figures)
        found = self._differing_figures()
        if not found:
            return Markup("<p>%s</p>") % _(
                "Counted again now, every figure is as it was taken at %(when)s.", when=since)
        columns = {
            'value': _("This period"), 'previous': _("Period before"), 'same_last_year': _("Same period last year"),
            'cumulative': _("Since the new year")}
        rows = Markup().join(
            Markup('<tr><td>%s</td><td>%s</td><td class="text-end">%s</td><td class="text-end fw-bold">%s</td>'
                   '</tr>') % (name, columns[column], before, after) for name, column, before, after in found)
        return Markup(
            '<p>%s</p><table class="table table-sm"><thead><tr><th>%s</th><th>%s</th><th class="text-end">%s</th>'
            '<th class="text-end">%s</th></tr></thead><tbody>%s</tbody></table>') % (
            _("Counted again on %(date)s. The report itself does not change; a correction is a new version.",
              date=in_figures(self.company_id._cchc_today())),
            _("Figure"), _("Column"), _("In the report"), _("Counted now"), rows)
