from collections import defaultdict

from odoo import api, models
from odoo.exceptions import MissingError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...tools.groups import DIRECTOR, OFFICE
from ...tools.period import Period
from ..core.cchc_period_mixin import ROMAN

DECISIONS = 12   # of today; the rest is told as a number
QUARTERS = ('q1', 'q2', 'q3', 'q4')
MONTH_COLUMNS = tuple(f'm{month}' for month in range(1, 13))
RUNNING = ('sent', 'risk', 'review', 'running')     # kinds of what is under way
OUT = ('before', 'exempt', 'waived')                # and of what does not count
SIGNS = {'done': '✓', 'late': '✓', 'overdue': '!', 'risk': '▲'}


class CchcDashboard(models.AbstractModel):
    """The managers' view: who met, who is late, who will miss a deadline while there is still time (SCREENS §4)."""
    _name = 'cchc.dashboard'
    _description = "Follow-up"

    @api.model
    @api.readonly
    def get_data(self, plan_id=False):
        """All that the screen shows of a plan (by default the one of today, else the latest issued), in the user's
        language, in a number of queries that does not grow with the plan. The Office and the director see every unit,
        the others the units in which they sit or which they head; what is read is what the user may read.

        Raises MissingError for a plan that the user may not see or that was never issued.
        """
        company = self.env.company
        today = company._cchc_today()
        plans = self.env['cchc.plan'].search_fetch(
            [('company_id', '=', company.id), ('date_issued', '!=', False),
             ('state', 'in', ('published', 'cancelled'))],
            ['name', 'year', 'state', 'date_from', 'date_to', 'number', 'company_id', 'date_issued'])
        plan = self._chosen_plan(plans, plan_id, today)
        follows = self.env.user.has_groups(f'{OFFICE},{DIRECTOR}')
        units = self._units(company, follows)
        data = {
            'plans': [{'id': option.id, 'name': self._plan_name(option, plans)} for option in plans],
            'plan': plan.id, 'plan_title': plan.name, 'follows': follows,
            'today': format_date(self.env, today, date_format='dd/MM/yyyy'),
        }
        if not plan:
            return data
        whose = self._list_domain(plan, units, follows)
        duties = self.env['cchc.assignment'].search_fetch(whose, [
            'topic_id', 'channel_id', 'department_id', 'user_id', 'period_key', 'date_start', 'date_end',
            'date_deadline', 'date_done', 'quantity', 'done_quantity', 'waiver', 'is_before_issue', 'explanation',
            'is_waiting_channel', 'obligation_id', 'company_id', 'plan_id'])
        moving = duties.filtered(lambda duty: not duty.date_done and not duty.waiver)._rows_on_the_way()
        kinds = {duty: self._kind(duty, moving.get(duty, ()), today) for duty in duties}
        names = self._short_names(duties.channel_id)
        return {
            **data,
            'totals': self._totals(kinds, today, whose),
            'channels': [{'id': channel.id, 'name': channel.name} for channel in duties.channel_id.sorted('sequence')],
            'quarters': self._quarters(plan, today),
            'units': self._unit_rows(kinds, names, today, units),
            'idle': self._idle_units(units, duties),
            'decisions': self._decisions(kinds, moving, today),
            'topics': self._topics_without_article(plan),
            'steps': self._steps(plan, duties.channel_id),
        }

    def _chosen_plan(self, plans, plan_id, today):
        if plan_id:
            if plan_id not in plans.ids:
                raise MissingError(self.env._("This plan does not exist, is not issued, or is not your agency's."))
            return plans.browse(plan_id)
        running = plans.filtered(lambda plan: plan.state == 'published' and plan.date_from <= today <= plan.date_to)
        return (running or plans)[:1]

    def _plan_name(self, plan, plans):
        """By its year; with its number where a year has several."""
        name = self.env._("Plan of %(year)s", year=plan.year)
        several = len(plans.filtered(lambda other: other.year == plan.year)) > 1
        return f'{name} ({plan.number})' if several and plan.number else name

    def _units(self, company, follows):
        """The units with a row of their own, or a word in the line of those without duties."""
        mine = Domain.TRUE if follows else (
            Domain('member_ids', 'any', [('user_id', '=', self.env.uid), ('active', '=', True)])
            | Domain('manager_id', 'any', [('user_id', '=', self.env.uid), ('active', '=', True)])
            | Domain('cchc_member_ids', 'in', self.env.uid))
        return self.env['hr.department'].sudo().search_fetch(   # an ordinary user has no rights on employees
            Domain('company_id', '=', company.id) & mine, ['name', 'cchc_kind', 'company_id']).sudo(False)

    def _kind(self, duty, rows, today):
        """What a duty is to the reader of the grid."""
        if duty.waiver:
            return duty.waiver
        if duty.date_done:
            return 'done' if duty.is_before_issue or duty.date_done <= duty.date_deadline else 'late'
        if duty.is_before_issue:
            return 'before'
        if duty.is_waiting_channel:
            return 'sent'
        if duty.date_deadline < today:
            return 'overdue'
        if duty.date_start > today:
            return 'ahead'
        if duty._may_be_missed(rows, today):
            return 'risk'
        in_review = sum(row.state == 'sent' or row.article_id.state != 'draft' for row in rows)
        return 'review' if in_review >= duty.quantity - duty.done_quantity else 'running'

    # ------------------------------------------------------------------
    # Totals
    # ------------------------------------------------------------------

    def _list_domain(self, plan, units, follows):
        return Domain('plan_id', '=', plan.id) & (Domain.TRUE if follows else Domain('department_id', 'in', units.ids))

    def _totals(self, kinds, today, everything):
        _ = self.env._
        by_kind = defaultdict(list)
        for duty, kind in kinds.items():
            by_kind[kind].append(duty)
        running = [duty for kind in RUNNING for duty in by_kind[kind]]
        late, overdue, ahead = by_kind['late'], by_kind['overdue'], by_kind['ahead']
        out = [duty for kind in OUT for duty in by_kind[kind]]
        due = len(by_kind['done']) + len(late) + len(overdue)
        days = max((duty.date_done - duty.date_deadline for duty in late), default=None)
        left = min((duty.date_deadline for duty in running if duty.date_deadline >= today), default=None)
        silent = sum(not duty.explanation for duty in overdue)
        year = [_("%(count)s not begun", count=len(ahead))] if ahead else []
        if out:
            year.append(_("%(count)s not counted", count=len(out)))
        return [
            self._total('all', _("Whole year"), len(kinds), _("duties") + (', ' + ', '.join(year) if year else ''),
                        everything),
            self._total('done', _("On time"), len(by_kind['done']), _("of %(count)s due so far", count=due),
                        by_kind['done']),
            self._total('late', _("Posted late"), len(late),
                        late and _("posted up to %(days)s days after", days=days.days), late),
            self._total('overdue', _("Past due"), len(overdue), overdue and (
                _("%(count)s not explained", count=silent) if silent else _("all explained")), overdue),
            self._total('running', _("In progress"), len(running), left and (
                _("next due in %(days)s days", days=(left - today).days) if left > today else _("due today")), running),
            self._total('risk', _("May be missed"), len(by_kind['risk']), _("of those under way"), by_kind['risk']),
        ]

    def _total(self, key, label, count, hint, source):
        domain = list(source) if isinstance(source, Domain) else [('id', 'in', [duty.id for duty in source])]
        return {'key': key, 'label': label, 'count': count, 'hint': hint or '', 'domain': domain}

    # ------------------------------------------------------------------
    # The grid
    # ------------------------------------------------------------------

    def _quarters(self, plan, today):
        """The columns: three months and the whole quarter, four times; ``now`` marks the running month."""
        _ = self.env._
        return [{
            'key': key, 'label': _("Quarter %(quarter)s", quarter=ROMAN[number]),
            'now': plan.year == today.year and (today.month - 1) // 3 + 1 == number,
            'columns': [{
                'key': f'm{month}', 'label': _("M%(month)s", month=month),
                'now': (plan.year, month) == (today.year, today.month),
            } for month in range(number * 3 - 2, number * 3 + 1)] + [
                {'key': key, 'label': _("Whole quarter"), 'now': False}],
        } for number, key in enumerate(QUARTERS, 1)]

    def _column(self, duty):
        """A month's duty stands in its month, every other one beside the quarter in which its period ends."""
        period = Period.parse(duty.period_key)
        if period.kind == 'month':
            return MONTH_COLUMNS[period.start.month - 1]
        return QUARTERS[(min(period.end, duty.date_deadline).month - 1) // 3]

    def _unit_rows(self, kinds, names, today, units):
        by_unit = defaultdict(lambda: defaultdict(list))
        pressed = set()
        several = len(names) > 1
        for duty, kind in kinds.items():
            unit = duty.department_id
            by_unit[unit][self._column(duty)].append(self._cell(duty, kind, names, today, several))
            if kind == 'overdue' or kind in RUNNING:
                pressed.add(unit)
        order = {unit: position for position, unit in enumerate(units)}
        first = {unit: min(columns, key=[*MONTH_COLUMNS, *QUARTERS].index) for unit, columns in by_unit.items()}
        ranked = sorted(by_unit, key=lambda unit: (
            [*MONTH_COLUMNS, *QUARTERS].index(first[unit]), order.get(unit, len(order))))
        return [{
            'id': unit.id, 'name': unit.name, 'cells': by_unit[unit], 'reminds': unit in pressed,
        } for unit in ranked]

    def _cell(self, duty, kind, names, today, several):
        """``{id, channel, short, sign, word, date, kind, title}``: sign and word say what the colour says."""
        _ = self.env._
        day = duty.date_deadline.strftime('%d/%m')
        words = {
            'done': _("Met"), 'late': _("Late"), 'overdue': _("Past due"), 'risk': _("May be missed"),
            'sent': _("Sent"), 'review': _("In review"), 'running': _("In progress"), 'ahead': '',
            'before': _("Before issue"), 'exempt': _("Exempt"), 'waived': _("No longer asked"),
        }
        sign, word = SIGNS.get(kind, ''), words[kind]
        if kind in ('done', 'late'):
            date = duty.date_done.strftime('%d/%m')
        elif kind == 'overdue':
            date = _("%(days)s days", days=(today - duty.date_deadline).days)
        elif kind in OUT:
            date = ''
        else:
            date = day if kind == 'ahead' else _("due %(date)s", date=day)
        if duty.quantity > 1 and kind not in ('ahead', *OUT):
            date = f'{duty.done_quantity}/{duty.quantity} · {date}'
        quarterly = Period.parse(duty.period_key).kind in ('month', 'quarter')
        short = [names[duty.channel_id]] if several and self._column(duty) in QUARTERS else []
        short += [] if quarterly else [duty._period_short()]
        return {
            'id': duty.id, 'channel': duty.channel_id.id, 'short': ' · '.join(short), 'sign': sign, 'word': word,
            'date': date, 'kind': kind, 'period': duty._period_short(),
            'title': ' · '.join(filter(None, [
                duty.department_id.name, duty._period_short(), duty.channel_id.name, f'{sign} {word}'.strip(), date])),
        }

    def _short_names(self, channels):
        """What a channel is called in a cell: the part of its name that no other channel shares."""
        words = {channel: channel.name.replace('–', ' ').split() for channel in channels}
        shared = defaultdict(int)
        for mine in words.values():
            for word in set(mine):
                shared[word] += 1
        names = {}
        for channel, mine in words.items():
            own = [word for word in mine if shared[word] == 1 and word[:1].isupper()]
            names[channel] = ' '.join([word for word in own if word.isupper()][:1] or own[:2]) or channel.name
        return names

    def _idle_units(self, units, duties):
        owing = duties.department_id
        idle = units.filtered(lambda unit: unit not in owing and unit.cchc_kind in ('division', 'subordinate', 'board'))
        return idle.mapped('name')

    # ------------------------------------------------------------------
    # What is to be decided
    # ------------------------------------------------------------------

    def _decisions(self, kinds, moving, today):
        """What can still be saved first, then what was missed, each with its reason."""
        _ = self.env._
        found = [duty for duty, kind in kinds.items() if kind in ('risk', 'overdue')]
        found.sort(key=lambda duty: (kinds[duty] == 'overdue', bool(duty.explanation), duty.date_deadline, duty.id))
        lines = []
        for duty in found[:DECISIONS]:
            days = (duty.date_deadline - today).days
            risk = kinds[duty] == 'risk'
            what = [duty.department_id.name, duty._period_short(), duty.channel_id.name]
            if risk:
                what.append(_("due %(date)s", date=duty.date_deadline.strftime('%d/%m')))
            lines.append({
                'id': duty.id, 'kind': kinds[duty], 'sign': '▲' if risk else '!',
                'head': _("May be missed") if risk else _("Overdue by %(days)s days", days=-days),
                'what': ', '.join(what), 'why': self._why(duty, moving.get(duty, ()), days)})
        return {'rows': lines, 'count': len(found), 'domain': [('id', 'in', [duty.id for duty in found])]}

    def _why(self, duty, rows, days):
        _ = self.env._
        words = []
        returned = [row.article_id for row in rows if row.article_id.is_returned]
        waiting = [row for row in rows if row.article_id.state != 'draft' and not row.article_id.is_returned]
        if returned:
            words.append(_("Its article was returned on %(date)s.", date=self.env.company._cchc_day_of(
                returned[0].date_last_step).strftime('%d/%m')))
        elif waiting and waiting[0].article_id.state == 'submitted':
            words.append(_("Its article waits for the editorial board."))
        elif waiting:
            words.append(_("Its article is approved and waits to be posted."))
        elif duty.done_quantity:
            words.append(_("%(done)s of %(asked)s posted.", done=duty.done_quantity, asked=duty.quantity))
        else:
            words.append(_("Nothing was sent for review yet.") if days >= 0 else _("No article yet."))
        if days >= 0:
            channel = duty.channel_id
            words.append(
                _("This channel usually posts %(days)s days after it receives an article; %(left)s days left.",
                  days=channel.lead_days, left=days)
                if not channel.is_internal and channel.lead_days > days else _("%(left)s days left.", left=days))
        else:
            words.append(_("Explained: “%(text)s”", text=duty.explanation) if duty.explanation
                         else _("Not explained yet."))
        return ' '.join(words)

    # ------------------------------------------------------------------
    # The plan's contents
    # ------------------------------------------------------------------

    def _topics_without_article(self, plan):
        """Contents of the plan (its rows and bullets without further ones below) of which nothing is posted yet."""
        self.env['cchc.topic'].flush_model()
        self.env['cchc.publication'].flush_model(['state', 'article_id'])
        self.env['cchc.article'].flush_model(['topic_ids'])
        rows = self.env.execute_query(SQL(
            """
            SELECT topic.id, COALESCE(topic.code, above.code), topic.name, EXISTS (
                       SELECT FROM cchc_article_topic_rel rel
                                   JOIN cchc_publication row ON row.article_id = rel.article_id
                        WHERE rel.topic_id = topic.id AND row.state = 'published')
              FROM cchc_topic topic LEFT JOIN cchc_topic above ON above.id = topic.parent_id
             WHERE topic.plan_id = %s AND COALESCE(topic.name, '') <> ''
               AND NOT EXISTS (SELECT FROM cchc_topic below WHERE below.parent_id = topic.id)
          ORDER BY topic.sequence, topic.id
            """, plan.id))   # an issued plan and what is posted are public in the agency
        missing = [{'id': id_, 'name': f'{code}. {name}' if code else name} for id_, code, name, posted in rows
                   if not posted]
        return {'rows': missing, 'total': len(rows), 'domain': [('id', 'in', [row['id'] for row in missing])]}
