# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which days an agency works: weekends, Vietnam's public holidays, and the agency's own days off and working days.

Public holidays (Labour Code 2019, art. 112, days off in lieu and swapped Saturdays included) come from the ``holidays``
package. The Government often decides a swap only weeks ahead, and the package includes it even later, so the agency's
own days always win.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays

WEEKEND = 'weekend'
DAY_OFF = 'day_off'

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def vietnam_holidays(years: Iterable[int], language: str = 'vi') -> dict[date, str]:
    """Return Vietnam's public holidays of these years with their names, in Vietnamese or English.

    >>> vietnam_holidays([2024])[date(2024, 2, 10)]
    'Tết Nguyên Đán'
    """
    return {day: name for year in years for day, name in _public_days(year, language)[0].items()}


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of one agency.

    ``days_off``: the agency's own days off, each with its reason ('' when none was given); they win over everything.
    ``extra_working_days``: swapped Saturdays and the like; they win over weekends and public holidays.
    ``language``: of the holidays' names, as Odoo writes it ('vi_VN', 'en_US').

    A deadline never moves, but its reminders do: 25 February 2024 is a Sunday, so they come on Friday.

    >>> print(WorkingCalendar().on_or_before(date(2024, 2, 25)))
    2024-02-23
    """

    days_off: Mapping[date, str] = field(default_factory=dict)
    extra_working_days: Set[date] = frozenset()
    language: str = 'vi'

    def is_working(self, day: date) -> bool:
        """Whether the agency works on that day."""
        return self.reason(day) is None

    def reason(self, day: date) -> str | None:
        """Return why the agency does not work on that day, None when it works.

        The result is the agency's own reason (DAY_OFF without one), the holiday's name, or WEEKEND; the caller
        translates the two constants.
        """
        if day in self.days_off:
            return self.days_off[day] or DAY_OFF
        names, swapped = _public_days(day.year, self.language)
        if day in self.extra_working_days or day in swapped:
            return None
        return names.get(day) or (WEEKEND if day.weekday() >= _SATURDAY else None)

    def on_or_before(self, day: date) -> date:
        """Return the day itself if it is a working day, else the last working day before it."""
        return day if self.is_working(day) else self.add(day, -1)

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it is a working day, else the first working day after it."""
        return day if self.is_working(day) else self.add(day, 1)

    def add(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after the day (before it when negative); 0 is the day itself.

        The day itself is not counted ("02 ngày làm việc kể từ ngày chốt số liệu").
        """
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day


@lru_cache(maxsize=64)
def _public_days(year, language):
    """Return the year's public holidays with their names, and the weekend days worked instead."""
    public = holidays.country_holidays('VN', years=year, language='vi' if language.startswith('vi') else 'en_US')
    return dict(public), frozenset(public.weekend_workdays)
