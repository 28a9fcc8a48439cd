# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .cchc_reminder_roster import Roster

TOLD = {'submit': 'submitted', 'approve': 'approved', 'return': 'returned', 'cancel': 'cancelled'}


class CchcOutreach(models.Model):
    """Notices of the steps of outreach: who decides learns what was sent, the unit learns of the decision."""
    _name = 'cchc.outreach'
    _inherit = ['cchc.closes.reminders.mixin', 'cchc.notice.mixin', 'cchc.outreach']

    def _tell_of_step(self, step, reason, before):
        if kind := TOLD.get(step.name):
            env = self.sudo().env   # not every user may look up who has which role
            rosters = {company: Roster(env, company) for company in self.company_id}
            self._send_notice(kind, {one: one._people_to_tell(kind, rosters[one.company_id]) for one in self}, reason)

    def _people_to_tell(self, kind, roster):
        """Return whom a notice of this kind concerns; one record."""
        if kind == 'submitted':
            return roster.director if self._is_of_office() else roster.office
        return self._entered_by() | self.sudo().department_id.manager_id.filtered('active').user_id   # told, not shown

    def _run_transition(self, name, reason='', **given):
        before = self.sudo().assignment_id      # returning it may take it from its assignment
        result = super()._run_transition(name, reason, **given)
        now = self.sudo().assignment_id     # whoever returns it may no longer read it
        (before | now)._close_reminders()
        return result

    def _notice_words(self):
        _ = self.env._
        return {
            **super()._notice_words(),
            'submitted': (_("To be accepted"), _("%(who)s has sent %(what)s to the Office.")),
            'approved': (_("Accepted"), _("%(who)s has accepted %(what)s.")),
        }

    def _notice_stands(self, kind):
        return self.state == 'submitted' if kind == 'submitted' else super()._notice_stands(kind)
