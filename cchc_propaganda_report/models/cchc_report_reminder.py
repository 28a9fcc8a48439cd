# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures


class CchcReport(models.Model):
    """Reminders of a report that is due, and which reports are not sent yet."""
    _name = 'cchc.report'
    _inherit = ['cchc.reminder.mixin', 'cchc.report']

    _reminder_date = 'date_deadline'

    is_not_sent = fields.Boolean("Not sent yet", compute='_compute_is_not_sent', search='_search_is_not_sent')
    is_late = fields.Boolean("Late", compute='_compute_is_late', search='_search_is_late')

    # ------------------------------------------------------------------
    # What is not sent
    # ------------------------------------------------------------------

    @api.model
    def _not_sent_domain(self):
        """Return the domain of reports that are still to be sent: by a unit to the Office, by the agency to its parent
        body. The corrected version of a report that was sent is not one of them."""
        return Domain('version', '=', 1) & (
            Domain('level', '=', 'department') & Domain('state', '=', 'draft')
            | Domain('level', '=', 'agency') & Domain('state', 'in', ('draft', 'submitted', 'approved')))

    @api.depends('version', 'level', 'state')
    def _compute_is_not_sent(self):
        for report in self:
            report.is_not_sent = bool(report.filtered_domain(self._not_sent_domain()))

    @api.model
    def _search_is_not_sent(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return self._not_sent_domain() if True in value else ~self._not_sent_domain()

    @api.depends('version', 'level', 'state', 'date_deadline', 'company_id')
    def _compute_is_late(self):
        today = {company: company._cchc_today() for company in self.company_id}
        for report in self:
            report.is_late = bool(
                report.is_not_sent and report.date_deadline and report.date_deadline < today[report.company_id])

    @api.model
    def _search_is_late(self, operator, value):
        if operator != 'in':
            return NotImplemented
        late = self._not_sent_domain() & Domain.OR(
            Domain('company_id', '=', company.id) & Domain('date_deadline', '<', company._cchc_today())
            for company in self.env.companies)
        return late if True in value else ~late

    # ------------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if 'date_deadline' in vals:
            self._close_reminders()
        return result

    def _reminder_domain(self, kind):
        return self._not_sent_domain() & Domain('date_deadline', '!=', False) & Domain(
            'plan_id.date_closed', '=', False)

    def _reminder_fits(self, rule):
        """When nobody acts, the Office is told of a unit's report, the director of the agency's."""
        return rule.recipient not in ('office', 'director') or (
            (rule.recipient == 'office') == (self.level == 'department'))

    def _reminder_units(self, kind):
        return self.department_id or self.plan_id.office_id or self.company_id.cchc_office_id

    def _reminder_users(self, kind, level, roster):
        """The head of the unit; for the agency the Office, or the director while it waits for approval."""
        if level != 'responsible':
            return self.env['res.users']
        if self.level == 'department':
            return roster.head(self.department_id)
        return roster.director if self.state == 'submitted' else roster.office

    def _reminder_words_without_rule(self, sender):
        _ = self.env._
        title = _("Report to be sent by %(date)s", date=in_figures(self.date_deadline))
        if sender:
            return title, _("%(who)s asks for it: write the report and send it.", who=sender.name)
        return title, _("Its data are closed: read the figures, write the sections and send it.")
