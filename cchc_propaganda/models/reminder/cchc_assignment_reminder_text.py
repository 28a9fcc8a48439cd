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
        """Return the text. What is written, approved, sent or explained already is said so, and a unit is asked to
        write only where too few articles are in review, approved or sent."""
        _ = self.env._
        today = plan.company_id._cchc_today()
        assignments = self.search(
            Domain('plan_id', '=', plan.id) & Domain('department_id', '=', department.id)
            & Domain('date_deadline', '<=', fields.Date.add(today, days=AHEAD)) & self._outcome_domain(*OWED))
        moving, held = assignments._publications_on_the_way(), assignments._outreach_on_the_way()
        groups = assignments.grouped(
            lambda assignment: assignment._reminder_group(
                moving.get(assignment, ()), held.get(assignment, ()), today))
        parts = [_("%(unit)s · %(plan)s · as of %(date)s", unit=department.name, date=in_figures(today),
                   plan=' '.join(filter(None, [plan.number, plan.name])))]
        for title, kind in (
                (_("OVERDUE:"), 'overdue'), (_("DUE SOON:"), 'open'),
                (_("ALREADY SUBMITTED, not posted yet:"), 'moving'),
                (_("SENT IN TIME, waiting for an answer:"), 'waiting')):
            if group := groups.get(kind):
                parts.append('\n'.join([title, *(
                    '- ' + assignment._reminder_line(moving.get(assignment, ()), held.get(assignment, ()), today)
                    for assignment in group)]))
        if not assignments:
            parts.append(_("Nothing is overdue or due within %(days)s days.", days=AHEAD))
        if any(assignment._outcome(today).kind == 'overdue' and not assignment.explanation
               for assignment in assignments):
            parts.append(_("Please explain what is overdue and not explained yet."))
        if 'overdue' in groups or 'open' in groups:
            parts.append(_("Please write, submit for review, and report the link once it is posted."))
        return '\n\n'.join(parts)

    def _reminder_group(self, publications, outreach, today):
        """Return the part of the text that names the assignment: ``overdue``, ``open``, ``moving``, ``waiting``."""
        kind = self._outcome(today).kind
        submitted = sum(publication.article_id.state != 'draft' for publication in publications) + sum(
            one.state == 'submitted' for one in outreach)
        enough = submitted >= self.quantity - self.done_quantity
        return 'moving' if enough and kind != 'waiting' else kind

    def _reminder_line(self, publications, outreach, today):
        """Return one assignment as a line: period, channel, number of articles, deadline, days left or overdue, and how
        far its articles are."""
        _ = self.env._
        became = self._outcome(today)
        days = became.days
        words = {
            'assignment': f'{self.period_label}, {self._met_by().name}', 'count': self.quantity - self.done_quantity,
            'date': in_figures(self.date_deadline), 'days': abs(days)}
        if became.kind == 'waiting' or self.form_id and days >= 0:
            line = _("%(assignment)s: due %(date)s", **words)
        elif self.form_id:
            line = _("%(assignment)s: due %(date)s, overdue by %(days)s days", **words)
        elif days < 0:
            line = _("%(assignment)s: %(count)s to post, due %(date)s, overdue by %(days)s days", **words)
        elif days == 0:
            line = _("%(assignment)s: %(count)s to post, due today, %(date)s", **words)
        else:
            line = _("%(assignment)s: %(count)s to post, due %(date)s, %(days)s days left", **words)
        said = [self._reminder_words(publication) for publication in publications]
        said += [_("recorded, waits for the Office") if one.state == 'submitted' else _("recorded as a draft")
                 for one in outreach]
        if self.explanation:
            said.append(_("explained"))
        return '; '.join([line, *dict.fromkeys(said)])

    def _reminder_words(self, publication):
        """Return how far the publication of an article is, for the chat group: without title and names."""
        _ = self.env._
        article, day = publication.article_id, self.company_id._cchc_day_of
        if publication.state == 'sent':
            return _("sent to the channel on %(date)s", date=in_figures(publication._day_sent()))
        if article.state == 'draft' and article.is_returned:
            return _("returned on %(date)s, to be corrected", date=in_figures(day(article.date_last_step)))
        if article.state == 'draft':
            return _("being written")
        if article.state == 'submitted':
            return _("in review since %(date)s", date=in_figures(day(article.date_submitted)))
        return _("approved, to be posted") if publication.is_internal else _("approved, to be sent to the channel")
