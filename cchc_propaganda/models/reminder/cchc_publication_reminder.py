# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models
from odoo.fields import Domain


class CchcPublication(models.Model):
    """Reminders of publications sent to a channel that does not answer; the article carries the activity."""
    _name = 'cchc.publication'
    _inherit = ['cchc.closes.reminders.mixin', 'cchc.reminder.mixin', 'cchc.publication']

    def _close_reminders(self):
        self.assignment_id._close_reminders()
        return super()._close_reminders()

    def _reminder_domain(self, kind):
        return Domain('state', '=', 'sent') & Domain('date_sent', '!=', False) & ~self._year_closed()

    def _reminder_deadline(self, kind, roster):
        return roster.calendar.on_or_after(self._day_sent() + timedelta(days=self.channel_id.lead_days))

    def _reminder_users(self, kind, level, roster):
        return self.channel_id.member_ids if level == 'channel' else self.last_step_by_id   # who sent it

    def _reminder_target(self):
        return self.article_id
