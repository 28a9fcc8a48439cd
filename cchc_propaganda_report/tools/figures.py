# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The figures of a report: the days that each column covers, the sums of the counts, and the records behind them.

Assignments count by the periods of the plan, publications by the day of posting. The two clocks are never mixed (Decree
09/2019/NĐ-CP, art. 12): an article posted on 18/3 meets an assignment of the quarter, but may belong to the
publications of the next report.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odoo.addons.cchc_propaganda.tools.outcome import EXCUSED, MET

# The columns of a report: this period, the period before, the same period last year, the year so far.
COLUMNS = ('value', 'previous', 'same_last_year', 'cumulative')
MISSED = frozenset({'overdue', 'waiting'})  # kinds of outcome, once the deadline has passed
FEWEST = 5      # of fewer assignments no percentage is printed: 2 of 3 is no 67%


@dataclass(frozen=True, slots=True)
class Line:
    """One line of figures. None means "no data", which differs from 0."""

    code: str
    name: str
    clock: str                          # what is counted by which days: a value of the figure's field ``clock``
    values: Mapping[str, float | None] = field(default_factory=dict)    # by column
    unit: str = 'count'                 # or 'percent': a share of 1; 'money'
    is_section: bool = False
    record_id: int | None = None        # of the channel, genre … that the line is about
    wholes: Mapping[str, float] = field(default_factory=dict)           # by column, of what a percentage is the share
    is_detail: bool = False             # a part of another figure, by unit or by row of the plan
    model: str = ''                     # of the records that are counted
    lists: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # their ids, by column
    footnote: str = ''                  # what a sent report said otherwise

    def text(self, column: str) -> str:
        """Return the figure of a column as printed."""
        return '' if self.is_section else figure_text(self.values.get(column), self.unit, self.wholes.get(column))


def windows(period, window_of: Callable | None = None) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each column, for the period of a report (``tools.period.Period``).
    ``window_of``: returns the days of a period, where they are not those of the calendar."""
    window_of = window_of or (lambda one: (one.start, one.end))
    days = {name: window_of(one) for name, one in periods(period).items()}
    return {**days, 'cumulative': (window_of(type(period).of('year', period.end))[0], days['value'][1])}


def periods(period) -> dict:
    """Return the period of each column but the cumulative one, for the period of a report."""
    return {'value': period, 'previous': period.previous(), 'same_last_year': period.same_last_year()}


def stretches(all_windows: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the stretches of days into which the windows cut the calendar, in order: each lies within some windows or
    outside them as a whole, and within at least one. So each record is read once, however many columns count it.

    >>> [tuple(map(str, days)) for days in stretches([(date(2024, 1, 1), date(2024, 6, 30)),
    ...                                               (date(2024, 4, 1), date(2024, 6, 30))])]
    [('2024-01-01', '2024-03-31'), ('2024-04-01', '2024-06-30')]
    """
    all_windows = set(all_windows)
    starts = sorted({start for start, __ in all_windows} | {end + timedelta(days=1) for __, end in all_windows})
    cut = [(start, after - timedelta(days=1)) for start, after in zip(starts, starts[1:], strict=False)]
    return [(first, last) for first, last in cut if any(start <= first and last <= end for start, end in all_windows)]


class Tally:
    """What was counted, by code, agency, unit and stretch of days: the ids of the records; for some codes also an
    amount, or keys of which the different ones are counted."""

    def __init__(self):
        self._cells = defaultdict(list)     # (code, agency, unit) -> [(stretch, ids, amount, keys)]
        self._units = defaultdict(set)      # (code, agency) -> units

    def add(self, codes, agency, unit, stretch, ids, amount=None, keys=()):
        for code in codes:
            self._cells[code, agency, unit].append((stretch, ids, amount, keys))
            self._units[code, agency].add(unit)

    def codes(self, prefix: str, agency, unit=None, within: set[int] | None = None) -> set[str]:
        """Return the codes with this prefix of which something was counted in these stretches (None: in any); ``unit``:
        see ``Counted``."""
        return {
            code for (code, of), units in self._units.items()
            if of == agency and code.startswith(prefix) and any(
                within is None or cell[0] in within
                for one in (units if unit is None else units & set(_each(unit)))
                for cell in self._cells[code, agency, one])}

    def units(self, code: str, agency) -> set:
        return self._units.get((code, agency), set())

    def count(self, code: str, agency, unit, within: set[int]) -> tuple[float, tuple[int, ...]]:
        """Return the number and the sorted ids of what was counted in these stretches; ``unit``: see ``Counted``."""
        units = self.units(code, agency) if unit is None else _each(unit)
        cells = [cell for one in units for cell in self._cells.get((code, agency, one), ()) if cell[0] in within]
        ids = tuple(sorted(set().union(*(cell[1] for cell in cells)))) if cells else ()
        if any(cell[2] is not None for cell in cells):
            return sum(cell[2] for cell in cells), ids
        if any(cell[3] for cell in cells):
            return len(set().union(*(cell[3] for cell in cells))), ids
        return len(ids), ids


