# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..guard.matrix import REASON, Built, MatrixCase

STEPS = ('exempt', 'waive', 'reopen', 'postpone', 'reassign', 'explain')
STATES = ('open', 'done', 'late', 'overdue', 'exempt', 'waived')


def decided_by(who):
    """DESIGN §4, the row "assignment": the Office decides; the Director for the Office's own. A met assignment needs no
    decision."""
    return {
        **{(state, step): who for state in ('open', 'overdue') for step in ('exempt', 'waive', 'postpone', 'reassign')},
        ('exempt', 'reopen'): who, ('waived', 'reopen'): who,
    }


# ``explain`` is not a step: the head of the owing unit explains a missed or late assignment. (The stored ``open`` may
# be outdated after the deadline, until the cron runs.)
EXPECTED = {**decided_by({'office'}), **{(state, 'explain'): {'head'} for state in ('open', 'overdue', 'late')}}
OF_THE_OFFICE = {
    **decided_by({'director'}), **{(state, 'explain'): {'office_head'} for state in ('open', 'overdue', 'late')}}


@tagged('post_install', '-at_install')
class TestWorkflowAssignment(MatrixCase):
    reasons = ('exempt', 'waive', 'reopen', 'postpone', 'reassign', 'explain')
    stays = ('postpone', 'reassign', 'explain')
    arguments = {'postpone': ['2024-05-15'], 'reassign': [lambda case: case.units['digital'].id]}
    targets = {'exempt': 'exempt', 'waive': 'waived', 'explain': ''}

    def assignments_of(self, unit):
        """Return one assignment in each state on 26/03/2024, a day after the deadline of all but the ``open`` one."""
        assignments = Built(STATES, lambda state: self.assignment_in(state, unit))
        built = {state: assignments[state] for state in STATES}
        self.at('2024-03-26')
        return built

    def check(self, unit, expected):
        assignments = self.assignments_of(unit)
        reached = {('open', 'reopen'): 'open'}
        for state in ('exempt', 'waived'):
            reached[state, 'reopen'] = 'overdue'    # its deadline has passed meanwhile
        for state in ('open', 'overdue'):
            reached[state, 'postpone'] = 'open'
            reached[state, 'reassign'] = state
        self.check_steps(assignments, STEPS, expected, {**self.targets, **dict.fromkeys(STEPS[2:], '')}, reached)

    def test_every_role_tries_every_button_on_an_assignment(self):
        self.check('press', EXPECTED)

    def test_every_role_tries_every_button_on_an_assignment_of_the_office_itself(self):
        self.check('office', OF_THE_OFFICE)

    def test_nobody_writes_a_state(self):
        """DESIGN §4: ``open done late overdue`` are computed, never a step; the others ask for a reason."""
        self.check_writes(self.assignments_of('press'), STATES, {}, ('author', 'head', 'office', 'director'))

    def test_import_is_no_other_way(self):
        self.check_imports(self.assignments_of('press'), STATES, {}, ('office', 'head'))

    def test_no_assignment_begins_anywhere_but_as_open(self):
        plan = self.plan_in('published')
        self.check_creation('cchc.assignment', {
            'plan_id': plan.id, 'topic_id': plan.topic_ids.id, 'channel_id': self.channels['portal'].id,
            'department_id': self.units['press'].id, 'company_id': self.company.id, 'date_start': '2024-03-10',
            'date_end': '2024-04-20', 'date_deadline': '2024-04-15'}, STATES, ['office'])

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.assignments_of('press'), STEPS, EXPECTED)

    def test_steps_that_need_a_reason_are_refused_without_one(self):
        self.check_reasons(Built(STATES, self.assignment_in), EXPECTED)

    def test_each_step_leaves_one_line(self):
        self.check_lines(self.assignments_of('press'), EXPECTED)

    def test_superuser_skips_who_and_never_which_step_nor_the_reason(self):
        assignment = self.assignment_in('open').sudo()
        self.assertRefused("is not possible", assignment.action_reopen, REASON)
        self.assertRefused("needs a reason", assignment.action_waive)
        self.assertRefused("cannot be marked by hand", assignment.write, {'state': 'done'})
        self.assertAllowed(assignment.action_waive, REASON)

    def test_assignments_are_never_deleted(self):
        assignment = self.assignment_in('open')
        for login in ('office', 'director', 'head'):
            self.assertTrue(self.refusal(self.as_(assignment, login).unlink))
        self.assertRefused("never deleted", assignment.sudo().unlink)
