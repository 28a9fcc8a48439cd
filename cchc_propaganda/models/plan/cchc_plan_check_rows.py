# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import models

from ...tools import text
from ...tools.check.deadlines import before_issue, on_days_off, printed_day, spans
from ...tools.check.numbering import missing_numbers, repeated_numbers
from ...tools.dates import in_figures
from ...tools.decree import roman
from ...tools.obligation import turns_outside
from ...tools.working_days import DAY_OFF, WEEKEND
from .cchc_plan_check import finding


class CchcPlan(models.Model):
    """What the check finds in the rows of the appendix: numbers, rows and obligations that stand twice, deadlines."""
    _inherit = 'cchc.plan'

    def _findings_of_plan(self, rows):
        yield from super()._findings_of_plan(rows)
        yield from self._findings_of_numbers(rows)
        yield from self._findings_of_doubles(rows)
        yield from self._findings_of_deadlines(rows)

    def _findings_of_numbers(self, rows):
        _ = self.env._
        lines = rows.filtered('code')
        at = {}
        for line in lines:
            at.setdefault(line.code.strip().rstrip('.)'), line)
        for before, missing, after in missing_numbers(lines.mapped('code')):
            yield finding('review', _(
                "The rows go from %(before)s to %(after)s: %(missing)s is left out.",
                before=before, after=after, missing=missing), at.get(after))
        for number in repeated_numbers(lines.mapped('code')):
            yield finding('review', _("Two rows have the number %(number)s.", number=number), at.get(number))

    def _findings_of_doubles(self, rows):
        _ = self.env._
        first = {}
        for row in rows:
            key = text.title_key(row.name)
            if key and (other := first.setdefault(key, row)) != row:
                yield finding('review', _(
                    "“%(name)s” stands twice in the appendix: here and in %(other)s.",
                    name=text.shortened(row.name), other=other._place_in_words() or other.display_name), row)
        seen = set()
        for obligation in rows.obligation_ids:
            asked = (obligation.topic_id, obligation._asked())
            if obligation._met_by() and asked in seen:
                yield finding('review', _(
                    "“%(name)s” is asked for twice, in the same words. Delete one of the two, or raise the number.",
                    name=obligation.display_name), obligation.topic_id)
            seen.add(asked)

    def _findings_of_deadlines(self, rows):
        """Yield the deadlines that have passed when the plan is issued, and those on days off."""
        _, company = self.env._, self.company_id or self.env.company
        calendar = replace(company._cchc_working_calendar(), language=self.env.lang or 'vi')
        issued = self._day_of_issue()
        for row in rows.filtered('obligation_ids'):
            days = {owed.deadline for one in row.obligation_ids for owed, units in one._owed() if units}
            if self.amends_id:      # it says nothing of what was due before it
                days = {day for day in days if day >= issued}
            if early := before_issue(days, issued):
                yield finding('review', _(
                    "%(days)s: due before the plan is issued (%(issued)s). Nobody is reminded of it, and it does not "
                    "count as missed.", days=', '.join(map(in_figures, early)), issued=in_figures(issued)), row)
            if off := on_days_off(days, calendar):
                yield finding('review', _(
                    "%(days)s: due on a day off. The deadline stays; the reminders come on the working day before.",
                    days=', '.join(f'{in_figures(day)} ({self._day_off_in_words(day, reason)})' for day, reason in off),
                ), row)

    def _day_of_issue(self):
        """Return the day from which the plan is in force: its day of issue, while that is empty the last day of the
        month that its text prints, otherwise today."""
        company = self.company_id or self.env.company
        return self.date_issued or printed_day(self.date_text) or company._cchc_today()

    def _day_off_in_words(self, day, reason):
        _ = self.env._
        if reason == WEEKEND:
            return _("Saturday") if day.weekday() == 5 else _("Sunday")
        return _("day off") if reason == DAY_OFF else reason


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _findings_of_row(self):
        """Return what the check finds about this row itself."""
        _, findings = self.env._, []
        if self._origin and self.parent_id._origin == self._origin or self in self.parent_id:
            findings.append(finding('fault', _(
                "“%(name)s” stands below itself. Choose another row above it.", name=self.display_name), self))
        everyone = self.with_context(active_test=False)
        for unit in (everyone.lead_department_ids | everyone.coordinator_department_ids).filtered(_is_archived):
            findings.append(finding('review', _(
                "“%(row)s” names “%(unit)s”, which is archived%(successor)s. Choose another unit.",
                row=self.display_name, unit=unit.name, successor=unit._cchc_successors_in_words()), self, 'archived'))
        findings += self._findings_of_own_coordinators()
        return findings

    def _findings_of_own_coordinators(self):
        """Return the units that coordinate what they lead themselves. A word for many units, such as "các phòng", means
        the others."""
        if text.names_group(self._row_that_names('coordinator_department_ids').coordinator_text):
            return []
        turns = [(one, turn) for one in self.obligation_ids for __, turn in one._known_turns()]
        if not (turns or self.lead_department_ids or self.coordinator_department_ids):
            return []   # a row that takes both from the row above says nothing of its own
        _, leads = self.env._, {turn.unit for __, turn in turns} or set(self._leads()._origin.ids)
        findings = []
        for unit in self._coordinators()._origin.filtered(lambda unit: unit.id in leads):
            periods = ', '.join(dict.fromkeys(
                one._periods_in_words(range(turn.first, turn.last + 1)) for one, turn in turns if turn.unit == unit.id))
            findings.append(finding('review', (
                _("%(unit)s coordinates itself: it has the lead in %(periods)s.", unit=unit.name, periods=periods)
                if periods else _("%(unit)s coordinates itself: it has the lead, too.", unit=unit.name)), self))
        return findings


