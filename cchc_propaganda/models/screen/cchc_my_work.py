# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.dates import in_figures, without_year
from ...tools.groups import DIRECTOR, EDITOR, HEAD, OFFICE
from ...tools.obligation import NEAR
from ...tools.outcome import MET, OWED
from ..article.cchc_article_clock import WAITING_LONG
from ..core.words import time_left

SECTIONS = ('overdue', 'returned', 'review', 'todo')
LINES = 100     # lines of a section; the rest is counted
NEXT_ASSIGNMENTS = 5


class CchcMyWork(models.AbstractModel):
    """The first screen: what the user has to do now, the most urgent first. An assignment appears once, under the
    record that the user must act on; what waits for somebody else is only counted (SCREENS §1)."""
    _name = 'cchc.my.work'
    _description = "My Work"

    @api.model
    @api.readonly
    def get_data(self, scope='mine'):
        """Return everything the screen shows, in the user's language, read with the user's rights in a fixed number of
        queries. ``scope``: ``mine`` or, for the head of a unit, ``unit``, which adds the work of the unit's people.

        Lines: ``{model, id, section, clock, date, level, name, why, buttons}``; a button is ``{label, kind}`` with the
        kind ``form`` (open the record), ``object`` (call ``method``), ``reason`` (ask for it, ``step``) or ``give``.
        """
        company, user = self.env.company, self.env.user
        seats = user._cchc_departments().filtered(lambda unit: unit.company_id == company).sudo(False)
        headed = self.env['hr.department']
        if user.has_group(HEAD):
            headed = user._cchc_headed_departments().filtered(lambda unit: unit.company_id == company).sudo(False)
        plan = self.env['cchc.plan']._plan_of(company, company._cchc_today())
        assignments = self._assignments(seats | headed, plan)
        lines, ahead = self._lines(assignments, seats, headed)
        of_unit = scope == 'unit' and bool(headed)
        chosen = [line for line in lines if of_unit or line['is_mine']]
        ahead = [line for line in ahead if of_unit or line['is_mine']]
        if not of_unit:   # heads give work to others in the scope of the unit
            for line in chosen + ahead:
                line['buttons'] = [button for button in line['buttons'] if button['kind'] != 'give']
        return {
            'today': format_date(self.env, company._cchc_today(), date_format='EEEE, dd/MM/yyyy'),
            'scope': 'unit' if of_unit else 'mine',
            'unit_count': len(lines) if headed else False,
            'summary': self._summary(assignments, plan),
            'sections': self._sections(chosen),
            'next': sorted(ahead, key=lambda line: line['rank'])[:NEXT_ASSIGNMENTS],
            'next_note': self._next_note(ahead),
            'has_plan': bool(plan),
            'follows': user.has_groups(f'{OFFICE},{DIRECTOR}'),
            'people': {
                unit.id: [{'id': person.id, 'name': person.name} for person in unit._cchc_users().sorted('name')]
                for unit in headed} if of_unit else {},
        }

    def _sections(self, lines):
        _, user = self.env._, self.env.user
        labels = {
            'overdue': _("Past due"), 'returned': _("Returned to me"), 'review': _("Waiting for my review"),
            'todo': _("To do"),
        }
        by_section = defaultdict(list)
        for line in sorted(lines, key=lambda line: line['rank']):
            by_section[line['section']].append(line)
        reviews = user.has_groups(f'{EDITOR},{DIRECTOR}') or by_section['review']
        return [
            {'key': key, 'label': labels[key], 'count': len(by_section[key]), 'lines': by_section[key][:LINES]}
            for key in SECTIONS if key != 'review' or reviews]

    # ------------------------------------------------------------------
    # The lines
    # ------------------------------------------------------------------

    def _assignments(self, units, plan):
        """Return the unmet assignments of the units under every issued plan, and all of this year's for the summary."""
        return self.env['cchc.assignment'].search_fetch(
            Domain('company_id', '=', self.env.company.id) & Domain('department_id', 'in', units.ids)
            & Domain('plan_id.state', '=', 'published')
            & (self.env['cchc.assignment']._outcome_domain(*OWED) | Domain('plan_id', '=', plan.id)),
            ['plan_id', 'topic_id', 'channel_id', 'department_id', 'user_id', 'period_key', 'date_start',
             'date_end', 'date_deadline', 'date_done', 'quantity', 'done_quantity', 'waiver', 'is_before_issue',
             'explanation', 'is_waiting_channel', 'company_id', 'state'])

    def _lines(self, assignments, seats, headed):
        """Return ``(lines of now, lines of assignments whose period has not begun)``."""
        today = self.env.company._cchc_today()
        became = {assignment: assignment._outcome(today) for assignment in assignments}
        unmet = assignments.filtered(lambda assignment: became[assignment].kind in OWED)
        moving = unmet._publications_on_the_way()
        now, ahead = [], []
        for assignment in unmet:
            missing = assignment.quantity - assignment.done_quantity - len(moving.get(assignment, ()))
            overdue = became[assignment].is_missed
            explains = overdue and assignment.department_id in headed and not assignment.explanation
            if missing > 0 or explains:
                line = self._assignment_line(assignment, missing, explains, seats, headed)
                (now if overdue or assignment.date_start <= today else ahead).append(line)
        return now + self._article_lines(moving, unmet, headed) + self._posting_lines(headed) + (
            self._plan_lines()), ahead

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
            buttons.append({
                'kind': 'object', 'method': 'action_write_article',
                'label': _("Write an article") if begun or overdue else _("Write ahead")})
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
                words.append(_("An article is on its way."))
            elif assignment.done_quantity:
                words.append(_(
                    "%(done)s of %(asked)s posted.", done=assignment.done_quantity, asked=assignment.quantity))
            else:
                words.append(_("No article yet."))
            words.append(_("Explained: “%(text)s”", text=assignment.explanation) if assignment.explanation
                         else _("The Office waits for the unit's explanation."))
            return ' '.join(words)
        words.append(assignment.department_id.name)
        if assignment.topic_id.code:
            words.append(_("No. %(code)s of the appendix", code=assignment.topic_id.code))
        if assignment.done_quantity:
            words.append(_("%(done)s of %(asked)s posted", done=assignment.done_quantity, asked=assignment.quantity))
        if send_by := assignment._send_by():
            words.append(_("better sent before %(date)s", date=without_year(send_by)))
        if assignment.user_id:
            words.append(_("in charge: %(name)s", name=assignment.user_id.sudo().name))   # only the name is read
        elif assignment.department_id in headed:
            words.append(_("nobody in charge yet"))
        return ' · '.join(words)

    def _article_lines(self, moving, unmet, headed):
        """Return lines for returned articles, articles waiting for the user's review, and drafts for an assignment."""
        env = self.env
        mine = Domain('is_mine', '=', True) | Domain('department_id', 'in', headed.ids)
        found = env['cchc.article'].search_fetch(
            Domain('company_id', '=', env.company.id)
            & (Domain('state', '=', 'draft') & Domain('is_returned', '=', True) & mine
               | Domain('is_to_review', '=', True)),
            ['name', 'state', 'is_returned', 'return_reason', 'date_last_step', 'last_step_by_id', 'date_submitted',
             'review_since', 'review_step_id', 'review_step_count', 'department_id', 'author_id', 'date_deadline',
             'contributor_ids', 'company_id'])
        assignments_of = defaultdict(lambda: env['cchc.assignment'])
        for assignment, publications in moving.items():
            for publication in publications:
                assignments_of[publication.article_id] |= assignment
        drafts = env['cchc.article'].union(*(
            publication.article_id for assignment in unmet for publication in moving.get(assignment, ())
            if publication.article_id.state == 'draft'))
        lines = []
        for article in found | drafts:
            assignment = min(assignments_of[article], key=lambda assignment: assignment.date_deadline,
                             default=env['cchc.assignment'])
            is_mine = article.is_mine
            if not is_mine and article.state == 'draft' and article.department_id not in headed:
                continue
            if article.state == 'submitted':
                lines.append(self._review_line(article, assignment))
            elif article.is_returned:
                lines.append(self._returned_line(article, assignment, is_mine))
            else:
                lines.append(self._draft_line(article, assignment, is_mine))
        return lines

    def _review_line(self, article, assignment):
        _ = self.env._
        deadline = assignment.date_deadline or article.date_deadline
        words = [article.review_step_text, article.department_id.name or article.author_id.name,
                 ', '.join(article.channel_ids.mapped('name'))]
        if deadline:
            words.append(_("nearest deadline %(date)s", date=without_year(deadline)))
        return self._line(
            article, 'review', deadline, since=article.review_since, patience=article._days_in_step(),
            name=article.display_name, why=' · '.join(filter(None, words)),
            buttons=[{'kind': 'form', 'label': _("Read and approve")}])

    def _returned_line(self, article, assignment, is_mine):
        _ = self.env._
        who = article.last_step_by_id.sudo().name   # only the name is read
        why = _("%(who)s returned it on %(date)s: “%(reason)s”", who=who,
                date=without_year(self._day_of(article.date_last_step)), reason=article.return_reason)
        if assignment and (usual := assignment._met_by()._usual_days()):
            why += ' ' + _("%(channel)s usually posts %(days)s days after it receives an article.",
                           channel=assignment._met_by().name, days=usual)
        return self._line(
            article, 'returned', assignment.date_deadline or article.date_deadline,
            name=self._name_of(article, assignment), why=why, is_mine=is_mine, buttons=[
                {'kind': 'form', 'label': _("Correct and submit again") if is_mine else _("Open")}])

    def _draft_line(self, article, assignment, is_mine):
        _ = self.env._
        why = [_("Draft of %(name)s", name=article.author_id.sudo().name)]   # only the name is read
        if send_by := assignment._send_by():
            why.append(_("better sent before %(date)s", date=without_year(send_by)))
        overdue = assignment.date_deadline and assignment.date_deadline < self.env.company._cchc_today()
        return self._line(
            article, 'overdue' if overdue else 'todo', assignment.date_deadline,
            name=self._name_of(article, assignment), why=' · '.join(why), is_mine=is_mine,
            buttons=[{'kind': 'form', 'label': _("Go on writing") if is_mine else _("Open")}])

    def _posting_lines(self, headed):
        """Return lines for approved articles that the user has to send, or whose link is missing."""
        env = self.env
        publications = env['cchc.publication'].search_fetch(
            Domain('company_id', '=', env.company.id) & Domain('state', 'in', ('pending', 'sent'))
            & Domain('article_id.state', 'in', ('approved', 'published'))
            & (Domain('channel_id.member_ids', 'in', env.user.ids)
               | Domain('channel_id.is_internal', '=', False) & Domain('channel_id.unit_may_send', '=', True)
               & (Domain('department_id', 'in', headed.ids) | Domain('article_id.is_mine', '=', True))),
            ['article_id', 'channel_id', 'assignment_id', 'department_id', 'state', 'date_sent', 'date_published'])
        publications.article_id.sudo().fetch([   # who may read a publication may read its article
            'name', 'approved_date', 'department_id', 'author_id', 'company_id'])
        members = publications.channel_id.sudo().filtered(   # not every user may read the members
            lambda channel: env.user in channel.member_ids).sudo(False)
        return [self._posting_line(publication, publication.channel_id in members) for publication in publications]

    def _posting_line(self, publication, is_member):
        _ = self.env._
        article, channel, assignment = publication.article_id, publication.channel_id, publication.assignment_id
        today = self.env.company._cchc_today()
        late = bool(assignment) and assignment._outcome(today).is_missed
        unsent = publication.state == 'pending'
        if not unsent:
            why = _("Sent to %(channel)s, no link yet.", channel=channel.name)
        elif channel.is_internal:
            why = _("Approved, to be posted on %(channel)s.", channel=channel.name)
        else:
            why = _("Approved, to be sent to %(channel)s.", channel=channel.name)
        if unsent and not channel.is_internal:
            button = {'kind': 'form', 'on': 'article', 'label': _("Send to the channel")}
        else:
            button = {'kind': 'object', 'method': 'action_enter_link',
                      'label': _("Confirm as posted") if is_member else _("Report the link")}
        result = self._line(
            publication, 'overdue' if late and unsent else 'todo', assignment.date_deadline if unsent else False,
            since=publication.date_sent if not unsent else article.approved_date, name=article.display_name,
            why=' · '.join(filter(None, [article.department_id.name, why])), buttons=[button],
            is_mine=is_member or self.env.user in article._author_users())
        if not unsent:
            days = (today - self._day_of(publication.date_sent)).days
            result['clock'] = _("Sent %(days)s days ago", days=days) if days else _("Sent today")
            result['level'] = 'warning' if days > channel.lead_days else 'muted'
        return {**result, 'form': {'model': 'cchc.article', 'id': article.id}}

    def _plan_lines(self):
        """Return lines for plans that the director has to approve, or the Office to issue or correct."""
        _, user = self.env._, self.env.user
        wanted = Domain.FALSE
        if user.has_group(DIRECTOR):
            wanted |= Domain('state', '=', 'submitted')
        if user.has_group(OFFICE):
            wanted |= Domain('state', '=', 'approved')
            wanted |= Domain('state', '=', 'draft') & Domain('is_returned', '=', True)
        if wanted.is_false():
            return []
        lines = []
        for plan in self.env['cchc.plan'].search(Domain('company_id', '=', self.env.company.id) & wanted):
            if plan.state == 'submitted':
                section, label, why = 'review', _("Read and approve"), _("Plan that waits for your approval.")
            elif plan.state == 'approved':
                section, label = 'todo', _("Issue")
                why = _("Approved: give it its number and day, then issue it.")
            else:
                section, label = 'returned', _("Correct and submit again")
                why = _("Returned: “%(reason)s”", reason=plan.return_reason)
            lines.append(self._line(plan, section, False, since=plan.date_last_step, name=plan.display_name, why=why,
                                    buttons=[{'kind': 'form', 'label': label}]))
        return lines

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _line(self, record, section, deadline, since=False, patience=WAITING_LONG, is_mine=True, department=None,
              **words):
        """Return one line. Its clock counts down to the deadline; for a review, or without a deadline, it counts from
        ``since`` and turns yellow after ``patience`` days."""
        today = self.env.company._cchc_today()
        day = self._day_of(since) if since else today
        if deadline and section != 'review':
            left = (deadline - today).days
            clock, date = time_left(self.env, left), in_figures(deadline)
            level = 'danger' if left < 0 else 'warning' if left <= NEAR else 'muted'
        else:
            days = (today - day).days
            clock = self.env._("Waiting for %(days)s days", days=days) if days else self.env._("Waiting since today")
            date = self.env._("since %(date)s", date=in_figures(day)) if days else in_figures(day)
            level = 'warning' if days >= patience else 'muted'
        rank = [(deadline or day).isoformat() if section != 'review' else day.isoformat(), record._name, record.id]
        return {
            'model': record._name, 'id': record.id, 'section': section, 'clock': clock, 'date': date, 'level': level,
            'is_mine': is_mine, 'rank': rank, 'department_id': department.id if department else False,
            'form': {'model': record._name, 'id': record.id}, **words,
        }

    def _name_of(self, article, assignment):
        """Return the title of the article and the assignment that it is written for."""
        if not assignment:
            return article.display_name
        return f'{article.display_name} · {assignment._period_short()}, {assignment._met_by().name}'

    def _day_of(self, moment):
        return self.env.company._cchc_day_of(moment)

    def _summary(self, assignments, plan):
        """Return ``{head, met, rest, domain}`` on this year's assignments of the user's units, or False: a sentence in
        parts and its list. The Office and the director see the whole agency if their units owe nothing."""
        _ = self.env._
        if not plan:
            return False
        today = self.env.company._cchc_today()
        Assignment = self.env['cchc.assignment']
        counted = Domain('plan_id', '=', plan.id) & Assignment._outcome_domain(*MET, *OWED)
        own = assignments.filtered(lambda assignment: (
            assignment.plan_id == plan and assignment._outcome(today).kind in (*MET, *OWED)))
        if own:
            head = _("Unit in %(year)s:", year=plan.year)
            counted &= Domain('department_id', 'in', own.department_id.ids)
        elif self.env.user.has_groups(f'{OFFICE},{DIRECTOR}'):
            head = _("Agency in %(year)s:", year=plan.year)
            own = Assignment.search_fetch(counted, [
                'date_done', 'date_deadline', 'date_start', 'waiver', 'is_before_issue', 'is_waiting_channel',
                'company_id'])
        if not own:
            return False
        unmet = own.filtered(lambda assignment: not assignment._outcome(today).is_settled)
        late = unmet.filtered(lambda assignment: assignment._outcome(today).is_missed)
        running = (unmet - late).filtered(lambda assignment: assignment.date_start <= today)
        rest = [_("%(count)s overdue", count=len(late))] if late else []
        if running:
            rest.append(_("%(count)s under way", count=len(running)))
        if not rest and len(unmet) == len(own):
            rest = [_("none due yet")]
        return {
            'head': head, 'met': _("%(met)s/%(all)s assignments met", met=len(own - unmet), all=len(own)),
            'rest': ', '.join(rest), 'domain': list(counted),
        }

    def _next_note(self, ahead):
        """Return the sentence that says from which day on an article written ahead counts."""
        if not ahead:
            return False
        assignment = self.env['cchc.assignment'].browse(min(ahead, key=lambda line: line['rank'])['id'])
        period = assignment._period_short()
        return self.env._(
            "You may write ahead: an article counts when it is posted from the first day of the period on (for "
            "%(period)s, from %(date)s).", period=period[:1].lower() + period[1:],
            date=in_figures(assignment.date_start))
