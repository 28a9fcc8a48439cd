# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reporting rules: which days a report covers, by when it is to be sent, which reports are to be open, without Odoo."""

import doctest
from datetime import date, timedelta

import pytest

from cchc_propaganda.tools import report_rule
from cchc_propaganda.tools.period import Period
from cchc_propaganda.tools.report_rule import Rule, comes_too_early, last_quarter

UNITS = Rule('month', due_day=5, due_month_offset=1, lock_days=30)
QUARTERS = Rule('quarter', due_day=10, due_month_offset=1, lock_days=30)
MINISTRY = {
    'Q1': Rule('quarter', 14, 20, number=1, lock_days=30), 'H1': Rule('half', 14, 20, number=1, lock_days=30),
    'Q3': Rule('quarter', 14, 20, number=3, lock_days=30), 'Y': Rule('year', 14, 20, lock_days=30)}
ALWAYS = date(2000, 1, 1)


def test_examples_in_the_docstrings():
    result = doctest.testmod(report_rule)
    assert result.attempted
    assert not result.failed


def keys(periods):
    return [period.key for period in periods]


@pytest.mark.parametrize(('rule', 'key', 'first', 'last', 'due'), [
    # with the calendar
    (UNITS, '2024-M01', '2024-01-01', '2024-01-31', '2024-02-05'),
    (UNITS, '2024-M02', '2024-02-01', '2024-02-29', '2024-03-05'),      # leap day
    (UNITS, '2023-M02', '2023-02-01', '2023-02-28', '2023-03-05'),
    (UNITS, '2024-M12', '2024-12-01', '2024-12-31', '2025-01-05'),      # across New Year
    (QUARTERS, '2024-Q4', '2024-10-01', '2024-12-31', '2025-01-10'),
    (Rule('nine', due_day=10, due_month_offset=1), '2024-9M', '2024-01-01', '2024-09-30', '2024-10-10'),
    (Rule('month', due_day=31), '2024-M02', '2024-02-01', '2024-02-29', '2024-02-29'),
    # up to the 14th (decree 09/2019/NĐ-CP)
    (MINISTRY['Q1'], '2024-Q1', '2023-12-15', '2024-03-14', '2024-03-20'),
    (MINISTRY['H1'], '2024-H1', '2023-12-15', '2024-06-14', '2024-06-20'),
    (MINISTRY['Q3'], '2024-Q3', '2024-06-15', '2024-09-14', '2024-09-20'),
    (MINISTRY['Y'], '2024-Y', '2023-12-15', '2024-12-14', '2024-12-20'),
    (Rule('nine', 14, 20), '2024-9M', '2023-12-15', '2024-09-14', '2024-09-20'),
    (Rule('month', 14, 18), '2024-M03', '2024-02-15', '2024-03-14', '2024-03-18'),
    # a day that February does not have
    (Rule('month', 30, 5, 1), '2024-M02', '2024-01-31', '2024-02-29', '2024-03-05'),
    (Rule('month', 30, 5, 1), '2024-M03', '2024-03-01', '2024-03-30', '2024-04-05'),
])
def test_days_and_due_day_of_a_period(rule, key, first, last, due):
    period = Period.parse(key)
    assert [str(day) for day in rule.window(period)] == [first, last]
    assert str(rule.due(period)) == due


@pytest.mark.parametrize('kind', ['month', 'quarter'])
@pytest.mark.parametrize('cut_off', range(31))
def test_each_day_belongs_to_one_report_alone(kind, cut_off):
    """Whatever the day on which the data close: no day is left out and none counted twice, leap years included."""
    rule, day = Rule(kind, cut_off), None
    for year in (2023, 2024, 2025):
        for period in rule.periods(year):
            first, last = rule.window(period)
            assert first <= last
            assert day is None or first == day + timedelta(days=1)
            day = last


def test_the_quarter_with_which_a_longer_period_ends():
    assert keys(map(last_quarter, map(Period.parse, ('2024-H1', '2024-H2', '2024-9M', '2024-Y')))) == [
        '2024-Q2', '2024-Q4', '2024-Q3', '2024-Q4']


