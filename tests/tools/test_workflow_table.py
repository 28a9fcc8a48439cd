# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tables of workflow steps, without Odoo."""

import pytest

from cchc_propaganda.tools.workflow import Transition, WorkflowError, between, check_table, direct, named

TABLE = (
    Transition('submit', {'draft'}, 'submitted'),
    Transition('recall', {'submitted'}, 'draft'),
    Transition('return', {'submitted', 'approved'}, 'draft', reason=True),
    Transition('approve', {'submitted'}, 'approved'),
    Transition('note', {'approved'}, ''),
)
STATES = ('draft', 'submitted', 'approved')


def test_a_step_is_found_by_its_name():
    assert named(TABLE, 'approve').target == 'approved'
    with pytest.raises(WorkflowError):
        named(TABLE, 'publish')


def test_a_plain_change_of_state_stands_for_the_only_step_between_the_two():
    assert direct(TABLE, 'draft', 'submitted').name == 'submit'
    assert direct(TABLE, 'draft', 'approved') is None


def test_two_steps_between_the_same_states_are_never_guessed():
    assert [step.name for step in between(TABLE, 'submitted', 'draft')] == ['recall', 'return']
    assert direct(TABLE, 'submitted', 'draft') is None


def test_a_step_that_asks_for_a_reason_is_not_run_by_a_plain_change():
    assert direct(TABLE, 'approved', 'draft') is None


def test_a_sound_table_passes():
    check_table(TABLE, STATES, 'draft')


@pytest.mark.parametrize('table', [
    TABLE + (Transition('submit', {'approved'}, 'draft'),),
    TABLE + (Transition('file', {'approved'}, 'filed'),),
    TABLE + (Transition('burn', {'lost'}, ''),),
])
def test_a_table_with_a_double_name_or_an_unknown_state_is_refused(table):
    with pytest.raises(WorkflowError):
        check_table(table, STATES, 'draft')


def test_a_state_that_nothing_reaches_is_refused():
    with pytest.raises(WorkflowError):
        check_table(TABLE, (*STATES, 'published'), 'draft')
