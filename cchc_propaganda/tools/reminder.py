# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""On which day a reminder of a deadline is sent, and which of several reminders counts today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .working_days import WorkingCalendar

MAKE_UP = 31    # a missed reminder is still sent up to this many days later


@dataclass(frozen=True, slots=True)
class Offset:
    """The distance of a reminder from its deadline in days: before (negative), on the day (0) or after."""

    days: int
    working: bool = False   # counted in working days

    def planned(self, deadline: date, calendar: WorkingCalendar) -> date:
        """Return the day as counted, even if it is a day off."""
        return calendar.add(deadline, self.days) if self.working else deadline + timedelta(days=self.days)

    def day(self, deadline: date, calendar: WorkingCalendar) -> date:
        """Return the working day on which the reminder is sent. A day off moves a reminder up to the deadline earlier,
        and a reminder after the deadline later: it must not tell of a delay too soon.

        25 February 2024 is a Sunday, 2 March 2024 a Saturday:

        >>> print(Offset(0).day(date(2024, 2, 25), WorkingCalendar()))
        2024-02-23
        >>> print(Offset(1).day(date(2024, 3, 1), WorkingCalendar()))
        2024-03-04
        """
        planned = self.planned(deadline, calendar)
        return calendar.on_or_after(planned) if self.days > 0 else calendar.on_or_before(planned)


def latest(offsets: Iterable[Offset], deadline: date, today: date, calendar: WorkingCalendar) -> Offset | None:
    """Return the last reminder whose day has come; earlier ones are not sent any more. Return None when no day has come
    yet, or when the last day is too long ago.

    >>> week, day = Offset(-7), Offset(0)
    >>> latest([week, day], date(2024, 3, 25), date(2024, 3, 22), WorkingCalendar()) == week
    True
    """
    come = [offset for offset in offsets if offset.day(deadline, calendar) <= today]
    if not come:
        return None
    last = max(come, key=lambda offset: (offset.planned(deadline, calendar), offset.day(deadline, calendar)))
    return last if (today - last.day(deadline, calendar)).days <= MAKE_UP else None
