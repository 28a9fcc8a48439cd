# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE


class CchcReportNudge(models.TransientModel):
    """Ask the units for the reports that they have not sent: a reminder to each head, and the words for the chat group
    of the agency."""
    _name = 'cchc.report.nudge'
    _description = "Asking for Reports"

    report_ids = fields.Many2many(
        'cchc.report', string="Reports not sent yet", required=True, readonly=True,
        default=lambda self: self._default_report_ids())
    # With the user's rights: a client can name any report.
    text = fields.Text("Words to copy", compute='_compute_text', compute_sudo=False)

    @api.model
    def _default_report_ids(self):
        """Return the reports chosen in a list; from a single one, all of the same period and rule."""
        context = self.env.context
        if context.get('active_model') != 'cchc.report':
            return self.env['cchc.report']
        chosen = self.env['cchc.report'].search([('id', 'in', context.get('active_ids') or [])])
        if len(chosen) == 1 and chosen.level == 'department':
            return chosen.search(chosen._same_period_domain())
        return chosen.filtered('is_not_sent')

    @api.depends('report_ids')
    def _compute_text(self):
        for wizard in self:
            by_agency = wizard.report_ids.grouped('company_id').values()
            wizard.text = '\n\n'.join(reports._in_company_language()._nudge_text() for reports in by_agency)

    @api.constrains('report_ids')
    def _check_readable(self):
        self.sudo(False).report_ids.check_access('read')    # the dialog shows the names of the reports

    def action_remind(self):
        """Remind the head of each unit now, and say how many people were reminded."""
        self.ensure_one()
        if not self.env.user.has_groups(f'{OFFICE},{DIRECTOR}'):
            raise AccessError(self.env._("Units are asked for their reports by the Office or the director."))
        reports = self.report_ids.sudo(False)
        reports.check_access('read')
        reports = reports.filtered(lambda report: report.is_not_sent and report.date_deadline)
        if not reports:
            raise UserError(self.env._("All of these reports are sent, or nobody asked for them by a day."))
        reminded = reports._remind_now('report_due').user_id
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification', 'params': {
                'type': 'success', 'message': self.env._("People reminded: %(count)s", count=len(reminded)),
                'next': {'type': 'ir.actions.act_window_close'}}}


class CchcReport(models.Model):
    _inherit = 'cchc.report'

    def _same_period_domain(self):
        """Return the domain of the units' reports of the same period and rule that are not sent yet; one record."""
        return self._not_sent_domain() & Domain('level', '=', 'department') & Domain(
            'company_id', '=', self.company_id.id) & Domain('regime_id', '=', self.regime_id.id) & Domain(
            'period_key', '=', self.period_key)

    def _nudge_text(self):
        """Return the words by which the units of one agency are asked for these reports, in its language."""
        _, today = self.env._, self.company_id._cchc_today()
        parts = []
        for (period, deadline), reports in self.sorted(lambda report: (
                report.date_end, report.department_id.complete_name or '')).grouped(lambda report: (
                report._period_with_quarter(), report.date_deadline)).items():
            words = {'period': within_sentence(period), 'date': deadline and in_figures(deadline)}
            title = _("Please send the report of %(period)s, due %(date)s:", **words) if deadline else _(
                "Please send the report of %(period)s:", period=words['period'])
            parts.append('\n'.join([title, *(f'- {report._nudge_line(today)}' for report in reports)]))
        return '\n\n'.join(parts)

    def _nudge_line(self, today):
        """Return the unit and how many days are left or over, as one line."""
        _, unit = self.env._, self.department_id.name or self.company_id.name
        if not self.date_deadline:
            return unit
        left = (self.date_deadline - today).days
        if left < 0:
            return _("%(unit)s: overdue by %(days)s days", unit=unit, days=-left)
        return _("%(unit)s: due today", unit=unit) if left == 0 else _(
            "%(unit)s: %(days)s days left", unit=unit, days=left)
