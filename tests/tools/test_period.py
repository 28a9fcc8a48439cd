# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Periods, deadlines and report windows, on the dates of the 2024 plan and of Decree 09/2019/NĐ-CP."""

import doctest
from datetime import date

import pytest

from cchc_propaganda.tools import period as period_module
from cchc_propaganda.tools.period import (
    MONTHS,
    Period,
    PeriodError,
    deadline,
    month_day,
    periods_between,
    report_window,
)

KEYS = {
    '2024-M03': (date(2024, 3, 1), date(2024, 3, 31), 'month', 3),
    '2024-M02': (date(2024, 2, 1), date(2024, 2, 29), 'month', 2),
    '2024-M12': (date(2024, 12, 1), date(2024, 12, 31), 'month', 12),
    '2024-Q1': (date(2024, 1, 1), date(2024, 3, 31), 'quarter', 1),
    '2024-Q4': (date(2024, 10, 1), date(2024, 12, 31), 'quarter', 4),
    '2024-H1': (date(2024, 1, 1), date(2024, 6, 30), 'half', 1),
    '2024-H2': (date(2024, 7, 1), date(2024, 12, 31), 'half', 2),
    '2024-9M': (date(2024, 1, 1), date(2024, 9, 30), 'nine', 1),
    '2024-Y': (date(2024, 1, 1), date(2024, 12, 31), 'year', 1),
    '2024-01-10..2024-02-20': (date(2024, 1, 10), date(2024, 2, 20), 'window', 1),
}


def test_what_reads_like_the_decree():
    result = doctest.testmod(period_module)
    assert result.failed == 0
    assert result.attempted


@pytest.mark.parametrize('key', KEYS)
def test_a_key_names_its_days_and_is_written_back_the_same(key):
    period = Period.parse(key)
    assert (period.start, period.end, period.kind, period.ordinal) == KEYS[key]
    assert (period.key, str(period), period.year) == (key, key, 2024)


@pytest.mark.parametrize('key', [
    '', '2024', '24-Q1', '0000-Y', '2024-M3', '2024-M00', '2024-M13', '2024-Q0', '2024-Q5', '2024-H3', '2024-9m',
    '2024-Y1', '2024-Q1 ', '٢٠٢٤-Q1', '2024-Q١', '2024-02-30..2024-03-01', '2024-02-20..2024-01-10', '2024-01-10',
    None, False, 2024,
])
def test_what_is_not_a_period_is_refused_by_name(key):
    with pytest.raises(PeriodError, match='is not a period') as refusal:
        Period.parse(key)
    assert repr(key) in str(refusal.value)


def test_a_period_error_is_a_value_error():
    assert issubclass(PeriodError, ValueError)


@pytest.mark.parametrize(('kind', 'day', 'key'), [
    ('month', date(2024, 2, 29), '2024-M02'),
    ('quarter', date(2024, 3, 31), '2024-Q1'),
    ('quarter', date(2024, 4, 1), '2024-Q2'),
    ('half', date(2024, 6, 30), '2024-H1'),
    ('half', date(2024, 7, 1), '2024-H2'),
    ('nine', date(2024, 9, 30), '2024-9M'),
    ('year', date(2024, 12, 31), '2024-Y'),
])
def test_the_period_of_a_day(kind, day, key):
    assert Period.of(kind, day).key == key
    assert Period.of(kind, day).contains(day)


def test_nine_months_do_not_contain_the_last_quarter():
    with pytest.raises(PeriodError, match='2024-10-01'):
        Period.of('nine', date(2024, 10, 1))


@pytest.mark.parametrize('kind', ['once', 'ongoing', 'window', 'week', None])
def test_only_parts_of_the_year_recur(kind):
    with pytest.raises(PeriodError, match='no part of the year'):
        Period.of(kind, date(2024, 3, 20))
    with pytest.raises(PeriodError, match='no part of the year'):
        Period.of_year(kind, 2024)
    with pytest.raises(PeriodError, match='no part of the year'):
        periods_between(kind, date(2024, 12, 31), date(2023, 1, 1))


def test_the_periods_of_a_year_cover_it_without_gap_or_overlap():
    assert {kind: len(Period.of_year(kind, 2024)) for kind in MONTHS} == {
        'month': 12, 'quarter': 4, 'half': 2, 'nine': 1, 'year': 1}
    for kind in ('month', 'quarter', 'half', 'year'):
        days = [day for period in Period.of_year(kind, 2024)
                for day in range(period.start.toordinal(), period.end.toordinal() + 1)]
        assert days == list(range(date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal() + 1))
    assert [period.ordinal for period in Period.of_year('month', 2024)] == list(range(1, 13))