@pytest.mark.parametrize(('rule', 'today', 'since', 'expected'), [
    (UNITS, '2024-03-06', ALWAYS, ['2024-M01', '2024-M02']),        # the last day before January is locked
    (UNITS, '2024-03-31', ALWAYS, ['2024-M02']),                    # March is not over
    (UNITS, '2024-04-01', ALWAYS, ['2024-M02', '2024-M03']),
    (UNITS, '2024-04-04', ALWAYS, ['2024-M02', '2024-M03']),        # the last day before February is locked
    (UNITS, '2024-04-05', ALWAYS, ['2024-M03']),
    (UNITS, '2024-04-01', date(2024, 3, 6), ['2024-M03']),          # February was due before the first plan
    (UNITS, '2024-04-01', date(2024, 3, 5), ['2024-M02', '2024-M03']),
    (UNITS, '2025-01-01', ALWAYS, ['2024-M11', '2024-M12']),        # across New Year
    (QUARTERS, '2025-01-01', ALWAYS, ['2024-Q4']),
    (QUARTERS, '2025-02-09', ALWAYS, ['2024-Q4']),                  # after days without a run
    (QUARTERS, '2025-02-10', ALWAYS, []),
    (MINISTRY['Q1'], '2024-03-14', ALWAYS, []),
    (MINISTRY['Q1'], '2024-03-15', ALWAYS, ['2024-Q1']),
    (MINISTRY['Q1'], '2024-06-15', ALWAYS, []),                     # of the quarters, only the first
    (MINISTRY['Y'], '2024-12-15', ALWAYS, ['2024-Y']),
    (MINISTRY['Y'], '2025-01-03', ALWAYS, ['2024-Y']),
])
def test_which_reports_are_to_be_open(rule, today, since, expected):
    assert keys(rule.to_open(date.fromisoformat(today), since)) == expected


@pytest.mark.parametrize('rule', [UNITS, QUARTERS, *MINISTRY.values(), Rule('nine', due_day=10, due_month_offset=1)],
                         ids=lambda rule: f'{rule.kind}-{rule.cut_off_day}-{rule.number}')
def test_a_run_each_day_opens_each_period_once(rule):
    """From 2023 to 2025, day by day, across two New Years and a leap day: each once its data close."""
    opened, day = {}, date(2023, 1, 1)
    while day <= date(2025, 12, 31):
        for period in rule.to_open(day, date(2023, 2, 1)):
            opened.setdefault(period, day)
        day += timedelta(days=1)
    expected = [
        period for year in (2022, 2023, 2024, 2025) for period in rule.periods(year)
        if rule.due(period) >= date(2023, 2, 1) and rule.window(period)[1] < date(2025, 12, 31)]
    assert sorted(opened) == sorted(expected)
    for period, first in opened.items():
        assert first == max(rule.window(period)[1] + timedelta(days=1), date(2023, 1, 1))


def test_latest_closed_period_is_proposed():
    for today, rule, key in (
            ('2024-04-01', QUARTERS, '2024-Q1'), ('2024-03-31', QUARTERS, '2023-Q4'),
            ('2024-03-15', MINISTRY['Q1'], '2024-Q1'), ('2024-03-14', MINISTRY['Q1'], '2023-Q1'),
            ('2024-01-01', Rule('nine'), '2023-9M'), ('2024-09-30', Rule('nine'), '2023-9M')):
        assert rule.latest(date.fromisoformat(today)).key == key


@pytest.mark.parametrize(('agency', 'units', 'expected'), [
    (QUARTERS, UNITS, None),
    (Rule('quarter', due_day=5, due_month_offset=1), UNITS, ['2024-Q1', '2024-M03']),     # the same day is too early
    (Rule('quarter', due_day=6, due_month_offset=1), UNITS, None),
    (MINISTRY['Q1'], UNITS, ['2024-Q1', '2024-M03']),       # 20/3, while the units report March by 5/4
    (MINISTRY['Q1'], Rule('month', 14, 18), None),          # by the same days, two days before
    (MINISTRY['Q1'], Rule('month', 14, 20), ['2024-Q1', '2024-M03']),
    (Rule('year', due_day=10, due_month_offset=1), UNITS, None),
    (Rule('year', due_day=3, due_month_offset=1), UNITS, ['2024-Y', '2024-M12']),
])
def test_the_agency_is_due_after_its_units(agency, units, expected):
    clash = comes_too_early(agency, units, 2024)
    assert (clash and keys(clash)) == expected
