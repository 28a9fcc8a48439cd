# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, HEAD, OFFICE
from ...tools.outcome import OWED
from ..core.server import as_server

AHEAD = 31   # days; later deadlines are left out


class CchcAssignment(models.Model):
    """The reminder of a unit as plain text, for the chat group of the agency."""
    _inherit = 'cchc.assignment'

    @api.model
    def get_reminder_text(self, department_id, plan_id):
        """Return what the unit owes under the plan: overdue, due within 31 days, and waiting for a channel, as plain
        text in the agency's language. Log it as a reminder. Raise AccessError unless the user belongs to the Office, is
        the director or heads the unit.
        """
        department = self.env['hr.department'].sudo().browse(department_id).exists()   # for its agency, head and name
        plan = self.env['cchc.plan'].browse(plan_id)
        plan.check_access('read')
        user = self.env.user
        if department.company_id != plan.company_id or not (
                user.has_groups(f'{OFFICE},{DIRECTOR}')
                or user.has_group(HEAD) and department._cchc_is_headed()):
            raise AccessError(self.env._(
                "Only the Office, the director and the head of the unit can copy its reminder."))
        lang = plan.company_id._cchc_lang()
        text = self.with_context(lang=lang)._reminder_text(department.with_context(lang=lang), plan)
        as_server(self.env['cchc.reminder.log']).create({
            'res_model': plan._name, 'res_id': plan.id, 'record_name': plan.display_name,
            'company_id': plan.company_id.id, 'department_id': department.id, 'sender_id': user.id,
            'date_reminded': fields.Datetime.now(), 'text': text, 'is_noticed': True,
        })
        return text

    @api.model
    def _reminder_text(self, department, plan):
        _ = self.env._
        today = plan.company_id._cchc_today()
        assignments = self.search(
            Domain('plan_id', '=', plan.id) & Domain('department_id', '=', department.id)
            & Domain('date_deadline', '<=', fields.Date.add(today, days=AHEAD)) & self._outcome_domain(*OWED))
        by_kind = assignments.grouped(lambda assignment: assignment._outcome(today).kind)
        waiting, late, soon = (by_kind.get(kind, self.browse()) for kind in OWED)
        parts = [_("%(unit)s · %(plan)s · as of %(date)s", unit=department.name, date=in_figures(today),
                   plan=' '.join(filter(None, [plan.number, plan.name])))]
        for title, group in (
                (_("OVERDUE:"), late), (_("DUE SOON:"), soon),
                (_("SENT IN TIME, waiting for the channel:"), waiting)):
            if group:
                parts.append('\n'.join([title, *(f'- {assignment._reminder_line(today)}' for assignment in group)]))
        if not assignments:
            parts.append(_("Nothing is overdue or due within %(days)s days.", days=AHEAD))
        elif late or soon:
            parts.append(_("Please write, submit for review, and report the link once it is posted."))
        return '\n\n'.join(parts)

    def _reminder_line(self, today):
        """Return one assignment as a line: period, channel, number of articles, deadline, days left or overdue."""
        _ = self.env._
        became = self._outcome(today)
        days = became.days
        words = {
            'assignment': f'{self.period_label}, {self._met_by().name}', 'count': self.quantity - self.done_quantity,
            'date': in_figures(self.date_deadline), 'days': abs(days)}
        if became.kind == 'waiting':
            return _("%(assignment)s: due %(date)s", **words)
        if days < 0:
            return _("%(assignment)s: %(count)s to post, due %(date)s, overdue by %(days)s days", **words)
        if days == 0:
            return _("%(assignment)s: %(count)s to post, due today, %(date)s", **words)
        return _("%(assignment)s: %(count)s to post, due %(date)s, %(days)s days left", **words)
