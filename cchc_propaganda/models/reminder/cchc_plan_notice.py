# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .cchc_reminder_roster import Roster

TOLD = {'submit': 'submitted', 'approve': 'approved', 'return': 'returned'}


class CchcPlan(models.Model):
    """Notices of the steps of a plan: the Director learns of a submission, the Office of the decision,
    the heads of an amendment that changes assignments of their units."""
    _name = 'cchc.plan'
    _inherit = ['cchc.notice.mixin', 'cchc.plan']

    def _tell_of_step(self, step, reason, before):
        if kind := TOLD.get(step.name):
            env = self.sudo().env   # not every user may look up who has which role
            rosters = {company: Roster(env, company) for company in self.company_id}
            self._send_notice(kind, {
                plan: rosters[plan.company_id].director if kind == 'submitted' else rosters[plan.company_id].office
                for plan in self}, reason)

    def _tell_of_amendment(self, issued, before, units):
        res = super()._tell_of_amendment(issued, before, units)
        issued._send_notice('amended', self.env['res.users'].union(*(unit._cchc_head_user() for unit in units)))
        return res

    def _notice_words(self):
        _ = self.env._
        return {
            **super()._notice_words(),
            'submitted': (_("For approval"), _("%(who)s has submitted %(what)s for approval.")),
            'amended': (_("Plan amended"), _("%(who)s has issued %(what)s: assignments of the unit change.")),
        }

    def _notice_stands(self, kind):
        return self.state == 'submitted' if kind == 'submitted' else super()._notice_stands(kind)
