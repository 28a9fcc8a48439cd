# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Deadlines of a plan as a clerk reads them: before the plan is issued, on a day off, after the report is closed."""

import re
from collections.abc import Iterable
from datetime import date

from ..obligation import Owed
from ..period import Period, PeriodError, month_day
from ..report_rule import Rule
from ..text import normalize
from ..working_days import WorkingCalendar

_DAY_AND_MONTH = re.compile(
    r'(?:(?<!\d)(?P<day>\d{1,2})\s*(?:/|tháng)\s*|(?:tháng|[/….])\s*)(?P<month>\d{1,2})\s*(?:/|năm)\s*(?P<year>\d{4})(?!\d)',
    re.IGNORECASE)


def printed_day(words: str | None) -> date | None:
    """Return the day that a date line says; where only the month is printed, its last day. None when it says neither.

    >>> print(printed_day('ngày ……../02/2024'), printed_day('Sóc Trăng, ngày … tháng 02 năm 2024'))
    2024-02-29 2024-02-29
    >>> print(printed_day('ngày 28 tháng 02 năm 2024'), printed_day('ngày 31/9/2024'), printed_day('ngày …'))
    2024-02-28 None None
    """
    match = _DAY_AND_MONTH.search(normalize(words))
    if not match:
        return None
    try:
        if match['day']:
            return date(int(match['year']), int(match['month']), int(match['day']))
        if not 1 <= int(match['month']) <= 12:
            return None
        return month_day(int(match['year']), int(match['month']), 31)
    except (PeriodError, ValueError):
        return None


def before_issue(deadlines: Iterable[date], issued: date) -> list[date]:
    """Return the days that have passed when the plan is issued, in order, each once.

    >>> [str(day) for day in before_issue([date(2024, 2, 25), date(2024, 3, 25)], date(2024, 2, 29))]
    ['2024-02-25']
    """
    return sorted({day for day in deadlines if day < issued})


def on_days_off(deadlines: Iterable[date], calendar: WorkingCalendar) -> list[tuple[date, str]]:
    """Return ``[(day, the calendar's reason)]`` of the deadlines on days off, in order, each once.

    >>> on_days_off([date(2024, 2, 25), date(2024, 3, 25)], WorkingCalendar())
    [(datetime.date(2024, 2, 25), 'weekend')]
    """
    return [(day, reason) for day in sorted(set(deadlines)) if (reason := calendar.reason(day))]


def after_report(owed: Iterable[Owed], rule: Rule) -> list[tuple[date, Period, date]]:
    """Return ``[(deadline, period of the report, its last day of data)]`` of what is due after the data of the report
    about the same time are closed, in order of the deadlines.

    >>> quarter = Owed(Period.parse('2024-Q1'), date(2024, 3, 20))
    >>> [(str(due), report.key, str(last)) for due, report, last in after_report([quarter], Rule('quarter', 14))]
    [('2024-03-20', '2024-Q1', '2024-03-14')]
    >>> after_report([quarter], Rule('quarter')), after_report([quarter], Rule('half', 14))
    ([], [])
    """
    owed = list(owed)
    years = sorted({year for one in owed for year in (one.period.start.year, one.period.end.year)})
    closed = [(report, rule.window(report)[1]) for year in years for report in rule.periods(year)]
    return sorted((one.deadline, report, last) for one in owed for report, last in closed
                  if report.contains(one.period.start) and report.contains(one.period.end) and one.deadline > last)


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the numbers as spans ``[(first, last)]``.

    >>> spans([4, 5, 6, 9])
    [(4, 6), (9, 9)]
    """
    found = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
