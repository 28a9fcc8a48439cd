"""On which day a reminder of a deadline comes, and which of several is the one that counts today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .working_days import WorkingCalendar

MAKE_UP = 31    # days for which a reminder that was not sent is still made up for


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from its deadline a reminder lies: days before it (negative), on it (0) or after it."""

    days: int
    working: bool = False   # counted in working days

    def planned(self, deadline: date, calendar: WorkingCalendar) -> date:
        """The day as it is counted, worked or not."""
        return calendar.add(deadline, self.days) if self.working else deadline + timedelta(days=self.days)

    def day(self, deadline: date, calendar: WorkingCalendar) -> date:
        """The working day on which the reminder comes: up to the deadline never later than counted, after it never
        earlier, or it would speak of a delay before there is one.

        25 February 2024 is a Sunday, 2 March 2024 a Saturday:

        >>> print(Offset(0).day(date(2024, 2, 25), WorkingCalendar()))
        2024-02-23
        >>> print(Offset(1).day(date(2024, 3, 1), WorkingCalendar()))
        2024-03-04
        """
        planned = self.planned(deadline, calendar)
        return calendar.on_or_after(planned) if self.days > 0 else calendar.on_or_before(planned)


def latest(offsets: Iterable[Offset], deadline: date, today: date, calendar: WorkingCalendar) -> Offset | None:
    """Of the reminders whose day has come, the last one: those before it are not made up for. None when none has come
    yet, or when the last came too long ago.

    >>> week, day = Offset(-7), Offset(0)
    >>> latest([week, day], date(2024, 3, 25), date(2024, 3, 22), WorkingCalendar()) == week
    True
    """
    come = [offset for offset in offsets if offset.day(deadline, calendar) <= today]
    if not come:
        return None
    last = max(come, key=lambda offset: (offset.planned(deadline, calendar), offset.day(deadline, calendar)))
    return last if (today - last.day(deadline, calendar)).days <= MAKE_UP else None
