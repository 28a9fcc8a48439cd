# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models
from odoo.fields import Domain


class CchcArticle(models.Model):
    """Reminders of an article that waits for review, to those who decide in its present step."""
    _name = 'cchc.article'
    _inherit = ['cchc.reminder.mixin', 'cchc.article']

    def _reminder_domain(self, kind):
        return Domain('state', '=', 'submitted') & Domain('review_since', '!=', False)

    def _reminder_deadline(self, kind, roster):
        return roster.calendar.on_or_after(
            self.company_id._cchc_day_of(self.review_since) + timedelta(days=self._days_in_step()))

    def _reminder_users(self, kind, level, roster):
        return self._reviewers() if level == 'channel' else self.env['res.users']

    def _reminder_chain(self, kind, recipient):
        # Authors and the head cannot approve: the Office finds somebody who can.
        return tuple(
            level for level in super()._reminder_chain(kind, recipient)
            if level == recipient or level not in ('responsible', 'head'))
