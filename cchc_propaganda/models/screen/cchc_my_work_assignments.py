# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

from ...tools.dates import in_figures, without_year
from ...tools.decree import within_sentence
from ...tools.groups import DIRECTOR, OFFICE
from ...tools.outcome import OWED


class CchcMyWork(models.AbstractModel):
    """The assignments of the user's units that somebody of the unit must act on."""
    _inherit = 'cchc.my.work'

    def _assignments(self, units, plan):
        """Return the unmet assignments of the units, unless the year of their plan is closed, and all of this year's
        for the summary."""
        return self.env['cchc.assignment'].search_fetch(
            Domain('company_id', '=', self.env.company.id) & Domain('department_id', 'in', units.ids)
            & Domain('plan_id', 'any', [('state', '=', 'published'), ('date_closed', '=', False)])
            & (self.env['cchc.assignment']._outcome_domain(*OWED) | Domain('plan_id', '=', plan.id)),
            ['plan_id', 'topic_id', 'channel_id', 'form_id', 'department_id', 'user_id', 'period_key', 'date_start',
             'date_end', 'date_deadline', 'date_done', 'quantity', 'done_quantity', 'waiver', 'is_before_issue',
             'explanation', 'is_waiting_channel', 'company_id', 'state'])

    def _lines(self, assignments, seats, headed):
        """Return ``(lines of now, lines of assignments whose period has not begun)``."""
        today = self.env.company._cchc_today()
        became = {assignment: assignment._outcome(today) for assignment in assignments}
        unmet = assignments.filtered(lambda assignment: became[assignment].kind in OWED)
        moving, held = unmet._publications_on_the_way(), unmet._outreach_on_the_way()
        now, ahead = [], []
        for assignment in unmet.filtered(lambda assignment: not assignment._is_of_the_past(today)):
            missing = assignment.quantity - assignment.done_quantity - len(
                moving.get(assignment) or held.get(assignment, ()))
            overdue = became[assignment].is_missed
            explains = (became[assignment].kind == 'overdue' and assignment.department_id in headed
                        and not assignment.explanation)
            if missing > 0 or explains:
                line = self._assignment_line(assignment, missing, explains, seats, headed)
                (now if overdue or assignment.date_start <= today else ahead).append(line)
        return [*now, *self._article_lines(moving, unmet, headed), *self._posting_lines(headed), *self._plan_lines(),
                *self._outreach_lines(headed), *self._difficulty_lines(), *self._office_lines()], ahead

    def _earlier(self, units):
        """Return ``{text, domain, plans}`` on what plans of earlier years still owe, or False: one sentence, its list,
        and the plans whose year the user may close. The Office and the director see the whole agency."""
        _, company, user = self.env._, self.env.company, self.env.user
        whole = user.has_groups(f'{OFFICE},{DIRECTOR}')
        domain = (
            Domain('company_id', '=', company.id) & self.env['cchc.assignment']._outcome_domain(*OWED)
            & self.env['cchc.assignment']._past_domain(company, company._cchc_today())
            & (Domain.TRUE if whole else Domain('department_id', 'in', units.ids)))
        owed = self.env['cchc.assignment']._read_group(domain, ['plan_id'], ['__count'], order='plan_id desc')
        plans = self.env['cchc.plan'].union(*(plan for plan, __ in owed))
        if user.has_group(OFFICE):
            plans = self.env['cchc.plan'].search([
                ('company_id', '=', company.id), ('state', '=', 'published'), ('date_closed', '=', False),
                ('amends_id', '=', False), ('date_to', '<', company._cchc_today())])
        if not plans:
            return False
        count, years = sum(count for __, count in owed), sorted(set(plans.mapped('year')))
        return {
            'label': _("Year %(year)s:", year=years[0]) if len(years) == 1 else _("Earlier years:"),
            'text': _("assignments not met: %(count)s", count=count), 'domain': list(domain),
            'plans': [{
                'model': plan._name, 'id': plan.id,
                'label': _("Close the year %(year)s", year=plan.year)} for plan in plans if plan.can_close],
        }

    def _assignment_line(self, assignment, missing, explains, seats, headed):
        _ = self.env._
        today = self.env.company._cchc_today()
        overdue, begun = assignment._outcome(today).is_missed, assignment.date_start <= today
        buttons = []
        if explains:
            buttons.append({'kind': 'reason', 'step': 'explain', 'label': _("Explain")})
        if assignment.department_id in headed and not overdue:
            buttons.append({'kind': 'give', 'label': _("Give to…")})
        if missing > 0 and assignment.department_id in seats:
            label = _("Record it") if assignment.form_id else (
                _("Write an article") if begun or overdue else _("Write ahead"))
            buttons.append({
                'kind': 'object', 'label': label,
                'method': 'action_record_outreach' if assignment.form_id else 'action_write_article'})
        return self._line(
            assignment, 'overdue' if overdue else 'todo', assignment.date_deadline, name=assignment._title(),
            why=self._why_of_assignment(assignment, missing, headed), buttons=buttons,
            department=assignment.department_id,
            is_mine=(assignment.department_id in seats and assignment.user_id.id in (False, self.env.uid)) or explains)

    def _why_of_assignment(self, assignment, missing, headed):
        _ = self.env._
        words = []
        if assignment.date_deadline < self.env.company._cchc_today():
            if missing <= 0:
                words.append(_("It is recorded and waits to be accepted.") if assignment.form_id
                             else _("An article is on its way."))
            elif assignment.done_quantity:
                counts = {'done': assignment.done_quantity, 'asked': assignment.quantity}
                words.append(_("%(done)s of %(asked)s accepted.", **counts) if assignment.form_id
                             else _("%(done)s of %(asked)s posted.", **counts))
            else:
                words.append(_("Nothing recorded yet.") if assignment.form_id else _("No article yet."))
            words.append(_("Explained: “%(text)s”", text=assignment.explanation) if assignment.explanation
                         else _("The Office waits for the unit's explanation."))
            return ' '.join(words)
        words.append(assignment.department_id.name)
        if assignment.topic_id.code:
            words.append(_("No. %(code)s of the appendix", code=assignment.topic_id.code))
        if assignment.done_quantity:
            counts = {'done': assignment.done_quantity, 'asked': assignment.quantity}
            words.append(_("%(done)s of %(asked)s accepted", **counts) if assignment.form_id
                         else _("%(done)s of %(asked)s posted", **counts))
        if send_by := assignment._send_by():
            words.append(_("better sent before %(date)s", date=without_year(send_by)))
        if assignment.user_id:
            words.append(_("in charge: %(name)s", name=assignment.user_id.sudo().name))   # only the name is read
        elif assignment.department_id in headed:
            words.append(_("nobody in charge yet"))
        return ' · '.join(words)

    def _next_note(self, ahead):
        """Return the sentence that says from which day on an article written ahead counts."""
        if not ahead:
            return False
        assignment = self.env['cchc.assignment'].browse(min(ahead, key=lambda line: line['rank'])['id'])
        period = assignment._period_short()
        return self.env._(
            "You may write ahead: an article counts when it is posted from the first day of the period on (for "
            "%(period)s, from %(date)s).", period=within_sentence(period),
            date=in_figures(assignment.date_start))