def test_both_ends_belong_to_the_period():
    march = Period.parse('2024-M03')
    assert march.contains(date(2024, 3, 1))
    assert march.contains(date(2024, 3, 31))
    assert not march.contains(date(2024, 2, 29))
    assert not march.contains(date(2024, 4, 1))


@pytest.mark.parametrize(('key', 'previous', 'following', 'last_year'), [
    ('2024-M01', '2023-M12', '2024-M02', '2023-M01'),
    ('2024-M12', '2024-M11', '2025-M01', '2023-M12'),
    ('2024-Q1', '2023-Q4', '2024-Q2', '2023-Q1'),
    ('2024-H2', '2024-H1', '2025-H1', '2023-H2'),
    ('2024-9M', '2023-9M', '2025-9M', '2023-9M'),
    ('2024-Y', '2023-Y', '2025-Y', '2023-Y'),
    ('2024-01-10..2024-02-20', '2023-11-29..2024-01-09', '2024-02-21..2024-04-02', '2023-01-10..2023-02-20'),
    ('2025-02-01..2025-02-28', '2025-01-04..2025-01-31', '2025-03-01..2025-03-28', '2024-02-01..2024-02-29'),
    ('2024-02-29..2024-02-29', '2024-02-28..2024-02-28', '2024-03-01..2024-03-01', '2023-02-28..2023-02-28'),
])
def test_a_report_compares_with_the_period_before_and_with_last_year(key, previous, following, last_year):
    period = Period.parse(key)
    assert (period.previous().key, period.next().key, period.same_last_year().key) == (previous, following, last_year)


def test_the_calendar_ends_where_python_s_does():
    with pytest.raises(PeriodError, match='10000'):
        Period.parse('9999-Y').next()
    with pytest.raises(PeriodError, match='year 0 '):
        Period.parse('0001-M01').previous()
    assert Period.parse('0999-Q1').key == '0999-Q1'


def test_periods_sort_by_their_days():
    keys = ['2024-Q2', '2024-M05', '2024-Y', '2024-9M', '2024-M01', '2024-Q1', '2023-Y']
    assert [period.key for period in sorted(map(Period.parse, keys))] == [
        '2023-Y', '2024-M01', '2024-Q1', '2024-9M', '2024-Y', '2024-Q2', '2024-M05']


def test_periods_are_values():
    assert {Period.parse('2024-Q1'), Period.of('quarter', date(2024, 2, 2))} == {Period.parse('2024-Q1')}
    assert Period.parse('2024-Q1') != Period.window(date(2024, 1, 1), date(2024, 3, 31))
    with pytest.raises(AttributeError):
        Period.parse('2024-Q1').start = date(2024, 1, 2)


def test_the_last_month_is_the_one_a_deadline_counts_from():
    assert Period.parse('2024-Q1').last_month == Period.parse('2024-M03')
    assert Period.parse('2024-01-10..2024-02-20').last_month == Period.parse('2024-M02')


def test_quarterly_articles_of_the_2024_plan_are_due_on_the_20th():
    """Appendix, row 4.1: "Chậm nhất 20/3/2024", 20/06, 20/09 and 20/12."""
    assert [deadline(period, 20) for period in Period.of_year('quarter', 2024)] == [
        date(2024, 3, 20), date(2024, 6, 20), date(2024, 9, 20), date(2024, 12, 20)]


def test_monthly_articles_of_the_2024_plan_are_due_on_the_25th():
    """Appendix, row 4.2: "Chậm nhất Ngày 25 hàng tháng"."""
    assert [deadline(period, 25) for period in Period.of_year('month', 2024)] == [
        date(2024, month, 25) for month in range(1, 13)]


def test_units_report_by_the_5th_of_the_next_month():
    """The 2024 plan, V.2: "chậm nhất ngày 05 của tháng sau tháng báo cáo"."""
    assert deadline(Period.parse('2024-M01'), 5, month_offset=1) == date(2024, 2, 5)
    assert deadline(Period.parse('2024-M12'), 5, month_offset=1) == date(2025, 1, 5)


