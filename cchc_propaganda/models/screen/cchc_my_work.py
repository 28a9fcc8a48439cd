# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, EDITOR, HEAD, OFFICE
from ...tools.obligation import NEAR
from ...tools.outcome import MET, OWED
from ..article.cchc_article_clock import WAITING_LONG
from ..core.words import time_left, waiting_for

SECTIONS = ('overdue', 'returned', 'review', 'stuck', 'todo', 'waiting')
IF_ANY = frozenset({'stuck', 'waiting'})     # drawn only when they have lines
LINES = 100     # lines of a section; the rest is counted
NEXT_ASSIGNMENTS = 5


class CchcMyWork(models.AbstractModel):
    """The first screen: what the user has to do now, the most urgent first, then what waits for somebody else. An
    assignment appears once, under the record that the user must act on (SCREENS §1). What the plans of earlier years
    still owe is one line."""
    _name = 'cchc.my.work'
    _description = "My Work"

    @api.model
    @api.readonly
    def get_data(self, scope='mine'):
        """Return everything the screen shows, in the user's language, read with the user's rights in a fixed number of
        queries. ``scope``: ``mine`` or, for the head of a unit, ``unit``, which adds the work of the unit's people.

        Lines: ``{model, id, section, clock, date, level, name, why, buttons}``; a button is ``{label, kind}`` with the
        kind ``form`` (open the record), ``object`` (call ``method``), ``reason`` (ask for it, ``step``), ``dialog``
        (open the ``action`` on the record) or ``give``.
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
            'unit_count': sum(line['section'] != 'waiting' for line in lines) if headed else False,
            'summary': self._summary(assignments, plan),
            'earlier': self._earlier(seats | headed),
            'sections': self._sections(chosen),
            'next': sorted(ahead, key=lambda line: line['rank'])[:NEXT_ASSIGNMENTS],
            'next_domain': [('id', 'in', [line['id'] for line in ahead])] if len(ahead) > NEXT_ASSIGNMENTS else False,
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
            'stuck': _("Nobody can act"), 'todo': _("To do"), 'waiting': _("Waiting for others"),
        }
        by_section = defaultdict(list)
        for line in sorted(lines, key=lambda line: line['rank']):
            by_section[line['section']].append(line)
        reviews = user.has_groups(f'{EDITOR},{DIRECTOR}') or by_section['review']
        return [
            {'key': key, 'label': labels[key], 'count': len(by_section[key]), 'lines': by_section[key][:LINES]}
            for key in SECTIONS if by_section[key] or key not in IF_ANY and (key != 'review' or reviews)]

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _line(self, record, section, deadline, since=False, patience=WAITING_LONG, is_mine=True, department=None,
              **words):
        """Return one line. Its clock counts down to the deadline; for a review, for what waits for others, or without a
        deadline, it counts from ``since`` and turns yellow after ``patience`` days."""
        today = self.env.company._cchc_today()
        day = self._day_of(since) if since else today
        counts_down = deadline and section not in ('review', 'waiting')
        if counts_down:
            left = (deadline - today).days
            clock, date = time_left(self.env, left), in_figures(deadline)
            level = 'danger' if left < 0 else 'warning' if left <= NEAR else 'muted'
        else:
            days = (today - day).days
            clock = waiting_for(self.env, days)
            date = self.env._("since %(date)s", date=in_figures(day)) if days else in_figures(day)
            level = 'warning' if days >= patience else 'muted'
        rank = [(deadline if counts_down else day).isoformat(), record._name, record.id]
        return {
            'model': record._name, 'id': record.id, 'section': section, 'clock': clock, 'date': date, 'level': level,
            'is_mine': is_mine, 'rank': rank, 'department_id': department.id if department else False,
            'form': {'model': record._name, 'id': record.id}, **words,
        }

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
        late = unmet.filtered(lambda assignment: assignment._outcome(today).kind == 'overdue')
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
