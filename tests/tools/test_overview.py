# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the overview of a year says about its assignments, without Odoo."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_propaganda.tools.outcome import KINDS, Outcome
from cchc_propaganda_report.tools.overview import (
    CHANNEL,
    COUNTED,
    WRITING,
    Case,
    cases_at,
    is_due,
    main_cause,
    main_place,
    sums,
)

OUTCOMES = st.lists(st.builds(Outcome, st.sampled_from(KINDS), st.integers(-40, 40)), max_size=30)
CASES = st.lists(st.builds(Case, st.sampled_from('xyz'), st.sampled_from('abc'), st.booleans()), max_size=20)


@settings(deadline=None, derandomize=True, database=None)
@given(OUTCOMES)
def test_every_assignment_that_counts_is_in_one_sum(outcomes):
    found = sums(outcomes)
    assert found.counted == sum(one.kind in COUNTED for one in outcomes)
    assert found.due == found.done + found.late + found.overdue + found.waiting
    assert found.due == sum(is_due(one) for one in outcomes)


@settings(deadline=None, derandomize=True, database=None)
@given(CASES)
def test_a_place_is_named_only_when_it_says_something(cases):
    """At least two behind there, half of all behind, and more of its assignments than of all."""
    place = main_place(cases)
    if place:
        kind, key, count, of = place
        there = [case for case in cases if getattr(case, kind) == key]
        assert (count, of) == (sum(case.is_behind for case in there), len(there))
        behind = sum(case.is_behind for case in cases)
        assert count >= 2 and count * 2 >= behind and count / of > behind / len(cases)
        assert len(cases_at(cases, place)) == count


def test_where_all_are_alike_no_place_is_named():
    """Each channel and each unit is as late as the others: none of them is the reason."""
    assert main_place([Case(means, unit, True) for means in 'xy' for unit in 'ab']) is None
    assert main_place([]) is None


def test_the_channel_is_named_before_the_unit():
    """Both hold the same two of four: what several units wait for explains more than who waited."""
    cases = [Case('zalo', 'a', True), Case('zalo', 'a', True), Case('portal', 'b'), Case('portal', 'b')]
    assert main_place(cases) == ('means', 'zalo', 2, 2)
    assert main_place([*cases[:2], Case('zalo', 'b'), *cases[2:]]) == ('unit', 'a', 2, 2)


def test_a_cause_of_the_half_is_no_cause():
    cases = [Case('x', 'a', True, CHANNEL), Case('x', 'b', True, WRITING)]
    assert main_cause(cases) is None
    assert main_cause([]) is None
