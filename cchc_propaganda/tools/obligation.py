# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an obligation of the plan asks for: for which period, by which day, by which unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .period import MONTHS, Period, deadline, periods_between

FIRST_YEAR, LAST_YEAR = 2000, 2100      # of a plan
NEAR = 7    # a deadline is near this many days before: something must have been sent for review by then


@dataclass(frozen=True, slots=True)
class Owed:
    """One period of an obligation, and its deadline (the last day that is still on time)."""

    period: Period
    deadline: date


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a rotation: the periods (ordinals in the year, 1-based, inclusive) in which a unit owes."""

    first: int
    last: int
    unit: int


def owed_periods(frequency: str, date_from: date, date_to: date, due_day: int = 31, month_offset: int = 0,
                 due: date | None = None) -> tuple[Owed, ...]:
    """Return the periods of an obligation between two days (inclusive), with their deadlines, in order of time.

    ``frequency`` is that of the obligation; ``once`` is due on ``due`` (else on the last day), ``ongoing`` yields none.

    >>> [str(owed.deadline) for owed in owed_periods('quarter', date(2024, 1, 1), date(2024, 12, 31), 20)]
    ['2024-03-20', '2024-06-20', '2024-09-20', '2024-12-20']
    """
    if frequency == 'ongoing':
        return ()
    if frequency == 'once':
        year = Period.of('year', date_from)
        whole = (date_from, date_to) == (year.start, year.end)
        return (Owed(year if whole else Period.window(date_from, date_to), due or date_to),)
    return tuple(
        Owed(period, deadline(period, due_day, month_offset))
        for period in periods_between(frequency, date_from, date_to))


def units_in_turn(ordinal: int, rotation: Iterable[Turn], leads: Iterable[int]) -> tuple[int, ...]:
    """Return the units that owe in the period ``ordinal``: those of the rotation, or all leads without a rotation."""
    rotation = tuple(rotation)
    if not rotation:
        return tuple(dict.fromkeys(leads))
    return tuple(dict.fromkeys(turn.unit for turn in rotation if turn.first <= ordinal <= turn.last))


def days_of_no_plan(*days: date | None) -> list[date]:
    """Return those of the days that lie in no year of a plan. From the year 1 to the year 9999, an obligation would be
    owed 120,000 times.

    >>> days_of_no_plan(date(2024, 1, 1), None, date(202, 4, 1))
    [datetime.date(202, 4, 1)]
    """
    return [day for day in days if day and not FIRST_YEAR <= day.year <= LAST_YEAR]


# -- turns of a rotation ---------------------------------------------------------------------------------------------

def most_periods(frequency: str) -> int:
    """Return how many periods of the frequency a year has; 1 when it does not divide the year.

    >>> most_periods('month'), most_periods('quarter'), most_periods('once')
    (12, 4, 1)
    """
    return 12 // MONTHS.get(frequency, 12)


def proposed_turns(frequency: str, units: Sequence[int], together: int = 1) -> list[Turn]:
    """Return turns that cover the year, the units one after the other, each for ``together`` periods.

    >>> [(turn.first, turn.last, turn.unit) for turn in proposed_turns('month', (7, 8, 9, 6), together=3)]
    [(1, 3, 7), (4, 6, 8), (7, 9, 9), (10, 12, 6)]
    >>> [(turn.first, turn.last, turn.unit) for turn in proposed_turns('quarter', (7, 8))]
    [(1, 1, 7), (2, 2, 8), (3, 3, 7), (4, 4, 8)]
    """
    units, most = tuple(dict.fromkeys(units)), most_periods(frequency)
    if not units:
        return []
    return [Turn(first, min(first + together - 1, most), units[index % len(units)])
            for index, first in enumerate(range(1, most + 1, together))]


def turns_outside(frequency: str, turns: Iterable[Turn]) -> list[Turn]:
    """Return the turns that name periods which the frequency does not have: months in a quarterly obligation.

    >>> turns_outside('quarter', [Turn(1, 1, 7), Turn(4, 6, 8)])
    [Turn(first=4, last=6, unit=8)]
    """
    return [turn for turn in turns if not 1 <= turn.first <= turn.last <= most_periods(frequency)]


def in_periods(frequency: str, turns: Sequence[Turn]) -> list[Turn]:
    """Return the turns with periods that the frequency has. Where one of them lies outside, all are read as months, and
    become the periods that they make up; what makes up none is left out.

    >>> months = [Turn(1, 3, 7), Turn(4, 6, 8), Turn(7, 12, 9)]
    >>> [(turn.first, turn.last, turn.unit) for turn in in_periods('quarter', months)]
    [(1, 1, 7), (2, 2, 8), (3, 4, 9)]
    """
    if not turns_outside(frequency, turns):
        return list(turns)
    months = 12 // most_periods(frequency)
    return [Turn((turn.first - 1) // months + 1, turn.last // months, turn.unit) for turn in turns
            if 1 <= turn.first <= turn.last <= 12 and turn.first % months == 1 % months and turn.last % months == 0]
