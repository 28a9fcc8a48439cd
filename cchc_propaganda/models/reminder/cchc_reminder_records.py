# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from markupsafe import Markup

from odoo import models
from odoo.fields import Domain

from .cchc_reminder_roster import Roster

LINES = 20       # lines of the notice; the rest is counted


class CchcReminderRule(models.Model):
    """On the first working day of a month, tell the Office and the director which articles were recorded in the month
    before after their deadline, or by one person alone. If nothing ran on that day, the next run tells them."""
    _inherit = 'cchc.reminder.rule'

    def _run_company(self, company, batch):
        self._one_by_one(lambda ids: self._tell_of_records(company), company.ids)
        return super()._run_company(company, batch)

    def _tell_of_records(self, company):
        """Send the notice unless it was sent this month. The same transaction saves the day of sending."""
        roster = Roster(self.env, company)
        first = roster.today.replace(day=1)
        told = company.sudo().cchc_date_records_told   # the run acts for the system
        if roster.today < roster.calendar.on_or_after(first) or (told and told >= first):
            return
        company.sudo().cchc_date_records_told = roster.today    # only the run writes this field
        end = first - timedelta(days=1)
        Publication = self.env['cchc.publication']
        records = Publication.search(
            Domain('company_id', '=', company.id) & Domain('state', '=', 'published')
            & Domain('date_recorded', '>=', end.replace(day=1)) & Domain('date_recorded', '<=', end)
            & Publication._recorded_afterwards(), order='date_recorded, id')
        if not records:
            return
        for lang, users in (roster.reached(roster.office) | roster.director).grouped('lang').items():
            self._tell_records_to(users, records.with_context(lang=lang), end)

    def _tell_records_to(self, users, records, end):
        """Send one notice in the language of these people."""
        _ = records.env._
        items = [Markup('<li><a href="/mail/view?model=%s&amp;res_id=%s">%s</a> · %s</li>') % (
            record._name, record.id, record.display_name, record._recorded_in_words()) for record in records[:LINES]]
        body = Markup("<p>%s</p><ul>%s</ul>") % (
            _("Recorded after the deadline, or by one person alone. “Follow-up” shows them all year round."),
            Markup().join(items))
        if len(records) > LINES:
            body += Markup("<p>%s</p>") % _("… and %(count)s more.", count=len(records) - LINES)
        self.env['mail.thread'].with_context(lang=records.env.lang).message_notify(
            partner_ids=users.partner_id.ids, body=body, subject=_(
                "Articles recorded afterwards in month %(month)s of %(year)s: %(count)s", month=end.month,
                year=end.year, count=len(records)))