def _each(unit):
    return unit if isinstance(unit, tuple) else (unit,)


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one report, by column: of an agency (``unit`` None), or of one unit and those merged into it."""

    tally: Tally
    agency: int
    unit: tuple[int, ...] | None
    within: Mapping[str, set[int]]          # the stretches of each column
    known: Mapping[tuple[str, str], bool]   # (kind of record, column) -> whether there are data

    def codes(self, prefix: str) -> set[str]:
        """Return the codes with this prefix of which something was counted in a column."""
        return self.tally.codes(prefix, self.agency, self.unit, set().union(*self.within.values()))

    def count(self, code: str, column: str, unit=None) -> tuple[float, tuple[int, ...]]:
        return self.tally.count(code, self.agency, self.unit if unit is None else unit, self.within[column])

    def line(self, code: str, name: str, clock: str, kind: str, model: str, **more) -> Line:
        """Return the line of what was counted under the code. ``kind``: of records, which decides where there are
        data."""
        counts = {column: self.count(code, column) for column in self.within if self.known[kind, column]}
        return Line(
            code, name, clock, {column: counts[column][0] if column in counts else None for column in self.within},
            model=model, lists={column: ids for column, (__, ids) in counts.items()}, **more)

    def share(self, code: str, name: str, clock: str, kind: str, model: str, part: str, whole: str, **more) -> Line:
        """Return the line of a percentage: the share of what was counted under the code ``part`` in the ``whole``,
        which is the list behind it."""
        wholes = self.line(whole, name, clock, kind, model)
        parts = {column: self.count(part, column)[0] for column in self.within}
        return Line(
            code, name, clock,
            {column: share(parts[column], number or 0) for column, number in wholes.values.items()},
            'percent', wholes={column: number for column, number in wholes.values.items() if number}, model=model,
            lists=wholes.lists, **more)


def packed(lists: Mapping[str, Iterable[int]]) -> bytes:
    """Return lists of ids as few bytes: the differences of neighbours, compressed.

    >>> unpacked(packed({'value': (3, 5, 90)}))
    {'value': (3, 5, 90)}
    >>> len(packed({'value': range(100_000)})) < 1000
    True
    """
    steps = {}
    for column, ids in lists.items():
        before, steps[column] = 0, []
        for one in sorted(ids):
            steps[column].append(one - before)
            before = one
    return zlib.compress(json.dumps(steps, separators=(',', ':'), sort_keys=True).encode())


def unpacked(content: bytes) -> dict[str, tuple[int, ...]]:
    """Return what ``packed`` packed."""
    lists = {}
    for column, steps in json.loads(zlib.decompress(content)).items():
        at, ids = 0, []
        for step in steps:
            at += step
            ids.append(at)
        lists[column] = tuple(ids)
    return lists


def share(part: float, whole: float) -> float | None:
    """Return the part as a share of 1, None if the whole is 0.

    >>> share(4, 5), share(0, 0)
    (0.8, None)
    """
    return part / whole if whole else None


def assignment_codes(kind: str, is_over: bool, is_explained: bool, is_met_after: bool) -> tuple[str, ...]:
    """Return the codes of the figures that count an assignment with this kind of outcome. Exempt and waived
    assignments, and those due before the issue and unmet, leave the denominator.

    >>> assignment_codes('waiting', True, False, True)
    ('assignment_due', 'assignment_unmet', 'assignment_waiting', 'assignment_after')
    >>> assignment_codes('waiting', False, False, False)
    ('assignment_due', 'assignment_pending')
    """
    if kind in EXCUSED:
        return ('assignment_exempt',)
    if kind == 'before':
        return ('assignment_before',)
    if kind in MET:
        return 'assignment_due', 'assignment_met', f'assignment_{kind}'
    if not (is_over and kind in MISSED):
        return 'assignment_due', 'assignment_pending'
    parts = (
        ('assignment_waiting', kind == 'waiting'), ('assignment_explained', is_explained),
        ('assignment_after', is_met_after))
    return 'assignment_due', 'assignment_unmet', *(code for code, holds in parts if holds)


def figure_text(value: float | None, unit: str = 'count', whole: float | None = None) -> str:
    """Return a figure as printed: "–" for no data, never 0. Of fewer than FEWEST (``whole``), a share is printed as the
    two numbers.

    >>> figure_text(None), figure_text(0), figure_text(8 / 9, 'percent'), figure_text(1500000, 'money')
    ('–', '0', '89%', '1.500.000')
    >>> figure_text(2 / 3, 'percent', 3), figure_text(1, 'percent', 5)
    ('2/3', '100%')
    """
    if value is None:
        return '–'
    if unit == 'percent':
        return f'{value * whole:.0f}/{whole:.0f}' if whole and whole < FEWEST else f'{value:.0%}'
    if unit == 'money':
        return f'{value:,.0f}'.replace(',', '.')
    return f'{value:.0f}'
