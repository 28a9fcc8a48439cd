# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Periods of a year, the days on which their assignments fall due, and the windows of their reports.

Two clocks, never mixed: an article is owed for a calendar period of the plan (:class:`Period`), while a report may take
its data from the 15th to the 14th (:func:`report_window`, Decree 09/2019/NĐ-CP, art. 12).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

# kind -> its length in months; the words are those of an obligation's frequency and of a report's period type
MONTHS = {'month': 1, 'quarter': 3, 'half': 6, 'nine': 9, 'year': 12}
WINDOW = 'window'

_CODES = {'month': 'M{:02}', 'quarter': 'Q{}', 'half': 'H{}', 'nine': '9M', 'year': 'Y'}
_KINDS = {code.format(ordinal): (kind, ordinal)
          for kind, code in _CODES.items() for ordinal in range(1, 12 // MONTHS[kind] + 1)}
_KEY = re.compile(r'([0-9]{4})-(\w+)')
_WINDOW_KEY = re.compile(r'([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})')
_ONE_DAY = timedelta(days=1)


class PeriodError(ValueError):
    """The value asked for is not a period."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, quarter, half, nine months or year of the calendar, or an ad hoc window; both ends belong to it.

    Made by :meth:`parse`, :meth:`of`, :meth:`of_year` and :meth:`window`, which know where each kind begins and ends.
    Sorts by start, then end.

    >>> Period.parse('2024-Q1')
    Period(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 3, 31), kind='quarter')
    >>> Period.of('half', date(2024, 7, 1)).key
    '2024-H2'
    >>> Period.window(date(2024, 1, 10), date(2024, 2, 20)).key
    '2024-01-10..2024-02-20'
    """

    start: date
    end: date
    kind: str

    @classmethod
    def parse(cls, key: str) -> Self:
        """Return the period of a key: 2024-M03, 2024-Q1, 2024-H1, 2024-9M, 2024-Y or 2024-01-10..2024-02-20.

        Raise PeriodError for anything else, of any type.
        """
        try:
            period = _period_of(key)
        except (KeyError, TypeError, ValueError) as error:
            raise PeriodError(f"{key!r} is not a period: {error}.") from error
        if period is None:
            raise PeriodError(f"{key!r} is not a period. Write it like 2024-M03, 2024-Q1, 2024-H1, 2024-9M, 2024-Y "
                              "or 2024-01-10..2024-02-20.")
        return period

    @classmethod
    def of(cls, kind: str, day: date) -> Self:
        """Return the period of the kind that contains the day.

        Raise PeriodError for an unknown kind, and for 'nine' (January to September) in the last quarter.
        """
        ordinal = (day.month - 1) // _months(kind) + 1
        if ordinal > 12 // _months(kind):
            raise PeriodError(f"No period of the kind {kind!r} contains {day}.")
        return cls._nth(kind, ordinal, day.year)

    @classmethod
    def of_year(cls, kind: str, year: int) -> tuple[Self, ...]:
        """Return the 12, 4, 2, 1 or 1 periods of the kind in the year. Raise PeriodError for an unknown kind."""
        return tuple(cls._nth(kind, ordinal, year) for ordinal in range(1, 12 // _months(kind) + 1))

    @classmethod
    def window(cls, start: date, end: date) -> Self:
        """Return the ad hoc window from start to end. Raise PeriodError when it ends before it starts."""
        if end < start:
            raise PeriodError(f"A window cannot end ({end}) before it starts ({start}).")
        return cls(start, end, WINDOW)

    @classmethod
    def _nth(cls, kind, ordinal, year):
        last = ordinal * MONTHS[kind]
        return cls(month_day(year, last - MONTHS[kind] + 1, 1), month_day(year, last, 31), kind)

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        """The stable name by which records store the period; :meth:`parse` reads it back."""
        if self.kind == WINDOW:
            return f'{self.start}..{self.end}'
        return f'{self.year:04}-{_CODES[self.kind].format(self.ordinal)}'

    @property
    def year(self) -> int:
        """The year in which the period starts."""
        return self.start.year

    @property
    def ordinal(self) -> int:
        """The position of the period in its year, from 1; a window is 1."""
        return 1 if self.kind == WINDOW else (self.start.month - 1) // MONTHS[self.kind] + 1

    @property
    def last_month(self) -> Self:
        """The calendar month in which the period ends, as a period."""
        return self.of('month', self.end)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period, its first and last day included."""
        return self.start <= day <= self.end

    def next(self) -> Self:
        """Return the next period of the same kind; a window is followed by one of equal length."""
        return self._neighbour(1)

    def previous(self) -> Self:
        """Return the previous period of the same kind; a window is preceded by one of equal length."""
        return self._neighbour(-1)

    def _neighbour(self, step):
        if self.kind == WINDOW:
            shift = (self.end - self.start + _ONE_DAY) * step
            return self.window(self.start + shift, self.end + shift)
        years, index = divmod(self.ordinal - 1 + step, 12 // MONTHS[self.kind])
        return self._nth(self.kind, index + 1, self.year + years)

    def same_last_year(self) -> Self:
        """Return the period a year before, to compare with; a window to the end of February still ends there."""
        if self.kind != WINDOW:
            return self._nth(self.kind, self.ordinal, self.year - 1)
        end_day = 31 if self.end == self.last_month.end else self.end.day
        return self.window(month_day(self.start.year - 1, self.start.month, self.start.day),
                           month_day(self.end.year - 1, self.end.month, end_day))


@lru_cache(maxsize=1024)
def _period_of(key):
    """Return the period of the key, None if the key looks like none. Screens ask for the same few very often."""
    if match := _KEY.fullmatch(key):
        return Period._nth(*_KINDS[match[2]], int(match[1]))
    if match := _WINDOW_KEY.fullmatch(key):
        return Period.window(date.fromisoformat(match[1]), date.fromisoformat(match[2]))
    return None


def month_day(year: int, month: int, day: int) -> date:
    """Return that day of the month, at most its last day; months continue into other years (0 is December before).

    >>> month_day(2024, 2, 31), month_day(2024, 13, 5)
    (datetime.date(2024, 2, 29), datetime.date(2025, 1, 5))
    """
    years, index = divmod(month - 1, 12)
    year, month = year + years, index + 1
    if not date.min.year <= year <= date.max.year:
        raise PeriodError(f"The year {year} is not in the calendar.")
    return date(year, month, min(day, monthrange(year, month)[1]))


def deadline(period: Period, due_day: int, month_offset: int = 0) -> date:
    """Return the deadline of the period: ``due_day`` of the month ``month_offset`` months after its last month.

    31 means the last day; a day that the month does not have becomes its last day. The date is the plan's own, not
    shifted by days off. Raise PeriodError unless ``due_day`` is from 1 to 31.

    "Chậm nhất 20/3/2024" for the first quarter, "ngày 25 hàng tháng", "ngày 05 của tháng sau tháng báo cáo":

    >>> print(deadline(Period.parse('2024-Q1'), 20))
    2024-03-20
    >>> print(deadline(Period.parse('2024-M02'), 25))
    2024-02-25
    >>> print(deadline(Period.parse('2024-M12'), 5, month_offset=1))
    2025-01-05
    """
    if not 1 <= due_day <= 31:
        raise PeriodError(f"The due day must be from 1 to 31 (31: the last day of the month), not {due_day}.")
    return month_day(period.end.year, period.end.month + month_offset, due_day)


def periods_between(kind: str, date_from: date, date_to: date) -> tuple[Period, ...]:
    """Return the periods of the kind that overlap the days from date_from to date_to, in order.

    Raise PeriodError for a kind that does not divide the year ('once', 'ongoing', 'window').
    """
    _months(kind)
    if date_to < date_from:
        return ()
    return tuple(period for year in range(date_from.year, date_to.year + 1) for period in Period.of_year(kind, year)
                 if period.start <= date_to and period.end >= date_from)


def report_window(period: Period, cut_off_day: int | None) -> tuple[date, date]:
    """Return the first and the last day whose data belong to the report of the period.

    Data close on ``cut_off_day`` of the period's last month and start on the day after it in the month before the first
    (Decree 09/2019/NĐ-CP, art. 12: the 15th to the 14th). 0 or None: the calendar. An ad hoc window keeps its days.

    "Từ ngày 15 tháng 12 của năm trước kỳ báo cáo đến ngày 14 tháng 3 thuộc kỳ báo cáo":

    >>> print(*report_window(Period.parse('2024-Q1'), 14))
    2023-12-15 2024-03-14
    >>> print(*report_window(Period.parse('2024-Q1'), None))
    2024-01-01 2024-03-31
    """
    if not cut_off_day or period.kind == WINDOW:
        return period.start, period.end
    return (month_day(period.year, period.start.month - 1, cut_off_day) + _ONE_DAY,
            month_day(period.year, period.end.month, cut_off_day))


def _months(kind):
    if kind not in MONTHS:
        raise PeriodError(f"{kind!r} is no part of the year: choose one of {', '.join(MONTHS)}.")
    return MONTHS[kind]
