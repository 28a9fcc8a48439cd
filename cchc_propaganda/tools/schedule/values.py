# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a schedule is, what is said about a text that was read, and why a text is not read."""

from dataclasses import dataclass
from datetime import date

from ..period import MONTHS

ONGOING, ONCE = 'ongoing', 'once'

# Why a text is not read.
EMPTY, UNKNOWN, INCOMPLETE, IMPOSSIBLE = 'empty', 'unknown', 'incomplete', 'impossible'
RHYTHMS, WEEKLY, RELATIVE, EVENT, ELSEWHERE, PERIODS = 'rhythms', 'weekly', 'relative', 'event', 'elsewhere', 'periods'
# What a reader of the result should be told.
BEFORE, HOUR, VAGUE, WINDOW, REPORT_WINDOW, CONDITIONAL, OTHER_YEAR = (
    'before', 'hour', 'vague', 'window', 'report_window', 'conditional', 'other_year')


class ScheduleError(ValueError):
    """The values are no schedule that a plan could word."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a row is to be done.

    ``frequency``: as on an obligation; '' when the text gives a day of "the period" without saying which periods.
    ``due``: the last good day of what is done once, or of a yearly item; ``due_day`` of the month ``due_month_offset``
    months after the last month of each period (31: the last day). ``count``: how often in each period.
    """

    frequency: str
    date_from: date | None = None
    date_to: date | None = None
    due: date | None = None
    due_day: int | None = None
    due_month_offset: int = 0
    count: int | None = None

    def __post_init__(self):
        periodic = self.frequency in MONTHS or self.frequency == ''
        if not periodic and self.frequency not in (ONCE, ONGOING):
            raise ScheduleError(f"{self.frequency!r} is no frequency.")
        if self.date_from and self.date_to and self.date_to < self.date_from:
            raise ScheduleError("It ends before it begins.")
        if self.due_day is not None and not (periodic and 1 <= self.due_day <= 31):
            raise ScheduleError("A day of the month lies between 1 and 31, in each period.")
        if self.due_month_offset not in (0, 1) or (self.due_month_offset and self.due_day is None):
            raise ScheduleError("It is due in the last month of the period or in the month after it.")
        if self.due and (self.frequency not in (ONCE, 'year') or self.due_day):
            raise ScheduleError("Only what is done once or once a year has a date.")
        if self.count is not None and not (self.frequency in MONTHS and self.count > 0):
            raise ScheduleError("Only what comes back has a number for each period.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: its ``schedule``, or None and the ``problem`` with the ``words`` that make it; ``notes`` tell
    what a person should know about what was read. ``parts``: of several days or periods apart ("Quý I và Quý III"),
    which are not one schedule, the schedule of each."""

    schedule: Schedule | None
    problem: str = ''
    words: str = ''
    notes: tuple[str, ...] = ()
    parts: tuple[Schedule, ...] = ()


class Unread(Exception):
    """The text is not read. ``problem``: one of the codes above; ``words``: those that make it; ``parts``: as in a
    ``Reading``."""

    def __init__(self, problem, words='', parts=()):
        super().__init__(problem)
        self.problem, self.words, self.parts = problem, words, tuple(parts)
