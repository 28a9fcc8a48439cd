# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Days of reminders: before, on and after deadlines of the 2024 plan."""

import doctest
from datetime import date

import pytest

from cchc_propaganda.tools import reminder
from cchc_propaganda.tools.reminder import MAKE_UP, Offset, latest
from cchc_propaganda.tools.working_days import WorkingCalendar

PUBLIC = WorkingCalendar()
FEBRUARY, MAY = date(2024, 2, 25), date(2024, 5, 25)   # a Sunday, a Saturday


def test_what_reads_like_the_rule():
    result = doctest.testmod(reminder)
    assert result.failed == 0
    assert result.attempted


@pytest.mark.parametrize('days, day', [(-14, 7), (-13, 7), (-10, 15), (-7, 16), (-3, 22), (0, 23)])
def test_before_the_deadline_it_comes_on_the_working_day_before(days, day):
    """Tết of 2024: 8 to 14 February; the 18th is a Sunday."""
    assert Offset(days).day(FEBRUARY, PUBLIC) == date(2024, 2, day)


@pytest.mark.parametrize('days, day', [(1, 27), (2, 27), (3, 28), (7, 3)])
def test_after_the_deadline_it_comes_on_the_working_day_that_follows(days, day):
    assert Offset(days).day(MAY, PUBLIC) == date(2024, 6 if day == 3 else 5, day)


@pytest.mark.parametrize('days, expected', [(-3, date(2024, 2, 21)), (0, date(2024, 2, 23)), (3, date(2024, 2, 28))])
def test_working_days_are_counted_from_the_deadline(days, expected):
    assert Offset(days, working=True).day(FEBRUARY, PUBLIC) == expected


def test_days_off_of_the_agency_move_it_further():
    closed = WorkingCalendar(days_off={date(2024, 2, 23): "Moving house"}, extra_working_days={date(2024, 2, 24)})
    assert Offset(0).day(FEBRUARY, closed) == date(2024, 2, 24)


def test_of_several_that_fall_on_one_day_the_nearest_counts():
    """Tết takes both the 13th and the 10th back to the 7th."""
    offsets = [Offset(-5), Offset(-2)]
    assert latest(offsets, date(2024, 2, 15), date(2024, 2, 7), PUBLIC) == Offset(-2)
    assert latest(offsets, date(2024, 2, 15), date(2024, 2, 6), PUBLIC) is None


def test_what_was_missed_is_made_up_for_a_month():
    day = Offset(7).day(MAY, PUBLIC)
    assert latest([Offset(7)], MAY, date.fromordinal(day.toordinal() + MAKE_UP), PUBLIC) == Offset(7)
    assert latest([Offset(7)], MAY, date.fromordinal(day.toordinal() + MAKE_UP + 1), PUBLIC) is None
