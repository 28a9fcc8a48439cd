# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which reports a parent agency waits for in a year, by when, and of which of them it looks at the figures.

In a year there are four (Official letter 581/BNV-CCHC): quarter I, the first half, quarter III and the year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from odoo.addons.cchc_propaganda.tools.period import Period
from odoo.addons.cchc_propaganda.tools.report_rule import Rule

# name -> (kind of period, its number in the year, the end of its key)
PARTS = {'q1': ('quarter', 1, 'Q1'), 'h1': ('half', 1, 'H1'), 'q3': ('quarter', 3, 'Q3'), 'year': ('year', 1, 'Y')}
# What a parent agency looks at in a sent report: name of the column -> codes of the figures whose sum it is.
COUNTED = {
    'due': ('assignment_due',), 'met': ('assignment_done', 'assignment_late'), 'on_time': ('assignment_done',),
    'articles': ('article_posted',), 'outreach': ('outreach_total',)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule by which an agency reports. What is due before ``since`` was not asked for."""

    rule: Rule
    since: date = date.min


def period_of(part: str, year: int) -> Period:
    """Return the period of a part of the year.

    >>> period_of('h1', 2024).key, period_of('year', 2024).key
    ('2024-H1', '2024-Y')
    """
    return Period.parse(f'{year:04}-{PARTS[part][2]}')


def due_day(asked: Iterable[Asked], part: str, year: int) -> date | None:
    """Return the day by which the report of that part of the year is to be sent, None where no rule asks for it. Of
    several rules the earliest day counts.

    >>> quarterly, yearly = Asked(Rule('quarter', due_day=20)), Asked(Rule('year', due_day=10, due_month_offset=1))
    >>> print(due_day([quarterly, yearly], 'q3', 2024), due_day([quarterly, yearly], 'year', 2024))
    2024-09-20 2025-01-10
    >>> due_day([quarterly], 'h1', 2024)
    >>> due_day([Asked(quarterly.rule, date(2024, 6, 1))], 'q1', 2024)
    """
    period = period_of(part, year)
    days = [(one.rule.due(period), one.since) for one in asked if _asks(one.rule, period)]
    return min((day for day, since in days if day >= since), default=None)


def current_part(asked: Iterable[Asked], year: int, today: date) -> str:
    """Return the latest part of the year whose data are closed, the first part before that.

    >>> ministry = [Asked(Rule('quarter', cut_off_day=14, due_day=20)), Asked(Rule('half', cut_off_day=14, due_day=20))]
    >>> [current_part(ministry, 2024, date(2024, *day)) for day in ((2, 1), (3, 15), (6, 14), (6, 15), (12, 31))]
    ['q1', 'q1', 'q1', 'h1', 'q3']
    >>> current_part(ministry, 2023, date(2024, 2, 1))
    'year'
    """
    asked, found = list(asked), 'q1'
    for part in PARTS:
        period = period_of(part, year)
        ends = [one.rule.window(period)[1] for one in asked if _asks(one.rule, period)]
        if min(ends, default=period.end) < today:
            found = part
    return found


def _asks(rule, period):
    return rule.kind == period.kind and rule.number in (0, period.ordinal)