@pytest.mark.parametrize(('key', 'due_day', 'offset', 'expected'), [
    ('2024-M02', 31, 0, date(2024, 2, 29)),
    ('2023-M02', 30, 0, date(2023, 2, 28)),
    ('2024-Q2', 31, 0, date(2024, 6, 30)),
    ('2024-H1', 10, 1, date(2024, 7, 10)),
    ('2024-9M', 31, -2, date(2024, 7, 31)),
    ('2024-Y', 10, 13, date(2026, 1, 10)),
    ('2024-01-10..2024-02-20', 25, 0, date(2024, 2, 25)),
    ('2023-12-20..2024-01-10', 31, 1, date(2024, 2, 29)),
])
def test_a_due_day_past_the_end_of_its_month_is_the_last_day(key, due_day, offset, expected):
    assert deadline(Period.parse(key), due_day, offset) == expected


@pytest.mark.parametrize('due_day', [0, -1, 32])
def test_a_due_day_is_a_day_of_a_month(due_day):
    with pytest.raises(PeriodError, match='from 1 to 31'):
        deadline(Period.parse('2024-Q1'), due_day)


@pytest.mark.parametrize(('kind', 'date_from', 'date_to', 'keys'), [
    ('quarter', date(2024, 1, 1), date(2024, 12, 31), '2024-Q1 2024-Q2 2024-Q3 2024-Q4'),
    ('month', date(2024, 2, 28), date(2024, 4, 1), '2024-M02 2024-M03 2024-M04'),
    ('quarter', date(2024, 3, 31), date(2024, 4, 1), '2024-Q1 2024-Q2'),
    ('half', date(2023, 12, 31), date(2024, 1, 1), '2023-H2 2024-H1'),
    ('nine', date(2024, 10, 1), date(2024, 12, 31), ''),
    ('nine', date(2024, 9, 30), date(2025, 1, 1), '2024-9M 2025-9M'),
    ('year', date(2022, 6, 1), date(2025, 6, 1), '2022-Y 2023-Y 2024-Y 2025-Y'),
    ('month', date(2024, 3, 2), date(2024, 3, 1), ''),
    ('month', date(2025, 3, 2), date(2024, 3, 1), ''),
])
def test_periods_that_lie_even_partly_in_a_window(kind, date_from, date_to, keys):
    assert ' '.join(period.key for period in periods_between(kind, date_from, date_to)) == keys


@pytest.mark.parametrize(('key', 'start', 'end'), [
    ('2024-M03', date(2024, 2, 15), date(2024, 3, 14)),
    ('2024-M01', date(2023, 12, 15), date(2024, 1, 14)),
    ('2024-Q1', date(2023, 12, 15), date(2024, 3, 14)),
    ('2024-Q3', date(2024, 6, 15), date(2024, 9, 14)),
    ('2024-H1', date(2023, 12, 15), date(2024, 6, 14)),
    ('2024-H2', date(2024, 6, 15), date(2024, 12, 14)),
    ('2024-9M', date(2023, 12, 15), date(2024, 9, 14)),
    ('2024-Y', date(2023, 12, 15), date(2024, 12, 14)),
])
def test_report_data_run_from_the_15th_to_the_14th(key, start, end):
    """Decree 09/2019/NĐ-CP, art. 12."""
    assert report_window(Period.parse(key), 14) == (start, end)


@pytest.mark.parametrize('cut_off_day', [0, None, False, 31])
def test_a_report_without_cut_off_follows_the_calendar(cut_off_day):
    assert report_window(Period.parse('2024-Q1'), cut_off_day) == (date(2024, 1, 1), date(2024, 3, 31))


def test_report_windows_meet_without_gap_or_overlap():
    for cut_off_day in (1, 14, 28, 29, 30, 31):
        windows = [report_window(period, cut_off_day) for period in Period.of_year('month', 2023)]
        assert all(end.toordinal() + 1 == start.toordinal()
                   for (_, end), (start, _) in zip(windows, windows[1:], strict=False))


def test_an_article_of_18_march_meets_the_first_quarter_and_is_reported_in_the_second():
    first, second = Period.parse('2024-Q1'), Period.parse('2024-Q2')
    published = date(2024, 3, 18)
    assert first.contains(published)
    assert published <= deadline(first, 20)
    start, end = report_window(second, 14)
    assert start <= published <= end


def test_an_ad_hoc_report_takes_exactly_its_own_days():
    assert report_window(Period.parse('2024-01-10..2024-02-20'), 14) == (date(2024, 1, 10), date(2024, 2, 20))


@pytest.mark.parametrize(('year', 'month', 'expected'), [
    (2024, 0, date(2023, 12, 5)), (2024, 12, date(2024, 12, 5)), (2024, 25, date(2026, 1, 5)),
])
def test_months_run_on_over_the_year_s_ends(year, month, expected):
    assert month_day(year, month, 5) == expected
