# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import pytest

from cchc_propaganda.tools.obligation import Turn, most_periods, proposed_turns, turns_outside, units_in_turn

FREQUENCIES = ('month', 'quarter', 'half', 'year', 'once')


@pytest.mark.parametrize('frequency', FREQUENCIES)
@pytest.mark.parametrize('units', [(7,), (7, 8), (7, 8, 9, 6), tuple(range(1, 14))])
@pytest.mark.parametrize('together', [1, 3])
def test_proposed_turns_leave_no_period_without_a_unit(frequency, units, together):
    turns = proposed_turns(frequency, units, together)
    assert not turns_outside(frequency, turns)
    for ordinal in range(1, most_periods(frequency) + 1):
        assert len(units_in_turn(ordinal, turns, ())) == 1
    assert turns[0].unit == units[0], "the unit named first has the first turn"


def test_without_units_there_is_nothing_to_propose():
    assert proposed_turns('month', ()) == []


def test_a_unit_named_twice_has_one_place_in_the_order():
    assert [turn.unit for turn in proposed_turns('quarter', (7, 8, 7))] == [7, 8, 7, 8]


def test_months_are_no_turns_of_a_quarterly_obligation():
    months = [Turn(1, 3, 7), Turn(4, 6, 8), Turn(7, 9, 9), Turn(10, 12, 6)]
    assert turns_outside('quarter', months) == months[1:]
    assert turns_outside('month', months) == []
    assert turns_outside('month', [Turn(0, 1, 7), Turn(5, 2, 7), Turn(12, 13, 7)]) == [
        Turn(0, 1, 7), Turn(5, 2, 7), Turn(12, 13, 7)]
