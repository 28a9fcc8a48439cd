from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.duty import NEAR
from ...tools.groups import DIRECTOR, EDITOR, HEAD, OFFICE
from ..article.cchc_article_clock import WAITING_LONG
from ..assignment.cchc_assignment import UNMET

SECTIONS = ('overdue', 'returned', 'review', 'todo')
ROWS = 100      # of one section; the rest is told as a number
NEXT_DUTIES = 5


class CchcMyWork(models.AbstractModel):
    """The first screen: what the user has to do now, in the order of what hurts most. A duty appears once, under the
    record that moves it; what waits for somebody else is only counted (SCREENS §1)."""
    _name = 'cchc.my.work'
    _description = "My Work"

    @api.model
    @api.readonly
    def get_data(self, scope='mine'):
        """All that the screen shows, in the user's language, read with the user's own rights in a fixed number of
        queries. ``scope``: ``mine``, or ``unit`` for the head of one, which adds what the unit's people have to do.

        Rows: ``{model, id, section, clock, date, level, name, why, buttons}``; a button is ``{label, kind}`` with the
        kind ``form`` (open the record), ``object`` (call ``method``), ``reason`` (ask for it, ``step``) or ``give``.
        """
        company, user = self.env.company, self.env.user
        seats = user._cchc_departments().filtered(lambda unit: unit.company_id == company).sudo(False)
        headed = self.env['hr.department']
        if user.has_group(HEAD):
            headed = user._cchc_headed_departments().filtered(lambda unit: unit.company_id == company).sudo(False)
        plan = self.env['cchc.plan']._plan_of(company, company._cchc_today())
        duties = self._duties(seats | headed, plan)
        rows, ahead = self._rows(duties, seats, headed)
        of_unit = scope == 'unit' and bool(headed)
        chosen = [row for row in rows if of_unit or row['is_mine']]
        ahead = [row for row in ahead if of_unit or row['is_mine']]
        if not of_unit:   # work is given to others where it is looked at together
            for row in chosen + ahead:
                row['buttons'] = [button for button in row['buttons'] if button['kind'] != 'give']
        return {
            'today': format_date(self.env, company._cchc_today(), date_format='EEEE, dd/MM/yyyy'),
            'scope': 'unit' if of_unit else 'mine',
            'unit_count': len(rows) if headed else False,
            'summary': self._summary(duties, plan),
            'sections': self._sections(chosen),
            'next': sorted(ahead, key=lambda row: row['rank'])[:NEXT_DUTIES],
            'next_note': self._next_note(ahead),
            'has_plan': bool(plan),
            'follows': user.has_groups(f'{OFFICE},{DIRECTOR}'),
            'people': {
                unit.id: [{'id': person.id, 'name': person.name} for person in unit._cchc_users().sorted('name')]
                for unit in headed} if of_unit else {},
        }

    def _sections(self, rows):
        _, user = self.env._, self.env.user
        labels = {
            'overdue': _("Past due"), 'returned': _("Returned to me"), 'review': _("Waiting for my review"),
            'todo': _("To do"),
        }
        by_section = defaultdict(list)
        for row in sorted(rows, key=lambda row: row['rank']):
            by_section[row['section']].append(row)
        reviews = user.has_groups(f'{EDITOR},{DIRECTOR}') or by_section['review']
        return [
            {'key': key, 'label': labels[key], 'count': len(by_section[key]), 'rows': by_section[key][:ROWS]}
            for key in SECTIONS if key != 'review' or reviews]

    # ------------------------------------------------------------------
    # What there is
    # ------------------------------------------------------------------

    def _duties(self, units, plan):
        """The unmet duties of the units under every issued plan, and all of this year's for the summary."""
        return self.env['cchc.assignment'].search_fetch(
            Domain('company_id', '=', self.env.company.id) & Domain('department_id', 'in', units.ids)
            & Domain('plan_id.state', '=', 'published')
            & (Domain('state', 'in', UNMET) | Domain('plan_id', '=', plan.id)),
            ['plan_id', 'topic_id', 'channel_id', 'department_id', 'user_id', 'period_key', 'date_start',
             'date_end', 'date_deadline', 'date_done', 'quantity', 'done_quantity', 'waiver', 'is_before_issue',
             'explanation', 'is_waiting_channel', 'company_id', 'state'])

    def _rows(self, duties, seats, headed):
        """``(rows of now, rows of duties whose period has not begun)``."""
        today = self.env.company._cchc_today()
        unmet = duties.filtered(lambda duty: not (duty.waiver or duty.date_done or duty.is_before_issue))
        moving = unmet._rows_on_the_way()
        now, ahead = [], []
        for duty in unmet:
            missing = duty.quantity - duty.done_quantity - len(moving.get(duty, ()))
            overdue = duty.date_deadline < today
            explains = overdue and duty.department_id in headed and not duty.explanation
            if missing > 0 or explains:
                row = self._duty_row(duty, missing, explains, seats, headed)
                (now if overdue or duty.date_start <= today else ahead).append(row)
        return now + self._article_rows(moving, unmet, headed) + self._posting_rows(headed) + (
            self._plan_rows()), ahead

    def _duty_row(self, duty, missing, explains, seats, headed):
        _ = self.env._
        today = self.env.company._cchc_today()
        overdue, begun = duty.date_deadline < today, duty.date_start <= today
        buttons = []
        if explains:
            buttons.append({'kind': 'reason', 'step': 'explain', 'label': _("Explain")})
        if duty.department_id in headed and not overdue:
            buttons.append({'kind': 'give', 'label': _("Give to…")})
        if missing > 0 and duty.department_id in seats:
            buttons.append({
                'kind': 'object', 'method': 'action_write_article',
                'label': _("Write an article") if begun or overdue else _("Write ahead")})
        return self._row(
            duty, 'overdue' if overdue else 'todo', duty.date_deadline, name=duty._title(),
            why=self._why_of_duty(duty, missing, headed), buttons=buttons, department=duty.department_id,
            is_mine=(duty.department_id in seats and duty.user_id.id in (False, self.env.uid)) or explains)

    def _why_of_duty(self, duty, missing, headed):
        _ = self.env._
        words = []
        if duty.date_deadline < self.env.company._cchc_today():
            if missing <= 0:
                words.append(_("An article is on its way."))
            elif duty.done_quantity:
                words.append(_("%(done)s of %(asked)s posted.", done=duty.done_quantity, asked=duty.quantity))
            else:
                words.append(_("No article yet."))
            words.append(_("Explained: “%(text)s”", text=duty.explanation) if duty.explanation
                         else _("The Office waits for the unit's explanation."))
            return ' '.join(words)
        words.append(duty.department_id.name)
        if duty.topic_id.code:
            words.append(_("No. %(code)s of the appendix", code=duty.topic_id.code))
        if duty.done_quantity:
            words.append(_("%(done)s of %(asked)s posted", done=duty.done_quantity, asked=duty.quantity))
        if send_by := duty._send_by():
            words.append(_("better sent before %(date)s", date=send_by.strftime('%d/%m')))
        if duty.user_id:
            words.append(_("in charge: %(name)s", name=duty.user_id.sudo().name))   # read by name only
        elif duty.department_id in headed:
            words.append(_("nobody in charge yet"))
        return ' · '.join(words)

    def _article_rows(self, moving, unmet, headed):
        """Returned articles, those that wait for the user's review, and drafts begun for a duty."""
        env = self.env
        mine = Domain('is_mine', '=', True) | Domain('department_id', 'in', headed.ids)
        found = env['cchc.article'].search_fetch(
            Domain('company_id', '=', env.company.id)
            & (Domain('state', '=', 'draft') & Domain('is_returned', '=', True) & mine
               | Domain('is_to_review', '=', True)),
            ['name', 'state', 'is_returned', 'return_reason', 'date_last_step', 'last_step_by_id', 'date_submitted',
             'review_since', 'review_step_id', 'review_step_count', 'department_id', 'author_id', 'date_deadline',
             'contributor_ids', 'company_id'])
        duties_of = defaultdict(lambda: env['cchc.assignment'])
        for duty, rows in moving.items():
            for row in rows:
                duties_of[row.article_id] |= duty
        drafts = env['cchc.article'].union(*(
            row.article_id for duty in unmet for row in moving.get(duty, ()) if row.article_id.state == 'draft'))
        rows = []
        for article in found | drafts:
            duty = min(duties_of[article], key=lambda duty: duty.date_deadline, default=env['cchc.assignment'])
            is_mine = article.is_mine
            if not is_mine and article.state == 'draft' and article.department_id not in headed:
                continue
            if article.state == 'submitted':
                rows.append(self._review_row(article, duty))
            elif article.is_returned:
                rows.append(self._returned_row(article, duty, is_mine))
            else:
                rows.append(self._draft_row(article, duty, is_mine))
        return rows

    def _review_row(self, article, duty):
        _ = self.env._
        deadline = duty.date_deadline or article.date_deadline
        words = [article.review_step_text, article.department_id.name or article.author_id.name,
                 ', '.join(article.channel_ids.mapped('name'))]
        if deadline:
            words.append(_("nearest deadline %(date)s", date=deadline.strftime('%d/%m')))
        return self._row(
            article, 'review', deadline, since=article.review_since, patience=article._days_in_step(),
            name=article.display_name, why=' · '.join(filter(None, words)),
            buttons=[{'kind': 'form', 'label': _("Read and approve")}])

    def _returned_row(self, article, duty, is_mine):
        _ = self.env._
        who = article.last_step_by_id.sudo().name   # read by name only
        why = _("%(who)s returned it on %(date)s: “%(reason)s”", who=who,
                date=self._day_of(article.date_last_step).strftime('%d/%m'), reason=article.return_reason)
        if duty and not duty.channel_id.is_internal and duty.channel_id.lead_days:
            why += ' ' + _("%(channel)s usually posts %(days)s days after it receives an article.",
                           channel=duty.channel_id.name, days=duty.channel_id.lead_days)
        return self._row(
            article, 'returned', duty.date_deadline or article.date_deadline, name=self._name_of(article, duty),
            why=why, is_mine=is_mine, buttons=[
                {'kind': 'form', 'label': _("Correct and submit again") if is_mine else _("Open")}])

    def _draft_row(self, article, duty, is_mine):
        _ = self.env._
        why = [_("Draft of %(name)s", name=article.author_id.sudo().name)]   # read by name only
        if send_by := duty._send_by():
            why.append(_("better sent before %(date)s", date=send_by.strftime('%d/%m')))
        overdue = duty.date_deadline and duty.date_deadline < self.env.company._cchc_today()
        return self._row(
            article, 'overdue' if overdue else 'todo', duty.date_deadline, name=self._name_of(article, duty),
            why=' · '.join(why), is_mine=is_mine,
            buttons=[{'kind': 'form', 'label': _("Go on writing") if is_mine else _("Open")}])

    def _posting_rows(self, headed):
        """Approved articles that wait for the user: to be sent, or for their link."""
        env = self.env
        rows = env['cchc.publication'].search_fetch(
            Domain('company_id', '=', env.company.id) & Domain('state', 'in', ('pending', 'sent'))
            & Domain('article_id.state', 'in', ('approved', 'published'))
            & (Domain('channel_id.member_ids', 'in', env.user.ids)
               | Domain('channel_id.is_internal', '=', False) & Domain('channel_id.unit_may_send', '=', True)
               & (Domain('department_id', 'in', headed.ids) | Domain('article_id.is_mine', '=', True))),
            ['article_id', 'channel_id', 'assignment_id', 'department_id', 'state', 'date_sent', 'date_published'])
        rows.article_id.sudo().fetch([   # a row is seen when its article is
            'name', 'approved_date', 'department_id', 'author_id', 'company_id'])
        members = rows.channel_id.sudo().filtered(   # the list decides, whoever may read users
            lambda channel: env.user in channel.member_ids).sudo(False)
        return [self._posting_row(row, row.channel_id in members) for row in rows]

    def _posting_row(self, row, is_member):
        _ = self.env._
        article, channel = row.article_id, row.channel_id
        duty = row.assignment_id
        late = bool(duty) and duty.state in UNMET and duty.date_deadline < self.env.company._cchc_today()
        unsent = row.state == 'pending'
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
        result = self._row(
            row, 'overdue' if late and unsent else 'todo', duty.date_deadline if unsent else False,
            since=row.date_sent if not unsent else article.approved_date, name=article.display_name,
            why=' · '.join(filter(None, [article.department_id.name, why])), buttons=[button],
            is_mine=is_member or self.env.user in article._author_users())
        if not unsent:
            days = (self.env.company._cchc_today() - self._day_of(row.date_sent)).days
            result['clock'] = _("Sent %(days)s days ago", days=days) if days else _("Sent today")
            result['level'] = 'warning' if days > channel.lead_days else 'muted'
        return {**result, 'form': {'model': 'cchc.article', 'id': article.id}}

    def _plan_rows(self):
        """Plans that wait for the director's approval, or for the Office to issue or correct them."""
        _, user = self.env._, self.env.user
        wanted = Domain.FALSE
        if user.has_group(DIRECTOR):
            wanted |= Domain('state', '=', 'submitted')
        if user.has_group(OFFICE):
            wanted |= Domain('state', '=', 'approved')
            wanted |= Domain('state', '=', 'draft') & Domain('is_returned', '=', True)
        if wanted.is_false():
            return []
        rows = []
        for plan in self.env['cchc.plan'].search(Domain('company_id', '=', self.env.company.id) & wanted):
            if plan.state == 'submitted':
                section, label, why = 'review', _("Read and approve"), _("Plan that waits for your approval.")
            elif plan.state == 'approved':
                section, label = 'todo', _("Issue")
                why = _("Approved: give it its number and day, then issue it.")
            else:
                section, label = 'returned', _("Correct and submit again")
                why = _("Returned: “%(reason)s”", reason=plan.return_reason)
            rows.append(self._row(plan, section, False, since=plan.date_last_step, name=plan.display_name, why=why,
                                  buttons=[{'kind': 'form', 'label': label}]))
        return rows

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _row(self, record, section, deadline, since=False, patience=WAITING_LONG, is_mine=True, department=None,
             **words):
        """One line. Its clock runs to the deadline; for a review, or without a deadline, since that moment, and turns
        yellow after ``patience`` days."""
        today = self.env.company._cchc_today()
        day = self._day_of(since) if since else today
        if deadline and section != 'review':
            left = (deadline - today).days
            clock, date = self._time_left(left), deadline.strftime('%d/%m/%Y')
            level = 'danger' if left < 0 else 'warning' if left <= NEAR else 'muted'
        else:
            days = (today - day).days
            clock = self.env._("Waiting for %(days)s days", days=days) if days else self.env._("Waiting since today")
            date = self.env._("since %(date)s", date=day.strftime('%d/%m/%Y')) if days else day.strftime('%d/%m/%Y')
            level = 'warning' if days >= patience else 'muted'
        rank = [(deadline or day).isoformat() if section != 'review' else day.isoformat(), record._name, record.id]
        return {
            'model': record._name, 'id': record.id, 'section': section, 'clock': clock, 'date': date, 'level': level,
            'is_mine': is_mine, 'rank': rank, 'department_id': department.id if department else False,
            'form': {'model': record._name, 'id': record.id}, **words,
        }

    def _time_left(self, left):
        _ = self.env._
        if left < 0:
            return _("Overdue by %(days)s days", days=-left)
        return _("%(days)s days left", days=left) if left else _("Due today")

    def _name_of(self, article, duty):
        """Title, and the duty it is written for."""
        if not duty:
            return article.display_name
        return f'{article.display_name} · {duty._period_short()}, {duty.channel_id.name}'

    def _day_of(self, moment):
        return self.env.company._cchc_day_of(moment)

    def _summary(self, duties, plan):
        """One sentence on this year's duties of the user's units (of the agency, for those who follow it and owe
        nothing), and the list behind it: ``{text, rest, domain}``, or False."""
        _ = self.env._
        if not plan:
            return False
        counted = Domain('plan_id', '=', plan.id) & Domain('waiver', '=', False) & (
            Domain('is_before_issue', '=', False) | Domain('date_done', '!=', False))
        own = duties.filtered(lambda duty: (
            duty.plan_id == plan and not duty.waiver and (duty.date_done or not duty.is_before_issue)))
        if own:
            head = _("Unit in %(year)s:", year=plan.year)
            counted &= Domain('department_id', 'in', own.department_id.ids)
        elif self.env.user.has_groups(f'{OFFICE},{DIRECTOR}'):
            head = _("Agency in %(year)s:", year=plan.year)
            own = self.env['cchc.assignment'].search_fetch(counted, ['date_done', 'date_deadline', 'date_start'])
        if not own:
            return False
        today = self.env.company._cchc_today()
        unmet = own.filtered(lambda duty: not duty.date_done)
        late = unmet.filtered(lambda duty: duty.date_deadline < today)
        running = (unmet - late).filtered(lambda duty: duty.date_start <= today)
        rest = [_("%(count)s overdue", count=len(late))] if late else []
        if running:
            rest.append(_("%(count)s under way", count=len(running)))
        if not rest and len(unmet) == len(own):
            rest = [_("none due yet")]
        return {
            'head': head, 'met': _("%(met)s/%(all)s duties met", met=len(own - unmet), all=len(own)),
            'rest': ', '.join(rest), 'domain': list(counted),
        }

    def _next_note(self, ahead):
        """From which day an article counts that is written ahead."""
        if not ahead:
            return False
        duty = self.env['cchc.assignment'].browse(min(ahead, key=lambda row: row['rank'])['id'])
        period = duty._period_short()
        return self.env._(
            "You may write ahead: an article counts when it is posted from the first day of the period on (for "
            "%(period)s, from %(date)s).", period=period[:1].lower() + period[1:],
            date=duty.date_start.strftime('%d/%m/%Y'))
