# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A reporting rule: which days a report covers, by when it is to be sent, and which reports are due to be opened."""

from dataclasses import dataclass
from datetime import date, timedelta

from .period import MONTHS, Period, deadline, report_window

ENDS_WITH_QUARTER = frozenset({'half', 'nine', 'year'})    # kinds of period whose last three months are a quarter


@dataclass(frozen=True, slots=True)
class Rule:
    """When a kind of report covers which days, and is due.

    >>> units = Rule('month', due_day=5, due_month_offset=1)
    >>> march = Period.parse('2024-M03')
    >>> print(*units.window(march), units.due(march))
    2024-03-01 2024-03-31 2024-04-05
    >>> ministry = Rule('quarter', cut_off_day=14, due_day=20)
    >>> first = Period.parse('2024-Q1')
    >>> print(*ministry.window(first), ministry.due(first))
    2023-12-15 2024-03-14 2024-03-20
    """

    kind: str                   # month, quarter, half, nine or year
    cut_off_day: int = 0        # data close on this day of the last month; 0: with the calendar period
    due_day: int = 31
    due_month_offset: int = 0   # months after the last month of the period
    lock_days: int = 0          # days after the due day from which a report is locked
    number: int = 0             # only this period of the year; 0: every one

    def window(self, period: Period) -> tuple[date, date]:
        """Return the first and the last day of the data for a period of any kind, by the cut-off day of the rule."""
        return report_window(period, self.cut_off_day)

    def due(self, period: Period) -> date:
        """Return the day by which the report is to be sent."""
        return deadline(period, self.due_day, self.due_month_offset)

    def lock(self, period: Period) -> date:
        """Return the last day on which the report can be submitted without being unlocked."""
        return self.due(period) + timedelta(days=self.lock_days)

    def periods(self, year: int) -> tuple[Period, ...]:
        """Return the periods of the year that are reported."""
        return tuple(period for period in Period.of_year(self.kind, year) if self.number in (0, period.ordinal))

    def latest(self, today: date) -> Period:
        """Return the latest period whose data are closed."""
        return max(period for year in (today.year - 2, today.year - 1, today.year) for period in self.periods(year)
                   if self.window(period)[1] < today)

    def to_open(self, today: date, since: date) -> list[Period]:
        """Return the periods whose reports are to be open, in order: their data are closed, they are due on ``since``
        or later, and not locked yet."""
        years = range(today.year - 2, today.year + 1)
        return [period for year in years for period in self.periods(year)
                if self.window(period)[1] < today <= self.lock(period) and self.due(period) >= since]


def last_quarter(period: Period) -> Period:
    """Return the quarter with which a half-year, nine months or a year end.

    >>> last_quarter(Period.parse('2024-H1')).key, last_quarter(Period.parse('2024-Y')).key
    ('2024-Q2', '2024-Q4')
    """
    return Period.of('quarter', period.end)


def comes_too_early(rule: Rule, units: Rule, year: int) -> tuple[Period, Period] | None:
    """Return the first period of the year for which the agency's report is due on or before the day on which the units
    report the days up to its end, with that period of the units; None if there is none.

    >>> agency, units = Rule('quarter', due_day=10, due_month_offset=1), Rule('month', due_day=5, due_month_offset=1)
    >>> comes_too_early(agency, units, 2024)
    >>> early = Rule('quarter', due_day=5, due_month_offset=1)
    >>> [period.key for period in comes_too_early(early, units, 2024)]
    ['2024-Q1', '2024-M03']
    """
    for period in rule.periods(year):
        end = rule.window(period)[1]
        for number in (year - 1, year, year + 1):
            for of_units in units.periods(number):
                first, last = units.window(of_units)
                if first <= end <= last and rule.due(period) <= units.due(of_units):
                    return period, of_units
    return None


def number_in_year(kind: str) -> int:
    """Return how many periods of that kind a year has.

    >>> number_in_year('quarter'), number_in_year('nine')
    (4, 1)
    """
    return 12 // MONTHS[kind]
