# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a client may send for a field, and what nobody can keep."""

import pytest

from cchc_propaganda.tools import values

HUGE = 10**400


@pytest.mark.parametrize(('field_type', 'value'), [
    ('char', "Tin tức"), ('char', False), ('html', None), ('selection', 'draft'), ('integer', 0), ('integer', '12'),
    ('integer', values.MOST), ('integer', values.LEAST), ('float', 1.5), ('float', 2**40), ('date', '2024-02-29'),
    ('datetime', '2024-02-29 08:05:00'), ('many2one', 7), ('many2one', False), ('many2many', []), ('json', {'a': 1})])
def test_what_a_field_keeps(field_type, value):
    assert values.trouble(field_type, value) is None


@pytest.mark.parametrize(('field_type', 'value', 'expected'), [
    ('integer', values.MOST + 1, values.NUMBER), ('integer', values.LEAST - 1, values.NUMBER),
    ('integer', '9' * 5000, values.NUMBER), ('integer', HUGE, values.NUMBER), ('integer', [1], values.KIND),
    ('integer', 'abc', values.KIND), ('integer', 1e308, values.NUMBER), ('float', HUGE, values.NUMBER),
    ('float', 'NaN', values.NUMBER), ('float', {}, values.KIND), ('char', 'a\x00b', values.TEXT),
    ('html', 'a\ud800', values.TEXT), ('text', ['a'], values.KIND), ('selection', 7, values.KIND),
    ('date', '2024-02-30', values.DAY), ('date', '10000-01-01', values.DAY), ('date', 7, values.KIND),
    ('datetime', '2024-01-01 25:00:00', values.DAY), ('many2one', 'abc', values.KIND), ('many2one', True, values.KIND),
    ('many2one', 2**40, values.NUMBER), ('many2one', -1, values.NUMBER), ('one2many', 'abc', values.KIND)])
def test_what_no_field_keeps(field_type, value, expected):
    assert values.trouble(field_type, value) == expected
