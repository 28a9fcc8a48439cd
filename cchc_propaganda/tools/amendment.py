# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an amendment changes in a plan: which of its parts are which, and the difference row by row.

An amendment is a copy of the plan in which rows are changed, added and deleted. Each part of the copy knows the part of
the plan that it was made from, unless somebody typed it anew.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

ADDED, CHANGED, ABOLISHED = 'added', 'changed', 'abolished'
LISTED = 'asked'      # the cell whose lines stand for themselves: only those that differ are shown
NUMBER = 'code'       # the cell with the number of the row


@dataclass(frozen=True, slots=True)
class Part:
    """A row, an obligation or a turn. ``origin``: the key of the part that it was made from; ``identity``: by what a
    part that was deleted and typed again is known to be the same."""

    key: Hashable
    origin: Hashable = None
    identity: Hashable = None


def paired(before: Sequence[Part], after: Sequence[Part], is_strict: bool = False) -> dict:
    """Return ``{key of a part of the amendment: key of the part of the plan that it is}``, without new parts. Each part
    of the plan is taken once: first by those made from it, then by those of the same identity.

    ``is_strict``: a part that was made from another but no longer has its identity is a new one.

    >>> paired([Part(1, identity='portal'), Part(2, identity='page')],
    ...        [Part(11, origin=1, identity='page'), Part(12, identity='page')])
    {11: 1, 12: 2}
    >>> paired([Part(1, identity='portal')], [Part(11, origin=1, identity='page')], is_strict=True)
    {}
    """
    left, found = {part.key: part for part in before}, {}
    for part in after:
        origin = left.get(part.origin)
        if origin and (not is_strict or origin.identity == part.identity):
            found[part.key] = left.pop(part.origin).key
    by_identity = defaultdict(list)
    for part in left.values():
        if part.identity is not None:
            by_identity[part.identity].append(part.key)
    for part in after:
        if part.key not in found and by_identity.get(part.identity):
            found[part.key] = by_identity[part.identity].pop(0)
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row as it is read. ``meant``: what the same words stand for (the units that were understood), shown
    where the words alone are the same."""

    words: str = ''
    meant: str = ''


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the appendix, or a bullet in one. ``cells``: in the order in which they are shown."""

    key: Hashable
    code: str
    title: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a row. ``cells``: ``(name of the cell, before, after)`` of those that differ."""

    kind: str
    code: str
    title: str
    cells: tuple[tuple[str, str, str], ...]


def changes(before: Sequence[Row], after: Sequence[Row], pairs: Mapping) -> list[Change]:
    """Return the difference, in the order of the amended appendix; a row that is abolished stands after the row that
    it followed, before what is added there. ``pairs``: as ``paired`` gives them."""
    originals = {row.key: row for row in before}
    kept, last, gone = set(pairs.values()), None, defaultdict(list)
    for row in before:
        if row.key in kept:
            last = row.key
        else:
            gone[last].append(Change(ABOLISHED, row.code, row.title, _cells(_without_number(row.cells), {})))
    found = gone[None]
    for row in after:
        original = originals.get(pairs.get(row.key))
        if original is None:
            found.append(Change(ADDED, row.code, row.title, _cells({}, _without_number(row.cells))))
            continue
        if cells := _cells(original.cells, row.cells):
            found.append(Change(CHANGED, row.code, row.title, cells))
        found += gone[original.key]
    return found


def _without_number(cells):
    """The number of a row that only one of the two has stands beside it already."""
    return {name: cell for name, cell in cells.items() if name != NUMBER}


def _cells(before, after):
    shown = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name, Cell()), after.get(name, Cell())
        if old == new:
            continue
        if old.words != new.words:
            pair = _lines_apart(old.words, new.words) if name == LISTED else (old.words, new.words)
        else:
            pair = old.meant, new.meant
        if any(pair):
            shown.append((name, *pair))
    return tuple(shown)


def _lines_apart(old, new):
    """Return the lines that only one of the two has."""
    old, new = old.splitlines(), new.splitlines()
    return ('\n'.join(line for line in old if line not in new), '\n'.join(line for line in new if line not in old))


# ----------------------------------------------------------------------
# What it says of an assignment
# ----------------------------------------------------------------------

def leaves_alone(since: date | None, given: date | None, asked: date | None) -> bool:
    """Whether an amendment in force from ``since`` says nothing of an assignment: it was due before, or would be.
    ``given``: the deadline of the assignment, None of a new one; ``asked``: the one that the amended plan asks for,
    None if it asks for none. A plan that was never amended (``since`` is None) leaves nothing alone.

    What was missed stays missed, and nobody is asked for what is over.

    >>> day = date(2024, 7, 1)
    >>> leaves_alone(day, date(2024, 6, 25), None), leaves_alone(day, None, date(2024, 6, 20))
    (True, True)
    >>> leaves_alone(day, date(2024, 7, 25), date(2024, 6, 30)), leaves_alone(day, date(2024, 7, 25), None)
    (True, False)
    """
    return since is not None and any(day is not None and day < since for day in (given, asked))
