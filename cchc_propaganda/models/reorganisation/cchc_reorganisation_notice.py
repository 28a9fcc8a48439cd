# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..reminder.cchc_reminder_roster import Roster


class CchcReorganisation(models.Model):
    """The notice that a reorganisation was not carried out on its day."""
    _name = 'cchc.reorganisation'
    _inherit = ['cchc.notice.mixin', 'cchc.reorganisation']

    def _give_back(self, reason):
        """Let it be prepared again, and tell those who decide about it; one record, as superuser."""
        people = self.last_step_by_id   # who decided that it waits for its day
        if self.subject != 'agency':
            people |= Roster(self.env, self.company_id).office
        self._run_transition('reopen', reason)
        self._send_notice('given_back', people, reason)

    def _notice_words(self):
        _ = self.env._
        return {
            **super()._notice_words(),
            'given_back': (
                _("Not carried out on its day"), _("%(what)s was not carried out on its day. Look at it again."))}

    def _notice_is_mailed(self, kind):
        return False
