# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import models


class CchcOutreach(models.Model):
    """The assignment that outreach meets when nobody chose one."""
    _inherit = 'cchc.outreach'

    def _match_assignments(self):
        """Give each accepted outreach without an assignment the one of its form and unit whose period contains its
        day. An assignment of an earlier period, or due before the plan was issued, is never given: users choose by
        hand to make up for a missed assignment."""
        matches = self.filtered(lambda one: not one.assignment_id and one.state == 'approved')._matches()
        for assignment, outreach in self.union(*matches).filtered(matches.get).grouped(matches.get).items():
            outreach._with_gate().write({'assignment_id': assignment.id})

    def _keep_sent_for(self):
        """Keep which assignment outreach is sent for if nobody chose one: sent in time, that assignment waits for the
        Office. Accepting it decides again."""
        matches = self.filtered(lambda one: not one.assignment_id)._matches()
        for assignment, outreach in self.union(*matches).filtered(matches.get).grouped(matches.get).items():
            outreach._with_gate().write({'sent_assignment_id': assignment.id})

    def _release(self):
        """Take from outreach that is not accepted the assignment that was chosen, because nobody asks for it any more:
        it counts for whatever fits on its day. Say so in its chatter."""
        bodies = {}
        for outreach in self:
            _ = outreach._in_company_language().env._
            bodies[outreach.id] = _(
                "“%(assignment)s” is no longer asked for. This goes on: it counts for the assignment of its unit on "
                "its day, if there is one.", assignment=outreach.assignment_id.display_name)
        self._with_gate().write({'assignment_id': False, 'sent_assignment_id': False})
        self.filtered(lambda outreach: outreach.state == 'submitted')._keep_sent_for()
        if bodies:
            self._message_log_batch(bodies=bodies)

    def _forget_matched(self):
        """Empty the assignment where the day alone would choose it again; what was chosen by hand stays."""
        chosen = self.filtered(lambda one: one.assignment_id and not (
            one.assignment_id.date_start <= one.date <= one.assignment_id.date_end))
        (self - chosen).write({'assignment_id': False})

    def _matches(self):
        """Return ``{outreach: assignment}`` for the outreach that an assignment fits on its day. An assignment that
        still needs some comes first."""
        outreach = self.filtered(lambda one: one.form_id and one.department_id and one.date)
        if not outreach:
            return {}
        forms = outreach.form_id._with_shared().ids
        candidates = self.env['cchc.assignment'].sudo().search([   # assignments are public in the agency
            '|', ('form_id', 'in', forms), ('form_id.replaces_id', 'in', forms),
            ('department_id', 'in', outreach.department_id.ids),
            ('date_start', '<=', max(outreach.mapped('date'))), ('date_end', '>=', min(outreach.mapped('date'))),
            ('waiver', '=', False), ('is_before_issue', '=', False),
        ])
        by_unit = candidates.grouped('department_id')
        given, matches = Counter(), {}
        for one in outreach:
            fitting = by_unit.get(one.department_id, candidates.browse()).filtered(
                lambda assignment, one=one: assignment._asks_for_form(one.form_id))
            if assignment := fitting._for_day(one.date, given):
                matches[one] = assignment.with_env(self.env)
                given[assignment.id] += 1
        return matches
