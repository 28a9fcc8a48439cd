# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Check whether a field of a given type can store a value that a client sent."""

from datetime import date, datetime

LEAST, MOST = -2**31, 2**31 - 1     # range of an integer in PostgreSQL
LONGEST = 40                        # most letters of a number

NUMBER, TEXT, DAY, KIND = 'number', 'text', 'day', 'kind'


def trouble(field_type, value):
    """Return what is wrong with a JSON value for a field of that type: a number too large (``NUMBER``), invalid
    characters (``TEXT``), a day that does not exist (``DAY``), another type (``KIND``). Return None for a valid value.

    >>> trouble('integer', 2**31), trouble('integer', 12), trouble('char', 'a\\x00'), trouble('date', '2024-02-30')
    ('number', None, 'text', 'day')
    """
    if value is None or value is False:
        return None
    return _CHECKS.get(field_type, _nothing)(value)


def _nothing(value):
    return None


def _text(value):
    if not isinstance(value, str):
        return KIND
    return TEXT if '\x00' in value or any('\ud800' <= letter <= '\udfff' for letter in value) else None


def _whole(value):
    number = _number(value)
    if number is None:
        return KIND
    return None if LEAST <= number <= MOST else NUMBER


def _real(value):
    number = _number(value)
    if number is None:
        return KIND
    return None if abs(number) < 1e300 else NUMBER     # NaN and infinity fail, too


def _number(value):
    """Return the value as a number, infinity when it is too long, None when it is not a number."""
    if isinstance(value, (int, float)):
        return value
    if not isinstance(value, str):
        return None
    if len(value) > LONGEST:
        return float('inf')
    try:
        return float(value)
    except ValueError:
        return None


def _day(value):
    return _moment(value, date.fromisoformat)


def _time(value):
    return _moment(value, datetime.fromisoformat)


def _moment(value, read):
    if not isinstance(value, str):
        return KIND
    try:
        read(value)
    except ValueError:
        return DAY
    return None


def _link(value):
    if isinstance(value, bool) or not isinstance(value, int):
        return KIND
    return None if 0 < value <= MOST else NUMBER


def _list(value):
    return None if isinstance(value, list) else KIND


_CHECKS = {
    'char': _text, 'text': _text, 'html': _text, 'selection': _text, 'reference': _text, 'binary': _text,
    'image': _text, 'integer': _whole, 'float': _real, 'monetary': _real, 'date': _day, 'datetime': _time,
    'many2one': _link, 'many2one_reference': _link, 'one2many': _list, 'many2many': _list,
}
