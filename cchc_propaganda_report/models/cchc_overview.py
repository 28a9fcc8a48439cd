# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from odoo import models
from odoo.exceptions import MissingError
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import roman
from odoo.addons.cchc_propaganda.tools.groups import DIRECTOR, OFFICE
from odoo.addons.cchc_propaganda.tools.outcome import Outcome

from ..tools.figures import FEWEST, figure_text
from ..tools.overview import BEHIND, COUNTED, MOST_SQUARES, is_due, same_day, sums

FIELDS = (
    'plan_id', 'company_id', 'channel_id', 'form_id', 'department_id', 'user_id', 'period_key', 'date_end',
    'date_deadline', 'date_done', 'quantity', 'waiver', 'is_before_issue', 'is_waiting_channel', 'explanation')
LEFT_OUT = ('before', 'exempt', 'waived')


@dataclass(frozen=True, slots=True)
class Square:
    """An assignment as the overview shows it. ``outcome``, ``deadline`` and ``unit`` are those of the day on which its
    year is looked at."""

    id: int
    outcome: Outcome
    quarter: int
    unit: int           # id
    means: str          # key
    deadline: date
    met_on: date | None


class CchcOverview(models.AbstractModel):
    """The overview of a plan's year for those who lead (SCREENS §15), beside another year: what ``cchc.plan`` gives out
    as ``get_overview``. It counts what ``cchc.dashboard`` shows, by the same outcomes."""
    _name = 'cchc.overview'
    _description = "Overview of a Year"

    def _data(self, plan_id, other_id):
        """Return everything the screen shows. ``plan_id``: see ``cchc.dashboard``. ``other_id``: the plan of the year
        to compare with; None: that of the year before, if there is one; False: none."""
        screen = self.env['cchc.dashboard'].with_context(active_test=False)     # units of another year may be archived
        company = self.env.company
        today = company._cchc_today()
        plans = screen._issued_plans(company)
        plan = screen._chosen_plan(plans, plan_id, today)
        other = self._other_plan(plans, plan, other_id)
        follows = self.env.user.has_groups(f'{OFFICE},{DIRECTOR}')
        data = {
            'plans': [{'id': one.id, 'name': screen._plan_name(one, plans), 'year': one.year} for one in plans],
            'plan': plan.id, 'other': other.id, 'follows': follows,
        }
        if not plan:
            return data
        units = screen._units(company, follows)
        until = min(same_day(today, other.year - plan.year), today) if other else today
        forms = self.env['cchc.outreach.form']._in_use(company)[company]
        own = Domain.TRUE if follows else Domain('department_id', 'in', units.ids)
        whose = Domain('plan_id', '=', plan.id) & own
        assignments = self.env['cchc.assignment'].search_fetch(     # the topics' order is that of the plan
            Domain('plan_id', 'in', (plan | other).ids) & own, FIELDS,
            order='topic_id, obligation_id, date_start, id')
        given = assignments.filtered(lambda one: one.plan_id == plan)
        now = self._squares_of_today(given, today)
        then = self._squares_of_then(assignments - given, until, set(units.ids))
        counted = [square for square in now if square.outcome.kind in COUNTED]
        facts = self._facts(
            [one for one in counted if one.outcome.kind in BEHIND], [(plan, today), *((one, until) for one in other)],
            False if follows else units)
        year = self._year_words(other, until)
        means = {one._key(): one for one in assignments._all_met_by()}
        waits = screen._days_waited(plan, 0)
        shown = [
            *self._quarter_lines(counted, then, other), *self._unit_lines(counted, then, other, units, whose),
            *self._means_lines(counted, then, other, means, whose)]
        return {
            **data,
            'title': self.env._(
                "Overview of the plan of %(year)s, up to %(date)s", year=plan.year, date=in_figures(today)),
            'plan_title': plan.name, 'other_year': other.year, 'until': in_figures(today),
            'kinds': self._kinds(counted + [one for one in then if is_due(one.outcome)]),
            'tiles': self._tiles(counted, then, given, facts, year, self._posted_domain(plan, today) & own),
            'sentence': self._sentence(counted, given, means, units, facts['cases'], waits, plan, today),
            **{card: [line for line in shown if line['card'] == card] for card in ('quarters', 'units', 'means')},
            'titles': self._titles(shown, now, then, given, units, means, other),
            'left_out': self._left_out(now),
            'waits': self._waits(given.channel_id.sorted('sequence'), waits[1]),
            'topics': screen._topics_without_anything(plan),
            'forms': self._forms(forms, facts),
            'reports': self._reports(plan, follows, today),
            'domain': list(Domain.OR([
                whose & Domain('id', 'in', [one.id for one in counted]),
                Domain('id', 'in', [one.id for one in then if is_due(one.outcome)])])),
        }

    def _other_plan(self, plans, plan, other_id):
        if not plan or other_id is False:
            return plans.browse()
        if other_id is None:
            return plans.filtered(lambda one: one.year < plan.year)[:1]
        other = plans.filtered(lambda one: one.id == other_id)
        if not other:
            raise MissingError(self.env._("This plan does not exist, is not issued, or is not your agency's."))
        return other - plan

    # ------------------------------------------------------------------
    # Squares
    # ------------------------------------------------------------------

    def _squares_of_today(self, assignments, today):
        return [self._square(
            one, one._outcome(today), one.department_id.id, one.date_deadline, one.date_done or None,
        ) for one in assignments]

    def _squares_of_then(self, assignments, until, units):
        """Return the squares of the assignments of the other year that counted, as they stood on the same day of it."""
        stood = assignments._standing(until, until)
        return [
            self._square(one, found.outcome, found.department_id, found.deadline, found.met_on)
            for one in assignments if (found := stood[one.id]).outcome.kind in COUNTED and found.department_id in units]

    def _square(self, assignment, outcome, unit, deadline, met_on):
        quarter = (min(assignment.date_end, deadline).month - 1) // 3 + 1     # as in the grid of the follow-up
        return Square(assignment.id, outcome, quarter, unit, assignment._met_by()._key(), deadline, met_on)

    def _kinds(self, counted):
        """Return the legend: ``[{kind, sign, label}]``, what is rare only where it is there."""
        _, label = self.env._, self.env['cchc.assignment']._state_label
        there = {one.outcome.kind for one in counted}
        rows = (
            ('done', '✓', label('done')), ('late', _("Late")[:1], label('late')),
            ('waiting', '…', _("Sent in time, waiting for an answer")), ('overdue', '!', label('overdue')),
            ('open', '', label('open')))
        return [{'kind': kind, 'sign': sign, 'label': words} for kind, sign, words in rows
                if kind in there or kind not in ('waiting', 'open')]

    def _titles(self, lines, now, then, given, units, means, other):
        """Return ``{id: what a square says}`` of the assignments that are drawn as squares."""
        _, words = self.env._, {one['kind']: one['label'] for one in self._kinds(now + then)}
        drawn = {id_ for line in lines for part in ('now', 'then') if not line[part]['is_bar']
                 for __, ids in line[part]['groups'] for id_ in ids}
        names = {unit.id: unit.name for unit in units}
        all_ = given.browse([square.id for square in now + then])
        titles = {}
        for assignment, square in zip(all_, now + then, strict=True):
            if square.id not in drawn:
                continue
            day = in_figures(square.met_on or square.deadline)
            titles[square.id] = ' · '.join(filter(None, [
                str(other.year) if other and assignment.plan_id == other else '', names.get(square.unit, ''),
                assignment._period_short(), means[square.means].name,
                words[square.outcome.kind], day if square.met_on else _("due %(date)s", date=day)]))
        return titles

    # ------------------------------------------------------------------
    # By quarter, unit, channel
    # ------------------------------------------------------------------

    def _quarter_lines(self, now, then, other):
        for number in range(1, 5):
            yield self._line(
                'quarters', number, self.env._("Quarter %(quarter)s", quarter=roman(number)),
                [one for one in now if one.quarter == number], [one for one in then if one.quarter == number], other)

    def _unit_lines(self, now, then, other, units, whose):
        """Yield a line for each unit, in the order of the plan; then those which only the other year knows."""
        this, that = _grouped(now, 'unit'), _grouped(then, 'unit')
        names = {unit.id: unit.name for unit in units}
        for unit in dict.fromkeys((*this, *that)):
            yield self._line('units', unit, names.get(unit, ''), this[unit], that[unit], other,
                             whose & Domain('department_id', '=', unit))

    def _means_lines(self, now, then, other, means, whose):
        this, that = _grouped(now, 'means'), _grouped(then, 'means')
        for key, one in means.items():
            if key in this or key in that:
                field = 'channel_id' if one._name == 'cchc.channel' else 'form_id'
                yield self._line(
                    'means', key, one.name, this[key], that[key], other, whose & Domain(field, '=', one.id))

    def _line(self, card, key, name, now, then, other, domain=None):
        """Return a line: its name, its sums in words, its assignments by outcome, and those of the other year that were
        due by the same day."""
        due = [one for one in then if is_due(one.outcome)]
        return {
            'card': card, 'key': key, 'name': name, 'parts': self._parts(now), 'now': _row(now), 'then': _row(due),
            'then_text': self._then_text(then, other),
            'domain': list(domain if domain is not None else Domain('id', 'in', [one.id for one in now])),
        }

    def _parts(self, squares):
        _, found = self.env._, sums(one.outcome for one in squares)
        words = []
        if found.due:
            words.append(('due', _("%(done)s/%(due)s on time", done=found.done, due=found.due)))
        for kind, count, text in (
                ('late', found.late, _("%(count)s met late", count=found.late)),
                ('overdue', found.overdue, _("%(count)s past due", count=found.overdue)),
                ('waiting', found.waiting, _("%(count)s waiting", count=found.waiting)),
                ('open', found.ahead, _("%(count)s not due yet", count=found.ahead))):
            if count:
                words.append((kind, text))
        return [{'kind': kind, 'text': text} for kind, text in words or [('open', _("none given out"))]]

    def _then_text(self, squares, other):
        if not other:
            return ''
        found = sums(one.outcome for one in squares)
        if not found.counted:
            return self.env._("%(year)s: none given out", year=other.year)
        return f'{other.year}: {found.done}/{found.due}' if found.due else f'{other.year}: –'

    def _left_out(self, squares):
        """Return the sentence about the assignments that do not count, '' without any."""
        _ = self.env._
        counts = Counter(one.outcome.kind for one in squares if one.outcome.kind in LEFT_OUT)
        words = {
            'before': _("%(count)s due before the issue", count=counts['before']),
            'exempt': _("%(count)s exempt", count=counts['exempt']),
            'waived': _("%(count)s no longer asked", count=counts['waived'])}
        what = ', '.join(words[kind] for kind in LEFT_OUT if counts[kind])
        return _("Not counted: %(what)s.", what=what) if what else ''

    # ------------------------------------------------------------------
    # Totals
    # ------------------------------------------------------------------

    def _year_words(self, other, until):
        """Return a function that says a figure of the other year: “2023: 16”, “the same days of 2023: 8”."""
        _ = self.env._
        if not other:
            return lambda text, is_whole=False: ''
        whole = until >= other.date_to
        return lambda text, is_whole=False: _(
            "year %(year)s: %(count)s", year=other.year, count=text) if whole or is_whole else _(
            "same days of %(year)s: %(count)s", year=other.year, count=text)

    def _tiles(self, now, then, given, facts, year, posted):
        _, found, before = self.env._, sums(one.outcome for one in now), sums(one.outcome for one in then)
        by_kind = _grouped([*now], None)
        silent = sum(not one.explanation for one in given.browse([one.id for one in by_kind['overdue']]))
        share, other_share = _share(found.done, found.due), _share(before.done, before.due)

        def tile(key, label, count, hint='', then=None, domain=None, **values):
            return {
                'key': key, 'label': label, 'count': count, 'hint': hint, 'model': 'cchc.assignment',
                'then': '' if then is None else then,
                'domain': list(domain if domain is not None else Domain(
                    'id', 'in', [one.id for one in by_kind[key]])), **values}

        late = max((one.outcome.days for one in by_kind['late']), default=0)
        return [
            tile('all', _("Assignments to be met"), found.counted,
                 found.ahead and _("%(count)s due so far", count=found.due) or '', year(before.counted, True),
                 Domain('id', 'in', [one.id for one in now])),
            tile('done', _("On time"), found.done, '', year(
                f'{before.done} ({other_share})' if other_share else before.done), share=share),
            tile('late', _("Met late"), found.late, late and _("up to %(days)s days late", days=late) or '',
                 year(before.late)),
            tile('overdue', _("Overdue, not met"), found.overdue, found.overdue and (
                _("%(count)s not explained", count=silent) if silent else _("all explained")) or '',
                 year(before.overdue)),
            tile('articles', _("Articles posted"), sum(facts['articles'][0].values()), '',
                 year(sum(facts['articles'][-1].values())), posted, model='cchc.article'),
        ]

    def _posted_domain(self, plan, today):
        """Return the domain of the articles that are counted as posted."""
        return Domain('company_id', '=', plan.company_id.id) & Domain('publication_ids', 'any', [
            ('state', '=', 'published'), ('date_published', '>=', f'{plan.date_from}'),
            ('date_published', '<=', f'{min(plan.date_to, today)}')])


def _grouped(squares, by):
    """Return ``{value of that field, of the outcome by default: its squares}``."""
    found = defaultdict(list)
    for one in squares:
        found[getattr(one, by) if by else one.outcome.kind].append(one)
    return found


def _row(squares):
    """Return the squares of a row by outcome, each by deadline: ``{groups: [(kind, [id, …])], is_bar}``."""
    by_kind = _grouped(sorted(squares, key=lambda one: (one.deadline, one.id)), None)
    return {
        'groups': [(kind, [one.id for one in by_kind[kind]]) for kind in COUNTED if kind in by_kind],
        'is_bar': len(squares) > MOST_SQUARES}


def _share(part, whole):
    """Return “78%” where there are enough for a share, else ''."""
    return figure_text(part / whole, 'percent') if whole >= FEWEST else ''
