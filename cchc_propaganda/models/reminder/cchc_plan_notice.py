# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .cchc_reminder_roster import Roster

TOLD = {'submit': 'submitted', 'approve': 'approved', 'return': 'returned'}


class CchcPlan(models.Model):
    """Notices of the steps of a plan: the Director learns of a submission, the Office of the decision."""
    _name = 'cchc.plan'
    _inherit = ['cchc.notice.mixin', 'cchc.plan']

    def _tell_of_step(self, step, reason, before):
        if kind := TOLD.get(step.name):
            env = self.sudo().env   # not every user may look up who has which role
            rosters = {company: Roster(env, company) for company in self.company_id}
            self._send_notice(kind, {
                plan: rosters[plan.company_id].director if kind == 'submitted' else rosters[plan.company_id].office
                for plan in self}, reason)

    def _notice_words(self):
        _ = self.env._
        return {
            **super()._notice_words(),
            'submitted': (_("For approval"), _("%(who)s has submitted %(what)s for approval.")),
        }

    def _notice_stands(self, kind):
        return self.state == 'submitted' if kind == 'submitted' else super()._notice_stands(kind)
