# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The outcome of an assignment, decided here once for lists, screens, reminders and reports.

``progress`` follows from the days of posting and sending; ``outcome`` follows from the progress and the current day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# The kinds of outcome, each with the state that lists show. An assignment missed although an article was sent in time
# is "waiting"; it counts as unmet, because figures count posted articles.
KINDS = ('exempt', 'waived', 'done', 'late', 'before', 'waiting', 'overdue', 'open')
OWED = ('waiting', 'overdue', 'open')       # not yet met
MET = frozenset({'done', 'late'})
EXCUSED = frozenset({'exempt', 'waived'})
UNMET = frozenset({'open', 'overdue'})      # states, not kinds


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an assignment has come: how many articles were posted, how many were posted or sent by the deadline, and
    on which day it was met (None while it is unmet)."""

    done: int
    sent: int
    met_on: date | None
    is_waiting: bool    # enough was sent by the deadline, and the channel has not answered


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an assignment as of a day."""

    kind: str           # one of KINDS
    days: int           # days left to the deadline, negative after it; for an assignment met late, the days of delay

    @property
    def state(self):
        """The state that lists show: open, done, late, overdue, exempt or waived."""
        if self.is_settled:
            return self.kind
        return 'overdue' if self.is_missed else 'open'

    @property
    def is_settled(self):
        """Whether nothing more is owed: the assignment is met, exempt or waived."""
        return self.kind in MET or self.kind in EXCUSED

    @property
    def is_missed(self):
        """Whether the deadline has passed unmet. An assignment due before the plan's issue is never missed."""
        return self.kind == 'overdue' or self.kind == 'waiting' and self.days < 0


def progress(quantity: int, deadline: date, posted: Iterable[date], sent: Iterable[date]) -> Progress:
    """Return how far an assignment has come. ``posted``: the day of each posting; ``sent``: the day of sending of each
    publication that its channel has not answered.

    >>> due = date(2024, 3, 20)
    >>> progress(1, due, [date(2024, 3, 22)], []).met_on
    datetime.date(2024, 3, 22)
    >>> progress(1, due, [], [date(2024, 3, 20)]).is_waiting
    True
    """
    posted = sorted(posted)
    in_time = sum(day <= deadline for day in (*posted, *sent))
    met_on = posted[quantity - 1] if len(posted) >= quantity > 0 else None
    return Progress(len(posted), in_time, met_on, is_waiting=met_on is None and in_time >= quantity)


def is_late(day: date, deadline: date, is_before_issue: bool = False) -> bool:
    """Whether a posting on that day is late. Nothing is late for an assignment due before the plan's issue."""
    return day > deadline and not is_before_issue


def outcome(today: date, deadline: date, met_on: date | None = None, is_waiting: bool = False,
            is_before_issue: bool = False, waiver: str | None = None) -> Outcome:
    """Return the outcome of an assignment as of ``today``. An assignment due before the plan's issue is
    met on time on any day and never overdue.

    >>> outcome(date(2024, 3, 20), date(2024, 3, 20)).kind, outcome(date(2024, 3, 21), date(2024, 3, 20)).kind
    ('open', 'overdue')
    """
    left = (deadline - today).days
    late = bool(met_on) and is_late(met_on, deadline, is_before_issue)
    kind = kind_of(waiver, bool(met_on), late, is_before_issue, is_waiting, left < 0)
    return Outcome(kind, (met_on - deadline).days if kind == 'late' else left)


def kind_of(waiver: str | None, is_met: bool, is_late: bool, is_before_issue: bool, is_waiting: bool,
            is_over: bool) -> str:
    """Return the kind of outcome, one of KINDS. ``is_over``: whether the deadline has passed.

    >>> kind_of(None, False, False, False, True, True), kind_of('exempt', True, True, False, False, True)
    ('waiting', 'exempt')
    """
    if waiver:
        return waiver
    if is_met:
        return 'late' if is_late else 'done'
    if is_before_issue:
        return 'before'
    if is_waiting:
        return 'waiting'
    return 'overdue' if is_over else 'open'


def judged_on(end: date, known_on: date) -> tuple[date, date]:
    """Return how a report judges assignments: ``(last day whose facts count, day on which the deadlines are seen)``.

    A report on the days up to ``end`` is judged by what was so when that day was over. While the day is not over, it is
    judged by what is known on ``known_on``.

    >>> [str(day) for day in judged_on(date(2024, 3, 31), date(2024, 4, 5))]
    ['2024-03-31', '2024-04-01']
    >>> [str(day) for day in judged_on(date(2024, 3, 31), date(2024, 3, 25))]
    ['2024-03-25', '2024-03-25']
    """
    return min(end, known_on), min(end + timedelta(days=1), known_on)
