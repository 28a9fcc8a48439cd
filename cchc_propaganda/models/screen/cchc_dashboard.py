# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import MissingError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.dates import in_figures, without_year
from ...tools.decree import roman
from ...tools.groups import DIRECTOR, OFFICE
from ...tools.outcome import outcome
from ...tools.result import NOT_STARTED
from ..core.words import in_days, time_left
from .cells import MONTH_COLUMNS, OUT, QUARTERS, Asked, Cells

DECISIONS = 12   # lines shown; the rest is counted
RUNNING = ('sent', 'risk', 'review', 'running')     # kinds of assignments under way


class CchcDashboard(models.AbstractModel):
    """The managers' screen: which units met a deadline, are late, or may still miss one (SCREENS §4)."""
    _name = 'cchc.dashboard'
    _description = "Follow-up"

    @api.model
    @api.readonly
    def get_data(self, plan_id=False):
        """Return everything the screen shows of a plan (by default the one of today, else the latest issued), in the
        user's language. The number of queries does not grow with the plan. The Office and the director see every unit,
        others the units that they belong to or head. The records are read with the user's rights.

        Raise MissingError for a plan that the user may not see or that was never issued.
        """
        company = self.env.company
        today = company._cchc_today()
        plans = self._issued_plans(company)
        plan = self._chosen_plan(plans, plan_id, today)
        follows = self.env.user.has_groups(f'{OFFICE},{DIRECTOR}')
        units = self._units(company, follows)
        data = {
            'plans': [{'id': option.id, 'name': self._plan_name(option, plans)} for option in plans],
            'plan': plan.id, 'plan_title': plan.name, 'follows': follows,
            'today': in_figures(today),
        }
        if not plan:
            return data
        whose = self._list_domain(plan, units, follows)
        found = self.env['cchc.assignment'].search_fetch(whose, [
            'topic_id', 'user_id', 'date_end', 'obligation_id', 'company_id', 'plan_id', *Asked._fields[1:]])
        assignments = self._asked(found)
        outcomes = [outcome(
            today, assignment.date_deadline, assignment.date_done, assignment.is_waiting_channel,
            assignment.is_before_issue, assignment.waiver) for assignment in assignments]
        means = found._all_met_by()
        unmet = found.browse(
            id_ for id_, became in zip(found.ids, outcomes, strict=True) if not became.is_settled)
        moving, held = unmet._publications_on_the_way(), unmet._outreach_on_the_way()
        records = {record.id: record for record in unmet}
        kinds = [
            (assignment, self._kind(assignment, became.kind, records.get(assignment.id), moving, held, today))
            for assignment, became in zip(assignments, outcomes, strict=True)]
        return {
            **data,
            'totals': self._totals(kinds, today, whose),
            'channels': [{'id': one._key(), 'name': one.name} for one in means],
            'quarters': self._quarters(plan, today),
            'units': self._unit_lines(kinds, Cells(self.env, self._short_names(means), today), units),
            'idle': self._idle_units(units, assignments),
            'decisions': self._decisions(kinds, records, moving, held, today),
            'topics': self._topics_without_anything(plan),
            'steps': self._steps(plan, found.channel_id),
            **({'records': self._records(plan)} if follows else {}),
        }

    def _asked(self, assignments):
        """Return the ``Asked`` of assignments that were read."""
        __, *names = Asked._fields
        values = (self.env.cache.get_values(assignments, assignments._fields[name]) for name in names)
        return list(map(Asked._make, zip(assignments.ids, *values, strict=True)))

    def _issued_plans(self, company):
        """Return the plans of the agency that were issued, without amendments, the latest year first."""
        return self.env['cchc.plan'].search_fetch(
            [('company_id', '=', company.id), ('date_issued', '!=', False), ('amends_id', '=', False),
             ('state', 'in', ('published', 'cancelled'))],
            ['name', 'year', 'state', 'date_from', 'date_to', 'number', 'company_id', 'date_issued'])

    def _chosen_plan(self, plans, plan_id, today):
        if plan_id:
            if plan_id not in plans.ids:
                raise MissingError(self.env._("This plan does not exist, is not issued, or is not your agency's."))
            return plans.browse(plan_id)
        running = plans.filtered(lambda plan: plan.state == 'published' and plan.date_from <= today <= plan.date_to)
        return (running or plans)[:1]

    def _plan_name(self, plan, plans):
        """Return the name of the plan by its year, with its number if the year has several plans."""
        name = self.env._("Plan of %(year)s", year=plan.year)
        several = len(plans.filtered(lambda other: other.year == plan.year)) > 1
        return f'{name} ({plan.number})' if several and plan.number else name

    def _units(self, company, follows):
        """Return the units shown in the grid, or below it if they have no assignments."""
        user = self.env.user
        own = SQL("%s UNION ALL %s", user._cchc_departments_sql(), user._cchc_headed_departments_sql())
        mine = Domain.TRUE if follows else Domain.custom(
            to_sql=lambda model, alias, query: SQL("%s = ANY(ARRAY(%s))", SQL.identifier(alias, 'id'), own))
        return self.env['hr.department'].sudo().search_fetch(   # an ordinary user has no rights on employees
            Domain('company_id', '=', company.id) & mine, ['name', 'cchc_kind', 'company_id']).sudo(False)

    def _kind(self, assignment, kind, record, moving, held, today):
        """Return the kind of an ``Asked`` in the grid, given the kind of its outcome; ``record``: the assignment."""
        if kind != 'open':
            return 'sent' if kind == 'waiting' else kind
        if assignment.date_start > today:
            return 'ahead'
        publications, outreach = moving.get(record, ()), held.get(record, ())
        if record._may_be_missed(publications, today, outreach):
            return 'risk'
        in_review = sum(one.state == 'submitted' for one in outreach) + sum(
            publication.state == 'sent' or publication.article_id.state != 'draft' for publication in publications)
        return 'review' if in_review >= assignment.quantity - assignment.done_quantity else 'running'

    # ------------------------------------------------------------------
    # Totals
    # ------------------------------------------------------------------

    def _list_domain(self, plan, units, follows):
        return Domain('plan_id', '=', plan.id) & (Domain.TRUE if follows else Domain('department_id', 'in', units.ids))

    def _totals(self, kinds, today, everything):
        _ = self.env._
        by_kind = defaultdict(list)
        for assignment, kind in kinds:
            by_kind[kind].append(assignment)
        running = [assignment for kind in RUNNING for assignment in by_kind[kind]]
        late, overdue, ahead = by_kind['late'], by_kind['overdue'], by_kind['ahead']
        out = [assignment for kind in OUT for assignment in by_kind[kind]]
        due = len(by_kind['done']) + len(late) + len(overdue)
        days = max((assignment.date_done - assignment.date_deadline for assignment in late), default=None)
        left = min(
            (assignment.date_deadline for assignment in running if assignment.date_deadline >= today), default=None)
        silent = sum(not assignment.explanation for assignment in overdue)
        year = [_("%(count)s not begun", count=len(ahead))] if ahead else []
        if out:
            year.append(_("%(count)s not counted", count=len(out)))
        return [
            self._total('all', _("Whole year"), len(kinds), _("assignments") + (', ' + ', '.join(year) if year else ''),
                        everything),
            self._total('done', _("On time"), len(by_kind['done']), _("of %(count)s due so far", count=due),
                        by_kind['done']),
            self._total('late', _("Posted late"), len(late),
                        late and _("posted up to %(time)s after", time=in_days(self.env, days.days)), late),
            self._total('overdue', _("Past due"), len(overdue), overdue and (
                _("%(count)s not explained", count=silent) if silent else _("all explained")), overdue),
            self._total('running', _("In progress"), len(running), left and (
                _("next due in %(time)s", time=in_days(self.env, (left - today).days)) if left > today
                else _("due today")), running),
            self._total('risk', _("May be missed"), len(by_kind['risk']), _("of those under way"), by_kind['risk']),
        ]

    def _total(self, key, label, count, hint, source):
        domain = list(source) if isinstance(source, Domain) else [
            ('id', 'in', [assignment.id for assignment in source])]
        return {'key': key, 'label': label, 'count': count, 'hint': hint or '', 'domain': domain}

    # ------------------------------------------------------------------
    # The grid
    # ------------------------------------------------------------------

    def _quarters(self, plan, today):
        """Return the columns: three months and the whole quarter, four times. ``now`` marks what runs today."""
        _ = self.env._
        return [{
            'key': key, 'label': _("Quarter %(quarter)s", quarter=roman(number)),
            'now': plan.year == today.year and (today.month - 1) // 3 + 1 == number,
            'columns': [{
                'key': f'm{month}', 'label': _("M%(month)s", month=month),
                'now': (plan.year, month) == (today.year, today.month),
            } for month in range(number * 3 - 2, number * 3 + 1)] + [
                {'key': key, 'label': _("Whole quarter"), 'now': False}],
        } for number, key in enumerate(QUARTERS, 1)]

    def _unit_lines(self, kinds, cells, units):
        by_unit, pressed = {}, set()
        names = {unit.id: unit.name for unit in self.env['hr.department'].browse(
            {assignment.department_id for assignment, __ in kinds})}
        for assignment, kind in kinds:
            unit = assignment.department_id
            if unit not in by_unit:
                by_unit[unit] = names[unit], defaultdict(list)
            name, columns = by_unit[unit]
            column, cell = cells.draw(assignment, kind, name)
            columns[column].append(cell)
            if kind == 'overdue' or kind in RUNNING:
                pressed.add(unit)
        order = {unit: position for position, unit in enumerate(units.ids)}
        first = {
            unit: min(map([*MONTH_COLUMNS, *QUARTERS].index, columns)) for unit, (__, columns) in by_unit.items()}
        ranked = sorted(by_unit, key=lambda unit: (first[unit], order.get(unit, len(order))))
        return [{
            'id': unit, 'name': by_unit[unit][0], 'cells': by_unit[unit][1], 'reminds': unit in pressed,
        } for unit in ranked]

    def _short_names(self, channels):
        """Return the name of each channel in a cell: the part of its name that no other channel shares."""
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

    def _idle_units(self, units, assignments):
        owing = {assignment.department_id for assignment in assignments}
        idle = units.filtered(
            lambda unit: unit.id not in owing and unit.cchc_kind in ('division', 'subordinate', 'board'))
        return idle.mapped('name')

    # ------------------------------------------------------------------
    # What is to be decided
    # ------------------------------------------------------------------

    def _decisions(self, kinds, records, moving, held, today):
        """Return the assignments that may be missed, then those that were missed, each with its reason."""
        _ = self.env._
        found = [(assignment, kind) for assignment, kind in kinds if kind in ('risk', 'overdue')]
        found.sort(key=lambda line: (
            line[1] == 'overdue', bool(line[0].explanation), line[0].date_deadline, line[0].id))
        lines = []
        for asked, kind in found[:DECISIONS]:
            assignment = records[asked.id]
            days = (assignment.date_deadline - today).days
            risk = kind == 'risk'
            what = [assignment.department_id.name, assignment._period_short(), assignment._met_by().name]
            if risk:
                what.append(_("due %(date)s", date=without_year(assignment.date_deadline)))
            lines.append({
                'id': assignment.id, 'kind': kind, 'sign': '▲' if risk else '!',
                'head': _("May be missed") if risk else time_left(self.env, days),
                'what': ', '.join(what), 'why': self._why(
                    assignment, moving.get(assignment, ()), held.get(assignment, ()), days)})
        return {'lines': lines, 'count': len(found), 'domain': [('id', 'in', [one.id for one, __ in found])]}

    def _why(self, assignment, publications, outreach, days):
        _ = self.env._
        words = []
        articles = [publication.article_id for publication in publications]
        returned = [article for article in articles if article.is_returned]
        waiting = [article for article in articles if article.state != 'draft' and not article.is_returned]
        if assignment.form_id:
            words.append(
                _("Recorded, the Office has not accepted it yet.") if any(one.state == 'submitted' for one in outreach)
                else _("Recorded as a draft, not sent to the Office.") if outreach else _("Nothing recorded yet."))
        elif returned:
            words.append(_("Its article was returned on %(date)s.", date=without_year(self.env.company._cchc_day_of(
                returned[0].date_last_step))))
        elif waiting and waiting[0].state == 'submitted':
            words.append(_("Its article waits for the editorial board."))
        elif waiting:
            words.append(_("Its article is approved and waits to be posted."))
        elif assignment.done_quantity:
            words.append(_("%(done)s of %(asked)s posted.", done=assignment.done_quantity, asked=assignment.quantity))
        else:
            words.append(_("Nothing was sent for review yet.") if days >= 0 else _("No article yet."))
        if days >= 0:
            usual = assignment._met_by()._usual_days()
            words.append(
                _("This channel usually posts %(days)s days after it receives an article; %(left)s days left.",
                  days=usual, left=days)
                if usual > days else _("%(left)s days left.", left=days))
        else:
            words.append(_("Explained: “%(text)s”", text=assignment.explanation) if assignment.explanation
                         else _("Not explained yet."))
        return ' '.join(words)

    # ------------------------------------------------------------------
    # The plan's contents
    # ------------------------------------------------------------------

    def _topics_without_anything(self, plan):
        """Return the contents of the plan (rows and bullets with none below them) that are not started: nothing was
        posted or held for them, and nobody confirmed another result."""
        self.env['cchc.topic'].flush_model()
        found = self.env.execute_query(SQL(
            """
            SELECT topic.id, COALESCE(topic.code, above.code), topic.name, topic.result_state
              FROM cchc_topic topic LEFT JOIN cchc_topic above ON above.id = topic.parent_id
             WHERE topic.plan_id = %s AND topic.active AND COALESCE(topic.name, '') <> ''
               AND NOT EXISTS (SELECT FROM cchc_topic below WHERE below.parent_id = topic.id AND below.active)
          ORDER BY topic.sequence, topic.id
            """, plan.id))   # an issued plan is public in the agency
        missing = [{'id': id_, 'name': f'{code}. {name}' if code else name} for id_, code, name, state in found
                   if state == NOT_STARTED]
        return {'lines': missing, 'total': len(found), 'domain': [('id', 'in', [topic['id'] for topic in missing])]}
