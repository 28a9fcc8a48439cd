# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from .cchc_reminder_roster import Roster

TOLD = {'receive': 'received', 'forward': 'forwarded', 'answer': 'answered', 'resolve': 'resolved'}


class CchcDifficulty(models.Model):
    """Notices of a difficulty, and the reminders that it waits for its answer."""
    _name = 'cchc.difficulty'
    _inherit = ['cchc.notice.mixin', 'cchc.reminder.mixin', 'cchc.difficulty']

    _reminder_date = 'date_deadline'

    @api.model_create_multi
    def create(self, vals_list):
        difficulties = super().create(vals_list)
        env = self.sudo().env   # not every user may look up who has which role
        rosters = {company: Roster(env, company) for company in difficulties.company_id}
        difficulties._send_notice('raised', {one: rosters[one.company_id].office for one in difficulties})
        return difficulties

    def write(self, vals):
        result = super().write(vals)
        if 'date_deadline' in vals:
            self._close_reminders()
        return result

    def _tell_of_step(self, step, reason, before):
        kind = TOLD[step.name]
        if kind != 'forwarded':
            self._send_notice(kind, {
                one: one.raised_by_id | (one._office_that_answers() if kind == 'answered' else one.env['res.users'])
                for one in self.sudo()}, reason)     # told, not shown: who raised it may not be readable
            return
        env = self.sudo().env   # not every user may look up who has which role
        rosters = {company: Roster(env, company) for company in self.company_id}
        self._send_notice(kind, {one: rosters[one.company_id].director for one in self}, reason)

    def _office_that_answers(self):
        """Return the Office when the director has answered, for it then closes the difficulty; one record."""
        return Roster(self.env, self.company_id).office if self.state == 'director' else self.env['res.users']

    def _notice_words(self):
        _ = self.env._
        return {
            **super()._notice_words(),
            'raised': (_("Difficulty"), _("%(who)s has raised %(what)s.")),
            'received': (_("Received by the Office"), _("%(who)s has received %(what)s.")),
            'forwarded': (_("For the director to answer"), _("%(who)s has forwarded %(what)s to the director.")),
            'answered': (_("Answered"), _("%(who)s has answered %(what)s.")),
            'resolved': (_("Resolved"), _("%(who)s has closed %(what)s.")),
        }

    def _notice_lines(self, kind, reason='', **words):
        lines = super()._notice_lines(kind, '' if kind == 'answered' else reason, **words)
        if kind in ('answered', 'resolved') and self.answer:
            lines.append(self.env._("Answer: %(text)s", text=self.answer))
        return lines

    def _notice_is_mailed(self, kind):
        return False

    def _reminder_domain(self, kind):
        return Domain('date_deadline', '!=', False) & Domain('state', 'in', ('raised', 'office', 'director')) & Domain(
            'answered_by_id', '=', False)

    def _reminder_fits(self, rule):
        """What the director has before them is the director's; the rest is the Office's."""
        return (rule.recipient == 'director') == (self.state == 'director') or rule.recipient not in (
            'office', 'director')
