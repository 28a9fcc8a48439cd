# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rows of an appendix as an outline: how deep a row lies by its number, and which row it lies under."""

import re
from collections.abc import Sequence

DEEPEST = 5     # a printed appendix has two or three levels

_ROMAN = re.compile(r'[IVX]+')
_CAPITAL = re.compile(r'[A-ZĐ]')
_NUMBERS = re.compile(r'[0-9]{1,4}(?:\.[0-9]{1,4}){0,5}')
_LETTER = re.compile(r'[a-zđ]{1,3}')
_DASHES = '-–—•*'


def level_of(code: str | None, above: Sequence[tuple[str, int]]) -> int | None:
    """Return the level (0: the outermost) that a row's number proposes; None when the number says nothing.

    ``above``: number and level of the rows above, from the first row of the appendix on.

    >>> level_of('4.1', [('3', 0), ('4', 0)]), level_of('a)', [('4', 0), ('4.1', 1)])
    (1, 2)
    >>> level_of('b.', [('4.1', 1), ('a.', 2)]), level_of('5', [('4.1', 1), ('a.', 2), ('-', 3)])
    (2, 0)
    """
    kind = _kind(code)
    if kind is None:
        return None
    name, number = kind
    known = [(other, level) for other, level in ((_kind(text), level) for text, level in above) if other]
    if name == 'number' and len(number) > 1:
        for (other, parts), level in reversed(known):
            if other == 'number' and parts == number[:-1]:
                return _within(level + 1)
    size = len(number) if name == 'number' else 0
    for (other, parts), level in reversed(known):
        if other == name and (len(parts) if other == 'number' else 0) == size:
            return level
    if size > 1:
        return _within(size - 1)
    headings = _ABOVE[name]
    return next((_within(level + 1) for (other, __), level in reversed(known) if other in headings), 0)


# Which rows a row of each kind may lie under.
_ABOVE = {
    'roman': ('capital',),
    'capital': (),
    'number': ('roman', 'capital'),
    'letter': ('number', 'roman', 'capital'),
    'dash': ('letter', 'number', 'roman', 'capital'),
    'plus': ('dash', 'letter', 'number', 'roman', 'capital'),
}


def _kind(code):
    """Return the kind of a row's number, and the parts of which it consists; None for anything else."""
    text = (code or '').strip()
    if text and text in _DASHES:
        return 'dash', ()
    if text == '+':
        return 'plus', ()
    text = text.rstrip('.)').strip()
    for name, pattern in (('roman', _ROMAN), ('capital', _CAPITAL), ('letter', _LETTER)):
        if pattern.fullmatch(text):
            return name, ()
    return ('number', tuple(map(int, text.split('.')))) if _NUMBERS.fullmatch(text) else None


def _within(level):
    return min(level, DEEPEST)


def outline(levels: Sequence[int]) -> list[tuple[int, int | None]]:
    """Return the level and the index of the row above it for each row, in their order. A row lies at most one level
    below the row before it.

    >>> outline([0, 1, 2, 1, 0, 3])
    [(0, None), (1, 0), (2, 1), (1, 0), (0, None), (1, 4)]
    """
    rows, path = [], []
    for index, level in enumerate(levels):
        level = min(max(level, 0), len(path), DEEPEST)
        del path[level:]
        rows.append((level, path[-1] if path else None))
        path.append(index)
    return rows
