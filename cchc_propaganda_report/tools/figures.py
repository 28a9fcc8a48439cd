# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The figures of a report: the days that each column covers, and the sums of the counts.

Assignments count by the periods of the plan, publications by the day of posting. The two clocks are never mixed (Decree
09/2019/NĐ-CP, art. 12): an article posted on 18/3 meets an assignment of the quarter, but may belong to the
publications of the next report.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

# The columns of a report: this period, the period before, the same period last year, the year so far.
COLUMNS = ('value', 'previous', 'same_last_year', 'cumulative')
MET = frozenset({'done', 'late'})               # states of assignments
OUT_OF_COUNT = frozenset({'exempt', 'waived'})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of figures. None means "no data", which differs from 0."""

    code: str
    name: str
    clock: str                          # plan, posting or step: what is counted by which days
    values: Mapping[str, float | None]  # by column
    unit: str = 'count'                 # or 'percent': a share of 1
    is_section: bool = False
    record_id: int | None = None        # of the channel or genre that the line is about


def windows(period) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each column, for the period of a report (``tools.period.Period``)."""
    previous, last_year = period.previous(), period.same_last_year()
    return {
        'value': (period.start, period.end),
        'previous': (previous.start, previous.end),
        'same_last_year': (last_year.start, last_year.end),
        'cumulative': (date(period.end.year, 1, 1), period.end),
    }


def share(part: float, whole: float) -> float | None:
    """Return the part as a share of 1, None if the whole is 0.

    >>> share(4, 5), share(0, 0)
    (0.8, None)
    """
    return part / whole if whole else None


def assignment_values(assignments: Iterable[tuple], missed: Iterable[tuple], explained: int) -> dict[str, float | None]:
    """Return the figures on assignments of one window, by code.

    ``assignments``: (unit, state, whether due before the plan's issue, number) of all assignments of the window;
    ``missed``: (whether the channel has not answered, number) of those unmet whose deadline has passed; ``explained``:
    how many of the missed have their unit's explanation. Exempt and waived assignments, and those due before the issue
    and unmet, leave the denominator.
    """
    due, met = defaultdict(int), defaultdict(int)
    totals = dict.fromkeys(('done', 'late', 'exempt', 'before'), 0)
    for unit, state, before_issue, number in assignments:
        if state in OUT_OF_COUNT:
            totals['exempt'] += number
        elif state in MET:
            totals[state] += number
            due[unit] += number
            met[unit] += number
        elif before_issue:
            totals['before'] += number
        else:
            due[unit] += number
    by_answer = defaultdict(int)
    for waiting, number in missed:
        by_answer[bool(waiting)] += number
    all_due, all_met, unmet = sum(due.values()), sum(met.values()), sum(by_answer.values())
    return {
        'assignment_due': all_due,
        'assignment_done': totals['done'],
        'assignment_late': totals['late'],
        'assignment_unmet': unmet,
        'assignment_waiting': by_answer[True],
        'assignment_explained': explained,
        'assignment_pending': all_due - all_met - unmet,
        'assignment_rate': share(all_met, all_due),
        'assignment_exempt': totals['exempt'],
        'assignment_before': totals['before'],
        'unit_due': len(due),
        'unit_met': sum(1 for unit, number in due.items() if met[unit] == number),
    }


def figure_text(value: float | None, unit: str = 'count') -> str:
    """Return a figure as printed: "–" for no data, never 0.

    >>> figure_text(None), figure_text(0), figure_text(8 / 9, 'percent')
    ('–', '0', '89%')
    """
    if value is None:
        return '–'
    return f'{value:.0%}' if unit == 'percent' else f'{value:.0f}'
