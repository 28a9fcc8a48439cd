# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules that hold for every period, deadline and working day, on any dates (hypothesis)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cchc_propaganda.tools.obligation import owed_periods
from cchc_propaganda.tools.period import MONTHS, Period, deadline, month_day, periods_between, report_window
from cchc_propaganda.tools.reminder import MAKE_UP, Offset, latest
from cchc_propaganda.tools.working_days import WorkingCalendar

ONE_DAY = timedelta(days=1)
KINDS = st.sampled_from(sorted(MONTHS))
ROUND_THE_YEAR = st.sampled_from(sorted(MONTHS.keys() - {'nine'}))     # these follow each other without a gap
DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))      # years whose public holidays are known or computed


@st.composite
def periods(draw, kinds=KINDS):
    kind = draw(kinds)
    return draw(st.sampled_from(Period.of_year(kind, draw(st.integers(2000, 2100)))))


@st.composite
def windows(draw):
    start = draw(DAYS)
    return Period.window(start, start + timedelta(days=draw(st.integers(0, 400))))


@st.composite
def calendars(draw):
    """Draw an agency's own days off and extra working days, near the drawn deadlines."""
    days = st.dates(date(2024, 1, 1), date(2025, 12, 31))
    return WorkingCalendar(
        days_off=dict.fromkeys(draw(st.sets(days, max_size=8)), "Flood"),
        extra_working_days=frozenset(draw(st.sets(days, max_size=8))))


@given(st.one_of(periods(), windows()))
def test_a_key_is_read_back_as_the_same_period(period):
    assert Period.parse(period.key) == period


@given(st.one_of(periods(), windows()))
def test_the_neighbours_of_a_period_are_each_others(period):
    assert period.next().previous() == period == period.previous().next()
    assert period.previous().start < period.start <= period.end < period.next().end


@given(st.one_of(periods(ROUND_THE_YEAR), windows()))
def test_no_day_lies_between_a_period_and_the_next(period):
    assert period.next().start == period.end + ONE_DAY


@given(ROUND_THE_YEAR, DAYS)
def test_each_day_lies_in_one_period_of_a_kind(kind, day):
    [found] = [period for period in Period.of_year(kind, day.year) if period.contains(day)]
    assert Period.of(kind, day) == found


@given(KINDS, DAYS, st.integers(0, 800))
def test_the_periods_between_two_days_are_those_that_touch_them(kind, start, length):
    end = start + timedelta(days=length)
    found = periods_between(kind, start, end)
    assert list(found) == sorted(found)
    every = {period for year in range(start.year, end.year + 1) for period in Period.of_year(kind, year)}
    days = [start + timedelta(days=shift) for shift in range(length + 1)]
    assert set(found) == {period for period in every if any(map(period.contains, days))}


@given(periods(), st.integers(1, 31), st.integers(0, 2))
def test_a_deadline_lies_in_the_month_it_is_counted_from(period, due_day, offset):
    due = deadline(period, due_day, offset)
    first = month_day(period.end.year, period.end.month + offset, 1)
    assert (due.year, due.month) == (first.year, first.month)
    assert due.day == due_day or (due.day < due_day and (due + ONE_DAY).day == 1)


@given(periods(ROUND_THE_YEAR), st.integers(1, 31), st.integers(0, 1))
def test_deadlines_come_in_the_order_of_their_periods(period, due_day, offset):
    assert deadline(period, due_day, offset) < deadline(period.next(), due_day, offset)


@given(st.sampled_from(('month', 'quarter', 'half', 'year')), st.integers(2000, 2100), st.integers(1, 31))
def test_an_obligation_of_the_whole_year_owes_each_period_once(frequency, year, due_day):
    owed = owed_periods(frequency, date(year, 1, 1), date(year, 12, 31), due_day)
    assert [one.period for one in owed] == list(Period.of_year(frequency, year))
    assert all(one.period.contains(one.deadline) for one in owed)


@given(periods(ROUND_THE_YEAR), st.one_of(st.none(), st.integers(1, 28)))
def test_the_windows_of_reports_follow_each_other(period, cut_off):
    first, last = report_window(period, cut_off)
    following, __ = report_window(period.next(), cut_off)
    assert first <= last < following == last + ONE_DAY


@given(calendars(), DAYS)
def test_the_nearest_working_day_has_only_days_off_before_it(calendar, day):
    before, after = calendar.on_or_before(day), calendar.on_or_after(day)
    assert before <= day <= after
    assert calendar.is_working(before)
    assert calendar.is_working(after)
    between = [before + timedelta(days=shift) for shift in range(1, (after - before).days)]
    assert not any(calendar.is_working(one) for one in between if one != day)
    assert (before == day) == (after == day) == calendar.is_working(day)


@given(calendars(), DAYS, st.integers(1, 15))
def test_working_days_are_counted_one_by_one(calendar, day, count):
    later = calendar.add(day, count)
    passed = [day + timedelta(days=shift) for shift in range(1, (later - day).days + 1)]
    assert sum(map(calendar.is_working, passed)) == count
    assert calendar.is_working(later)
    if calendar.is_working(day):
        assert calendar.add(later, -count) == day


@given(calendars(), st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.integers(-20, 20), st.booleans())
def test_a_reminder_comes_on_a_working_day_on_the_right_side_of_its_deadline(calendar, due, days, working):
    offset = Offset(days, working)
    day = offset.day(due, calendar)
    assert calendar.is_working(day)
    assert day > due if days > 0 else day <= due


@given(calendars(), st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.sets(st.integers(-20, 20), min_size=1),
       st.integers(-40, 80))
def test_only_the_last_reminder_whose_day_has_come_is_made_up_for(calendar, due, counts, shift):
    today, offsets = due + timedelta(days=shift), [Offset(count) for count in counts]
    come = [offset for offset in offsets if offset.day(due, calendar) <= today]
    last = max(come, key=lambda offset: offset.days, default=None)
    in_time = last and (today - last.day(due, calendar)).days <= MAKE_UP
    assert latest(offsets, due, today, calendar) == (last if in_time else None)
