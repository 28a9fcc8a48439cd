# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

import pytest

from cchc_propaganda.tools.amendment import Cell, Part, Row, changes, leaves_alone, paired

JULY = date(2024, 7, 1)


def row(key, number='1', **cells):
    return Row(key, number, f'Row {number}', {
        name: cell if isinstance(cell, Cell) else Cell(cell) for name, cell in cells.items()})


def told(before, after, pairs):
    return [(change.kind, change.code, change.cells) for change in changes(before, after, pairs)]


def test_a_part_is_the_one_that_it_was_made_from_whatever_it_says_now():
    assert paired([Part(1, identity='a'), Part(2, identity='b')],
                  [Part(11, 2, 'a'), Part(12, 1, 'b')]) == {11: 2, 12: 1}


def test_what_was_deleted_and_typed_again_is_the_same_part():
    assert paired([Part(1, identity='portal')], [Part(11, None, 'portal')]) == {11: 1}


def test_each_part_of_the_plan_is_taken_once():
    assert paired([Part(1, identity='a')], [Part(11, 1, 'a'), Part(12, 1, 'a'), Part(13, None, 'a')]) == {11: 1}


def test_an_obligation_on_another_channel_is_another_obligation():
    """Its assignments are about the channel that was asked for."""
    before, after = [Part(1, identity='portal'), Part(2, identity='page')], [Part(11, 1, 'page'), Part(12, 2, 'radio')]
    assert paired(before, after, is_strict=True) == {11: 2}


def test_parts_without_identity_are_never_taken_for_one_another():
    assert paired([Part(1), Part(2)], [Part(11), Part(12, 2)]) == {12: 2}


def test_rows_are_told_in_the_order_of_the_appendix_and_unchanged_ones_not_at_all():
    before = [row(1, '1', content='A'), row(2, '2', content='B'), row(3, '3', content='C'), row(4, '4', content='D')]
    after = [row(11, '1', content='A'), row(13, '2', content='C!'), row(15, '3', content='E')]
    assert told(before, after, {11: 1, 13: 3}) == [
        ('abolished', '2', (('content', 'B', ''),)),
        ('changed', '2', (('content', 'C', 'C!'),)),
        ('abolished', '4', (('content', 'D', ''),)),
        ('added', '3', (('content', '', 'E'),)),
    ]


def test_a_new_number_is_a_change_and_the_number_of_a_new_row_stands_beside_it():
    before, after = [row(1, '1', code='1'), row(2, '2', code='2')], [row(12, '1', code='1'), row(13, '2', code='2')]
    assert told(before, after, {12: 2}) == [
        ('abolished', '1', ()), ('changed', '1', (('code', '2', '1'),)), ('added', '2', ())]


def test_same_words_that_mean_other_units_are_a_change():
    before, after = [row(1, lead=Cell('Các phòng', 'A, B'))], [row(11, lead=Cell('Các phòng', 'A, C'))]
    assert told(before, after, {11: 1}) == [('changed', '1', (('lead', 'A, B', 'A, C'),))]


def test_of_what_is_asked_only_the_lines_that_differ_are_shown():
    before, after = [row(1, asked='portal: 1\npage: 1')], [row(11, asked='portal: 1\npage: 2\nradio: 1')]
    assert told(before, after, {11: 1}) == [('changed', '1', (('asked', 'page: 1', 'page: 2\nradio: 1'),))]


@pytest.mark.parametrize(('given', 'asked', 'expected'), [
    (date(2024, 6, 30), date(2024, 6, 20), True),       # what was missed stays missed, on its day
    (date(2024, 6, 30), None, True),
    (None, date(2024, 6, 30), True),                    # nobody is asked for what is over
    (date(2024, 7, 1), date(2024, 6, 30), True),        # no deadline moves into the past
    (date(2024, 7, 1), None, False),
    (date(2024, 7, 1), date(2024, 7, 1), False),
    (None, date(2024, 7, 1), False),
    (date(2024, 6, 30), date(2024, 7, 20), True),
])
def test_an_amendment_says_nothing_of_what_was_due_before_it(given, asked, expected):
    assert leaves_alone(JULY, given, asked) is expected
    assert leaves_alone(None, given, asked) is False
