"""What became of what a unit owes: decided here, once, for lists, screens, reminders and reports.

``progress`` follows from the days on which something was posted or sent, ``outcome`` from that and the reader's day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# What may have become of an assignment, and the state under which lists show it. What is missed although it was sent
# in time is "waiting" here, and stays unmet: the figure counts what is posted.
KINDS = ('exempt', 'waived', 'done', 'late', 'before', 'waiting', 'overdue', 'open')
OWED = ('waiting', 'overdue', 'open')       # still to be met
MET = frozenset({'done', 'late'})
EXCUSED = frozenset({'exempt', 'waived'})
UNMET = frozenset({'open', 'overdue'})      # states, not kinds


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an assignment has come: how many were posted, how many posted or sent by the deadline, and on which day
    it was met (None while it is not)."""

    done: int
    sent: int
    met_on: date | None
    is_waiting: bool    # enough was sent by the deadline, and the channel has not answered


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an assignment by a day."""

    kind: str           # one of KINDS
    days: int           # from that day to the deadline, negative after it; of what was met late, how many days late

    @property
    def state(self):
        """The state that lists show: open, done, late, overdue, exempt or waived."""
        if self.is_settled:
            return self.kind
        return 'overdue' if self.is_missed else 'open'

    @property
    def is_settled(self):
        """Whether nothing more is asked: met, exempt, or no longer asked."""
        return self.kind in MET or self.kind in EXCUSED

    @property
    def is_missed(self):
        """Whether the deadline has passed unmet; what was due before the plan's issue is never missed."""
        return self.kind == 'overdue' or self.kind == 'waiting' and self.days < 0


def progress(quantity: int, deadline: date, posted: Iterable[date], sent: Iterable[date]) -> Progress:
    """How far an assignment has come; ``posted``: the day of each posting, ``sent``: the day on which each of those was
    sent whose channel has not answered.

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
    """Whether what is posted on that day is late. What was due before the plan's issue never is."""
    return day > deadline and not is_before_issue


def outcome(today: date, deadline: date, met_on: date | None = None, is_waiting: bool = False,
            is_before_issue: bool = False, waiver: str | None = None) -> Outcome:
    """What became of an assignment by ``today`` (DESIGN §5). What was due before the plan's issue is met on time on any
    day, and never overdue.

    >>> outcome(date(2024, 3, 20), date(2024, 3, 20)).kind, outcome(date(2024, 3, 21), date(2024, 3, 20)).kind
    ('open', 'overdue')
    """
    left = (deadline - today).days
    if waiver:
        return Outcome(waiver, left)
    if met_on:
        late = is_late(met_on, deadline, is_before_issue)
        return Outcome('late', (met_on - deadline).days) if late else Outcome('done', left)
    if is_before_issue:
        return Outcome('before', left)
    if is_waiting:
        return Outcome('waiting', left)
    return Outcome('overdue' if left < 0 else 'open', left)
