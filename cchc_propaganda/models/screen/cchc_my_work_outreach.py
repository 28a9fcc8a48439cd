# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from ...tools.dates import in_figures, without_year
from ...tools.groups import DIRECTOR, OFFICE


class CchcMyWork(models.AbstractModel):
    """The outreach and the difficulties that the user has to correct, to send or to decide on, and what they sent."""
    _inherit = 'cchc.my.work'

    def _outreach_lines(self, headed):
        """Return lines for drafts of the user and of the units they head, and for what waits for a decision."""
        env = self.env
        entered = Domain('create_uid', '=', env.uid) | Domain('submitted_by_id', '=', env.uid)
        mine = entered | Domain('department_id', 'in', headed.ids)
        decided = Domain('state', '=', 'submitted') if env.user.has_groups(f'{OFFICE},{DIRECTOR}') else Domain.FALSE
        found = env['cchc.outreach'].search(
            Domain('company_id', '=', env.company.id)
            & (Domain('state', 'in', ('draft', 'submitted')) & mine | decided))
        return [line for outreach in found if (line := self._outreach_line(outreach))]

    def _outreach_line(self, outreach):
        """Return the line of one outreach, None if the user has no part in it."""
        _, user = self.env._, self.env.user
        is_mine = user in outreach._entered_by()
        what = ' · '.join(filter(None, [outreach.form_id.name, in_figures(outreach.date), outreach.department_id.name]))
        words = {'name': outreach.display_name, 'is_mine': is_mine, 'department': outreach.department_id}
        assignment = outreach.expected_assignment_id
        if outreach.can_approve:
            return self._line(outreach, 'review', False, since=outreach.date_submitted, **{**words, 'is_mine': True},
                              why=what, buttons=[{'kind': 'form', 'label': _("Look and accept")}])
        if outreach.state == 'submitted':
            return self._line(outreach, 'waiting', False, since=outreach.date_submitted, **words, buttons=[], why=(
                _("Sent; the director accepts it.") if outreach._is_of_office() else _("Sent; the Office accepts it.")))
        if outreach.is_returned:
            who = outreach.last_step_by_id.sudo().name   # only the name is read
            why = _("%(who)s returned it on %(date)s: “%(reason)s”", who=who,
                    date=without_year(self._day_of(outreach.date_last_step)), reason=outreach.return_reason)
            return self._line(outreach, 'returned', assignment.date_deadline, **words, why=why, buttons=[
                {'kind': 'form', 'label': _("Correct and send again")}])
        if outreach.date > self.env.company._cchc_today():
            return None
        overdue = assignment.date_deadline and assignment.date_deadline < self.env.company._cchc_today()
        return self._line(outreach, 'overdue' if overdue else 'todo', assignment.date_deadline, **words,
                          why=_("%(what)s · not sent to the Office yet", what=what),
                          buttons=[{'kind': 'form', 'label': _("Send to the Office")}])

    def _difficulty_lines(self):
        """Return lines for the difficulties that wait for the Office or the director, and for those the user raised."""
        _, user = self.env._, self.env.user
        found = self.env['cchc.difficulty'].search(
            Domain('company_id', '=', self.env.company.id) & Domain('state', '!=', 'resolved'))
        lines, midnight = [], self.env.company._cchc_midnight
        for difficulty in found:
            words = {'name': difficulty.display_name, 'department': difficulty.department_id}
            label = (
                _("Receive") if difficulty.can_receive
                else _("Give the answer") if difficulty.can_answer and not difficulty.answered_by_id
                else _("Close the difficulty") if difficulty.can_resolve else '')
            if label:
                lines.append(self._line(
                    difficulty, 'todo', difficulty.date_deadline, since=midnight(difficulty.date_raised), **words,
                    why=_("Raised by %(unit)s", unit=difficulty.department_id.name),
                    buttons=[{'kind': 'form', 'label': label}]))
            elif difficulty.raised_by_id == user:
                lines.append(self._line(
                    difficulty, 'waiting', False, since=midnight(difficulty.date_raised), **words, buttons=[],
                    why=difficulty.next_step))
        return lines
