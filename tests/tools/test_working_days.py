# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Working days of a Vietnamese agency: the deadlines of the 2024 plan, Tết, days off in lieu and swapped Saturdays."""

import doctest
from datetime import date, timedelta

import pytest

from cchc_propaganda.tools import working_days
from cchc_propaganda.tools.period import Period, deadline
from cchc_propaganda.tools.working_days import DAY_OFF, WEEKEND, WorkingCalendar, vietnam_holidays

PUBLIC = WorkingCalendar()


def days(first, last):
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def test_what_reads_like_the_rule():
    result = doctest.testmod(working_days)
    assert result.failed == 0
    assert result.attempted


def test_reminders_of_the_2024_monthly_articles_come_on_working_days():
    """Appendix, row 4.2, due the 25th: in 2024 a Sunday in February and August, a Saturday in May."""
    due = [deadline(period, 25) for period in Period.of_year('month', 2024)]
    moved = {day: PUBLIC.on_or_before(day) for day in due if not PUBLIC.is_working(day)}
    assert moved == {
        date(2024, 2, 25): date(2024, 2, 23),
        date(2024, 5, 25): date(2024, 5, 24),
        date(2024, 8, 25): date(2024, 8, 23),
    }


def test_the_quarterly_deadlines_of_the_2024_plan_are_working_days():
    due = [deadline(period, 20) for period in Period.of_year('quarter', 2024)]
    assert [PUBLIC.on_or_before(day) for day in due] == due


@pytest.mark.parametrize(('first', 'last'), [
    (date(2024, 2, 8), date(2024, 2, 14)),
    (date(2025, 1, 25), date(2025, 2, 2)),
    (date(2026, 2, 14), date(2026, 2, 22)),
])
def test_nobody_works_at_tet(first, last):
    assert not any(PUBLIC.is_working(day) for day in days(first, last))
    assert PUBLIC.on_or_before(last) == first - timedelta(days=1)
    assert PUBLIC.on_or_after(first) == last + timedelta(days=1)


def test_a_holiday_on_a_weekend_gives_the_next_working_day_off():
    """Labour Code 2019, art. 111: the Hùng Kings' day of 2026 is a Sunday."""
    assert PUBLIC.on_or_after(date(2026, 4, 26)) == date(2026, 4, 28)
    assert 'Giỗ Tổ' in PUBLIC.reason(date(2026, 4, 27))


def test_culture_day_is_a_holiday_from_2026_on():
    """Resolution 28/2026/QH16."""
    assert PUBLIC.is_working(date(2025, 11, 24))
    assert PUBLIC.reason(date(2026, 11, 24)) == 'Ngày Văn hóa Việt Nam'


@pytest.mark.parametrize(('day_off', 'saturday'), [
    (date(2024, 4, 29), date(2024, 5, 4)),
    (date(2025, 5, 2), date(2025, 4, 26)),
    (date(2026, 8, 31), date(2026, 8, 22)),
    (date(2018, 12, 31), date(2019, 1, 5)),
])
def test_a_swapped_saturday_is_worked_in_place_of_the_day_off(day_off, saturday):
    assert not PUBLIC.is_working(day_off)
    assert PUBLIC.is_working(saturday)
    assert not PUBLIC.is_working(saturday + timedelta(days=1))


def test_a_swap_decided_late_is_entered_by_the_agency():
    """2 January 2026 for Saturday the 10th was decided on 25 December 2025."""
    agency = WorkingCalendar({date(2026, 1, 2): "Hoán đổi ngày làm việc"}, {date(2026, 1, 10)})
    assert agency.reason(date(2026, 1, 2)) == "Hoán đổi ngày làm việc"
    assert agency.is_working(date(2026, 1, 10))
    assert agency.add(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert agency.on_or_before(date(2026, 1, 11)) == date(2026, 1, 10)


def test_extra_working_days_win_over_a_public_holiday():
    assert WorkingCalendar(extra_working_days={date(2024, 9, 3)}).is_working(date(2024, 9, 3))


@pytest.mark.parametrize('day', [date(2024, 3, 20), date(2024, 5, 4), date(2024, 9, 2), date(2024, 3, 23)])
def test_own_days_off_win_over_everything(day):
    """This holds for a working day, a Saturday swapped by the Government, a holiday, and an extra working Saturday."""
    agency = WorkingCalendar({day: "Mất điện toàn trụ sở"}, {day})
    assert agency.reason(day) == "Mất điện toàn trụ sở"
    assert not agency.is_working(day)


def test_every_moved_reminder_can_say_why():
    assert PUBLIC.reason(date(2024, 2, 25)) == WEEKEND
    assert PUBLIC.reason(date(2024, 2, 10)) == 'Tết Nguyên Đán'
    assert PUBLIC.reason(date(2024, 2, 26)) is None
    assert WorkingCalendar({date(2024, 2, 26): ''}).reason(date(2024, 2, 26)) == DAY_OFF


def test_holidays_are_named_in_the_reader_s_language(monkeypatch):
    for locale in ('th', 'en_US'):
        monkeypatch.setenv('LANGUAGE', locale)
        working_days._public_days.cache_clear()
        assert WorkingCalendar(language='vi_VN').reason(date(2024, 9, 2)) == 'Quốc khánh'
        assert WorkingCalendar(language='en_US').reason(date(2024, 9, 2)) == 'National Day'
        assert WorkingCalendar(language='fr_FR').reason(date(2024, 9, 2)) == 'National Day'


@pytest.mark.parametrize(('day', 'count', 'expected'), [
    (date(2024, 3, 14), 2, date(2024, 3, 18)),
    (date(2024, 3, 20), -3, date(2024, 3, 15)),
    (date(2024, 2, 25), -1, date(2024, 2, 23)),
    (date(2024, 2, 7), 1, date(2024, 2, 15)),
    (date(2024, 2, 15), -1, date(2024, 2, 7)),
    (date(2024, 5, 3), 1, date(2024, 5, 4)),
    (date(2024, 2, 25), 0, date(2024, 2, 25)),
])
def test_working_days_are_counted_without_the_first_day(day, count, expected):
    assert PUBLIC.add(day, count) == expected


def test_the_holidays_of_two_years_in_one_mapping():
    both = vietnam_holidays([2024, 2026])
    assert {day.year for day in both} == {2024, 2026}
    assert both[date(2026, 2, 17)] == both[date(2024, 2, 10)] == 'Tết Nguyên Đán'
    assert vietnam_holidays([2024], 'en_US')[date(2024, 4, 30)] == 'Liberation Day/Reunification Day'
    assert vietnam_holidays([]) == {}


def test_what_a_caller_does_with_the_holidays_leaves_the_calendar_alone():
    vietnam_holidays([2024]).clear()
    assert not PUBLIC.is_working(date(2024, 9, 2))


def test_a_calendar_is_frozen():
    with pytest.raises(AttributeError):
        PUBLIC.language = 'en_US'
