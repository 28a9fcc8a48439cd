# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE

from ..tools.province import PARTS, period_of

NOT_SENT = ('missing', 'due')


class CchcReportAgencyNudge(models.TransientModel):
    """Ask the agencies for the reports that they have not sent to their parent agency: a reminder to the Office of
    each, and the words for those who do not work in this system."""
    _name = 'cchc.report.agency.nudge'
    _description = "Asking Agencies for Reports"

    part = fields.Selection(
        lambda self: self.env['cchc.report.agency']._fields['part']._description_selection(self.env), "Report",
        required=True, default=lambda self: self._default_part())
    year = fields.Integer(required=True, readonly=True, default=lambda self: self._default_year())
    # With the user's rights: a client can name any agency as the active one, and any line.
    line_ids = fields.Many2many(
        'cchc.report.agency', 'cchc_report_agency_nudge_rel', 'nudge_id', 'line_id', "Agencies",
        compute='_compute_line_ids', store=True, readonly=False, precompute=True, compute_sudo=False)
    text = fields.Text("Words to copy", compute='_compute_text', compute_sudo=False)

    @api.model
    def _chosen(self):
        """Return the lines chosen in the list, of one year; no line when none is chosen."""
        context, lines = self.env.context, self.env['cchc.report.agency']
        if context.get('active_model') != lines._name:
            return lines
        chosen = lines.search([('id', 'in', context.get('active_ids') or [])])
        return chosen.filtered(lambda line: line.year == chosen[0].year)

    @api.model
    def _default_year(self):
        return self._chosen()[:1].year or self.env.company._cchc_today().year

    @api.model
    def _default_part(self):
        lines = self._chosen() or self.env['cchc.report.agency'].search([('is_this_year', '=', True)], limit=1)
        return lines[:1].part or 'q1'

    @api.depends('part', 'year')
    def _compute_line_ids(self):
        chosen = self._chosen()
        for nudge in self:
            lines = chosen or chosen.search([('year', '=', nudge.year)])
            nudge.line_ids = lines.filtered(lambda line, part=nudge.part: part and line[f'{part}_state'] in NOT_SENT)

    @api.depends('line_ids', 'part')
    def _compute_text(self):
        for nudge in self:
            nudge.text = nudge._words() if nudge.part in PARTS and nudge._lines_of_year() else False

    def _lines_of_year(self):
        """Return the lines that the dialog is about, those of its year; one record."""
        return self.line_ids.filtered(lambda line: line.year == self.year)

    def _words(self):
        """Return the words by which the agencies are asked for the report, in the language of the parent agency; one
        record."""
        nudge = self.with_context(lang=self.env.company._cchc_lang())
        _, today, part = nudge.env._, self.env.company._cchc_today(), self.part
        period = within_sentence(nudge.env['cchc.period.mixin']._period_in_words(period_of(part, self.year).key))
        lines = []
        for line in nudge._lines_of_year():
            deadline = line[f'{part}_deadline']
            words = {'agency': line.name, 'date': deadline and in_figures(deadline)}
            if deadline and deadline < today:
                lines.append(_("%(agency)s: due %(date)s, overdue by %(days)s days", days=(today - deadline).days,
                               **words))
            else:
                lines.append(_("%(agency)s: due %(date)s", **words) if deadline else line.name)
        return '\n'.join([_("Please send the report of %(period)s:", period=period), *(f'- {line}' for line in lines)])

    @api.constrains('line_ids')
    def _check_readable(self):
        """The dialog shows the names of the agencies."""
        for nudge in self.sudo(False):
            self._check_lines(nudge.line_ids)

    @api.model
    def _check_lines(self, lines):
        if lines and (not self.env.user.has_groups(f'{OFFICE},{DIRECTOR}')
                      or lines.search_count([('id', 'in', lines.ids)]) != len(lines)):
            raise AccessError(self.env._(
                "Agencies are asked for their reports by the Office or the director of their parent agency."))

    def action_remind(self):
        """Remind the Office of each agency now, or its director while the report waits for approval; say how many were
        reached, and who has to be asked by other means."""
        self.ensure_one()
        _, part, lines = self.env._, self.part, self.sudo(False)._lines_of_year()
        if not self.env.user.has_groups(f'{OFFICE},{DIRECTOR}'):
            raise AccessError(_(
                "Agencies are asked for their reports by the Office or the director of their parent agency."))
        self._check_lines(lines)
        lines = lines.filtered(lambda line: line[f'{part}_state'] in NOT_SENT)
        if not lines:
            raise UserError(_("All of these reports are sent, or nobody asked for them by a day."))
        agencies = lines.sudo().agency_id   # the lines were checked; a reminder goes to people whom the user cannot see
        reports = agencies.env['cchc.report'].search(
            agencies.env['cchc.report']._not_sent_domain() & Domain('level', '=', 'agency')
            & Domain('company_id', 'in', agencies.ids) & Domain('period_key', '=', period_of(part, self.year).key)
            & Domain('regime_id.subject_ids', '=', False)   # a report on some subjects only goes to another body
            & Domain('date_deadline', '!=', False))
        reached = reports._remind_now('report_due').company_id
        by_means = lines.sudo().filtered(lambda line: line.agency_id not in reached)    # only their names are told
        return self._told(len(reached), by_means)

    def _told(self, reached, others):
        _ = self.env._
        words = [_("Agencies reminded: %(count)s.", count=reached)]
        if others:
            words.append(_(
                "To be asked by other means, because they do not work in this system or have not opened the report: "
                "%(names)s. The words to copy are in the dialog.", names=', '.join(others.mapped('name'))))
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
                'type': 'warning' if others else 'success', 'message': ' '.join(words), 'sticky': bool(others),
                'next': {'type': 'ir.actions.act_window_close'}}}
