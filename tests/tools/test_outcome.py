# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The outcome of an assignment: every combination of facts, on days around a deadline and around the end of a year."""

import doctest
from datetime import date, timedelta
from itertools import product

import pytest

from cchc_propaganda.tools import dates, year_shift
from cchc_propaganda.tools import outcome as outcomes
from cchc_propaganda.tools.outcome import EXCUSED, KINDS, MET, outcome, progress

DUE = date(2024, 12, 31)
EARLIER, LATER = DUE - timedelta(days=3), DUE + timedelta(days=2)


def became(today=DUE, **facts):
    return outcome(today, DUE, **facts)


@pytest.mark.parametrize(('facts', 'kind', 'state', 'days'), [
    ({}, 'open', 'open', 0),
    ({'today': EARLIER}, 'open', 'open', 3),
    ({'today': LATER}, 'overdue', 'overdue', -2),
    ({'today': LATER, 'is_waiting': True}, 'waiting', 'overdue', -2),
    ({'is_waiting': True}, 'waiting', 'open', 0),
    ({'today': LATER, 'is_before_issue': True}, 'before', 'open', -2),
    ({'today': LATER, 'is_before_issue': True, 'is_waiting': True}, 'before', 'open', -2),
    ({'met_on': DUE}, 'done', 'done', 0),
    ({'today': LATER, 'met_on': LATER}, 'late', 'late', 2),
    ({'today': LATER, 'met_on': LATER, 'is_before_issue': True}, 'done', 'done', -2),
    ({'today': LATER, 'waiver': 'exempt'}, 'exempt', 'exempt', -2),
    ({'today': LATER, 'met_on': LATER, 'waiver': 'waived'}, 'waived', 'waived', -2),
])
def test_what_became_of_an_assignment(facts, kind, state, days):
    found = became(**facts)
    assert (found.kind, found.state, found.days) == (kind, state, days)


def test_every_combination_has_one_answer():
    for today, met_on, waiting, before, waiver in product(
            (EARLIER, DUE, LATER), (None, EARLIER, DUE, LATER), (False, True), (False, True),
            (None, 'exempt', 'waived')):
        found = became(today, met_on=met_on, is_waiting=waiting, is_before_issue=before, waiver=waiver)
        assert found.kind in KINDS
        assert (found.kind in EXCUSED) == bool(waiver)
        assert (found.kind in MET) == bool(met_on and not waiver)
        assert found.is_missed == (found.state == 'overdue')
        assert not (before and found.is_missed)


@pytest.mark.parametrize(('quantity', 'posted', 'sent', 'expected'), [
    (1, [], [], (0, 0, None, False)),
    (1, [LATER, EARLIER], [], (2, 1, EARLIER, False)),
    (2, [LATER, EARLIER], [], (2, 1, LATER, False)),
    (2, [EARLIER], [DUE], (1, 2, None, True)),
    (2, [EARLIER], [LATER], (1, 1, None, False)),
    (1, [], [DUE], (0, 1, None, True)),
    (1, [LATER], [DUE], (1, 1, LATER, False)),
])
def test_how_far_it_has_come(quantity, posted, sent, expected):
    found = progress(quantity, DUE, posted, sent)
    assert (found.done, found.sent, found.met_on, found.is_waiting) == expected


@pytest.mark.parametrize('module', [dates, outcomes, year_shift], ids=lambda module: module.__name__)
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
