# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the overview of a plan's year says about its assignments: how many were met, where those behind are, and why.

An assignment is behind when it was met late, or is overdue and not met. Nothing is explained that the data do not say:
where those behind have neither place nor cause in common, the answer is None.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from odoo.addons.cchc_propaganda.tools.outcome import MET, Outcome

# The kinds of outcome that count, in the order in which a row shows them. What was due before the issue, exempt or no
# longer asked counts only where it was met, which makes it “done” or “late”.
COUNTED = ('done', 'late', 'waiting', 'overdue', 'open')
BEHIND = frozenset({'late', 'overdue'})
MOST_SQUARES = 60       # a row of more assignments is a bar

# Why an assignment is behind.
CHANNEL = 'channel'     # the channel had enough articles by the deadline and posted them after it
REVIEW = 'review'       # enough articles were sent for review by the deadline and agreed to after it
WRITING = 'writing'     # too few articles were sent for review by the deadline
HOLDING = 'holding'     # too little outreach was held by the deadline


@dataclass(frozen=True, slots=True)
class Case:
    """An assignment that fell due, as far as it matters where those behind are."""

    means: Hashable         # its channel or form
    unit: Hashable          # the unit that owes it
    is_behind: bool = False
    cause: str = ''         # of one behind
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """How many assignments of a group fell due, and how they stand."""

    due: int = 0            # met, or the deadline has passed
    done: int = 0
    late: int = 0
    overdue: int = 0
    waiting: int = 0        # sent in time, not answered, the deadline has passed
    ahead: int = 0          # neither met nor due yet

    @property
    def met(self):
        return self.done + self.late

    @property
    def counted(self):
        return self.due + self.ahead


def sums(outcomes: Iterable[Outcome]) -> Sums:
    """Return the sums of these outcomes.

    >>> sums([Outcome('done', 3), Outcome('late', 2), Outcome('waiting', -1), Outcome('waiting', 4), Outcome('open', 9),
    ...       Outcome('before', -9)])
    Sums(due=3, done=1, late=1, overdue=0, waiting=1, ahead=2)
    """
    outcomes = [one for one in outcomes if one.kind in COUNTED]
    kinds = Counter(one.kind for one in outcomes)
    waiting = sum(one.kind == 'waiting' and one.is_missed for one in outcomes)
    due = kinds['done'] + kinds['late'] + kinds['overdue'] + waiting
    return Sums(due, kinds['done'], kinds['late'], kinds['overdue'], waiting, len(outcomes) - due)


def is_due(outcome: Outcome) -> bool:
    """Whether an assignment with this outcome is met, or its deadline has passed."""
    return outcome.kind in MET or outcome.is_missed


def same_day(day: date, years: int) -> date:
    """Return the same day so many years later; 28 February for 29 February.

    >>> same_day(date(2024, 2, 29), -1), same_day(date(2024, 6, 17), -1)
    (datetime.date(2023, 2, 28), datetime.date(2023, 6, 17))
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def cause(is_outreach: bool, asked: int, at_channel: int, in_review: int) -> str:
    """Return why an assignment is behind. ``at_channel``, ``in_review``: how many of its articles the channel, the
    board had by the deadline.

    >>> cause(False, 1, 1, 1), cause(False, 2, 1, 2), cause(False, 1, 0, 0), cause(True, 1, 0, 0)
    ('channel', 'review', 'writing', 'holding')
    """
    if is_outreach:
        return HOLDING
    if at_channel >= asked:
        return CHANNEL
    return REVIEW if in_review >= asked else WRITING


def main_place(cases: Sequence[Case]) -> tuple[str, Hashable, int, int] | None:
    """Return where most of the assignments behind are: ``('means' or 'unit', its key, how many are behind there, of how
    many)``. None unless two or more are there, at least half of all behind, and a larger share than elsewhere.

    >>> zalo, portal = ('zalo', 'portal')
    >>> cases = [Case(zalo, 'a', True), Case(zalo, 'b', True), Case(zalo, 'c'), *[Case(portal, 'a')] * 6,
    ...          Case(portal, 'c', True)]
    >>> main_place(cases)
    ('means', 'zalo', 2, 3)
    >>> main_place(cases[:1]) is None
    True
    """
    behind = sum(case.is_behind for case in cases)
    found = []
    for kind in ('means', 'unit'):
        there = Counter(getattr(case, kind) for case in cases)
        behind_there = Counter(getattr(case, kind) for case in cases if case.is_behind)
        for key, count in behind_there.items():
            of = there[key]
            if count >= 2 and count * 2 >= behind and count * len(cases) > behind * of:
                found.append((kind, key, count, of))
    return max(found, key=lambda place: (place[2], place[2] / place[3], place[0] == 'means'), default=None)


def cases_at(cases: Sequence[Case], place: tuple | None) -> list[Case]:
    """Return the cases behind in that place, everywhere without one."""
    return [case for case in cases if case.is_behind and (place is None or getattr(case, place[0]) == place[1])]


def main_cause(behind: Sequence[Case]) -> tuple[str, bool] | None:
    """Return the cause of more than half of these cases, and whether it is that of all; else None.

    >>> late = [Case('zalo', 'a', True, CHANNEL), Case('zalo', 'b', True, CHANNEL), Case('zalo', 'c', True, WRITING)]
    >>> main_cause(late), main_cause(late[:2]), main_cause(late[1:])
    (('channel', False), ('channel', True), None)
    """
    [(found, count)] = Counter(case.cause for case in behind).most_common(1) or [('', 0)]
    return (found, count == len(behind)) if count * 2 > len(behind) else None