class CchcObligation(models.Model):
    _inherit = 'cchc.obligation'

    def _asked(self):
        """Return what makes two obligations of one row the same."""
        return (self.channel_id._origin, self.form_id._origin, self.genre_ids._origin, self.frequency, self.due_day,
                self.due_month_offset,
                self.date_from, self.date_to, self.date_deadline, tuple(turn for __, turn in self._known_turns()))

    def _periods_in_words(self, ordinals):
        """Return ``months 4–6``, ``quarter III`` for periods of this obligation."""
        _, parts = self.env._, spans(ordinals)
        numbers = ', '.join('–'.join(dict.fromkeys(
            roman(number) if self.frequency == 'quarter' and number <= 4 else str(number)
            for number in part)) for part in parts)
        is_one = len(parts) == 1 and parts[0][0] == parts[0][1]
        if self.frequency == 'month':
            return _("month %(numbers)s", numbers=numbers) if is_one else _("months %(numbers)s", numbers=numbers)
        if self.frequency == 'quarter':
            return _("quarter %(numbers)s", numbers=numbers) if is_one else _("quarters %(numbers)s", numbers=numbers)
        return _("period %(numbers)s", numbers=numbers)

    def _findings_of_obligation(self, known_units):
        """Return what the check finds about this obligation: its channel, its units, its periods. ``known_units``: the
        units of all turns of the plan."""
        _, plan, row, name = self.env._, self.plan_id or self.topic_id.plan_id, self.topic_id, self.display_name
        findings = []
        if not self._met_by():
            findings.append(finding('fault', _("An obligation of row “%(row)s” has no channel.", row=row.code or ''),
                                    row))
        elif not self._met_by().active:
            findings.append(finding('review', (
                _("“%(name)s”: the form is archived. Choose another one.", name=name) if self.form_id
                else _("“%(name)s”: the channel is archived. Choose another one.", name=name)), row, 'archived'))
        turns = [turn for __, turn in self._known_turns()]
        units = known_units.filtered(lambda unit: unit.id in {turn.unit for turn in turns})
        for unit in units.filtered(_is_archived):
            findings.append(finding('review', _(
                "“%(name)s”: the unit “%(unit)s” is archived%(successor)s. Choose another unit for its turn.",
                name=name, unit=unit.name, successor=unit._cchc_successors_in_words()), row, 'archived'))
        if self.frequency == 'ongoing':
            return findings
        if turns_outside(self.frequency, turns):
            findings.append(finding('fault', _(
                "“%(name)s” has turns outside its periods. Choose its periods again.", name=name), row))
        owed_periods = self._owed()
        if not any(units for __, units in owed_periods):
            findings.append(finding('fault', _("Obligation “%(name)s” has no lead unit.", name=name), row))
            return findings
        if uncovered := [owed.period.ordinal for owed, units in owed_periods if not units]:
            findings.append(finding('fault', _(
                "Obligation “%(name)s”: no unit owes %(periods)s.",
                name=name, periods=self._periods_in_words(uncovered)), row))
        outside = [owed.deadline for owed, __ in owed_periods
                   if plan.date_from and plan.date_to and not plan.date_from <= owed.deadline <= plan.date_to]
        if outside:
            findings.append(finding('fault', _(
                "Obligation “%(name)s”: the deadline %(date)s lies outside the plan's dates.",
                name=name, date=in_figures(outside[0])), row))
        if turns and (idle := row._leads()._origin - units):
            findings.append(finding('review', _(
                "“%(name)s”: %(units)s has no turn, though the row names it as lead.",
                name=name, units=', '.join(idle.mapped('name'))), row))
        return findings


def _is_archived(unit):
    return not unit.active
