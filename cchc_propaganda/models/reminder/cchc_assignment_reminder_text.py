from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools.groups import DIRECTOR, HEAD, OFFICE
from ..assignment.cchc_assignment import UNMET
from ..core.server import as_server

AHEAD = 31   # days: what falls due later is not chased yet


class CchcAssignment(models.Model):
    """The reminder of a unit as plain text, for the group in which the agency's people talk."""
    _inherit = 'cchc.assignment'

    @api.model
    def get_reminder_text(self, department_id, plan_id):
        """What the unit owes under the plan: late, due within 31 days, and waiting for a channel, as plain text in the
        agency's language. Asking for it is a reminder, and logged as one. For the Office, the director and the head of
        the unit; AccessError for others.
        """
        department = self.env['hr.department'].sudo().browse(department_id).exists()   # read by name only
        plan = self.env['cchc.plan'].browse(plan_id)
        plan.check_access('read')
        user = self.env.user
        if department.company_id != plan.company_id or not (
                user.has_groups(f'{OFFICE},{DIRECTOR}')
                or user.has_group(HEAD) and department._cchc_is_headed()):
            raise AccessError(self.env._(
                "The reminder of a unit is written by the Office, the director or the head of the unit."))
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
        assignments = self.search([
            ('plan_id', '=', plan.id), ('department_id', '=', department.id), ('state', 'in', tuple(UNMET)),
            ('is_before_issue', '=', False), ('date_deadline', '<=', fields.Date.add(today, days=AHEAD))])
        waiting = assignments.filtered('is_waiting_channel')
        late = (assignments - waiting).filtered(lambda assignment: assignment.date_deadline < today)
        parts = [_("%(unit)s · %(plan)s · as of %(date)s", unit=department.name, date=today.strftime('%d/%m/%Y'),
                   plan=' '.join(filter(None, [plan.number, plan.name])))]
        for title, group in (
                (_("OVERDUE:"), late), (_("DUE SOON:"), assignments - waiting - late),
                (_("SENT IN TIME, waiting for the channel:"), waiting)):
            if group:
                parts.append('\n'.join([title, *(f'- {assignment._reminder_line(today)}' for assignment in group)]))
        if not assignments:
            parts.append(_("Nothing is overdue or due within %(days)s days.", days=AHEAD))
        elif assignments - waiting:
            parts.append(_("Please write, submit for review, and report the link once it is posted."))
        return '\n\n'.join(parts)

    def _reminder_line(self, today):
        """One assignment in one line: period, channel, how many, by when, how late."""
        _ = self.env._
        days = (self.date_deadline - today).days
        words = {
            'assignment': f'{self.period_label}, {self.channel_id.name}', 'count': self.quantity - self.done_quantity,
            'date': self.date_deadline.strftime('%d/%m/%Y'), 'days': abs(days)}
        if self.is_waiting_channel:
            return _("%(assignment)s: due %(date)s", **words)
        if days < 0:
            return _("%(assignment)s: %(count)s article(s), due %(date)s, overdue by %(days)s days", **words)
        if days == 0:
            return _("%(assignment)s: %(count)s article(s), due today, %(date)s", **words)
        return _("%(assignment)s: %(count)s article(s), due %(date)s, %(days)s days left", **words)
