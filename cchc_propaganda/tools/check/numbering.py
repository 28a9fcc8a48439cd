# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The printed numbers of sections and rows: one that is left out, one that stands twice."""

import re
from collections.abc import Iterator, Sequence

from ..decree import roman

_PARTS = re.compile(r'(?:(?P<above>[\w.]{1,40})\.)?(?P<last>\d{1,3}|[IVX]{1,7})')


def missing_numbers(numbers: Sequence[str | None]) -> list[tuple[str, str, str]]:
    """Return ``[(the number before, the one left out, the number after)]``, in the order of the page. Letters and
    dashes are not counted, and rows numbered 1, 2, 3 begin anew below each Roman number.

    >>> missing_numbers(['I', 'I.1', 'I.2', 'II', 'III', 'V'])
    [('III', 'IV', 'V')]
    >>> missing_numbers(['1', '2', '4', '4.1', '4.3'])
    [('2', '3', '4'), ('4.1', '4.2', '4.3')]
    >>> missing_numbers(['I', '1', '2', 'II', '1', 'a.', '-', '2.', ''])
    []
    """
    found = []
    for before, number, value, last, write in _followed(numbers):
        found += [(before, write(missing), number) for missing in range(last + 1, value)] if last else []
    return found


def repeated_numbers(numbers: Sequence[str | None]) -> list[str]:
    """Return the numbers that stand twice in a row, each once.

    >>> repeated_numbers(['1', '2', '2', '3', 'a.', 'a.']), repeated_numbers(['I', '1', 'II', '1'])
    (['2'], [])
    """
    return list(dict.fromkeys(number for __, number, value, last, __ in _followed(numbers) if value == last))


def _followed(numbers) -> Iterator:
    """Yield (the number before among its neighbours, the number, its value, the value before or 0, how to write a
    value here) for each number that says its place."""
    before, chapter = {}, ''
    for number in numbers:
        number = (number or '').strip().rstrip('.)')
        match = _PARTS.fullmatch(number)
        if not match:
            continue
        above, is_roman = match['above'] or '', not match['last'].isdigit()
        value = _value(match['last'])
        if value is None:
            continue
        group = (above if is_roman or above else chapter, bool(above), is_roman)
        last_number, last = before.get(group, ('', 0))
        prefix = f'{above}.' if above else ''
        yield last_number, number, value, last, lambda missing, prefix=prefix, is_roman=is_roman: (
            prefix + (roman(missing) if is_roman else str(missing)))
        before[group] = number, value
        if is_roman and not above:
            chapter = number


def _value(last):
    """Return what the last part of a number is worth; None for letters that make up no Roman number."""
    if last.isdigit():
        return int(last)
    return next((value for value in range(1, 40) if roman(value) == last), None)
