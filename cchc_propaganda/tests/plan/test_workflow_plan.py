# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..guard.matrix import Built, MatrixCase

STEPS = ('submit', 'approve', 'return', 'publish', 'recall', 'cancel', 'terminate', 'close')
STATES = ('draft', 'submitted', 'approved', 'published', 'cancelled')
# DESIGN §4, the rows "plan": from, step -> who
EXPECTED = {
    ('draft', 'submit'): {'office'},
    ('submitted', 'approve'): {'director'},
    ('submitted', 'return'): {'director'},
    ('approved', 'return'): {'director'},
    ('approved', 'publish'): {'office', 'director'},
    ('submitted', 'recall'): {'office'},
    ('draft', 'cancel'): {'office', 'director'},
    ('submitted', 'cancel'): {'office', 'director'},
    ('approved', 'cancel'): {'office', 'director'},
    ('published', 'terminate'): {'director'},
}
TARGETS = {
    'submit': 'submitted', 'approve': 'approved', 'return': 'draft', 'publish': 'published', 'recall': 'draft',
    'cancel': 'cancelled', 'terminate': 'cancelled'}
# A plain change of the state works only if a single step joins the two states and asks for no reason.
WRITES = {
    ('draft', 'submitted'): {'office'},
    ('submitted', 'approved'): {'director'},
    ('approved', 'published'): {'office', 'director'},
}


@tagged('post_install', '-at_install')
class TestWorkflowPlan(MatrixCase):
    reasons = ('return', 'cancel', 'terminate')

    def setUp(self):
        super().setUp()
        self.plans = Built(STATES, self.build)

    def build(self, state):
        plan = self.plan_in(state)
        if state == 'approved':
            self.as_(plan, 'office').write({'number': '1/KH-TEST-2', 'date_issued': '2024-03-01'})
        return plan

    def test_every_role_tries_every_button_in_every_state(self):
        self.check_steps(self.plans, STEPS, EXPECTED, TARGETS)

    def test_every_role_writes_every_state(self):
        self.check_writes(self.plans, STATES, WRITES, ('office', 'director', 'head'))

    def test_import_is_no_other_way(self):
        """An import also needs the right to write the record, and a director may not write a submitted plan."""
        self.check_imports(self.plans, STATES, {**WRITES, ('submitted', 'approved'): set()},
                           ('office', 'director', 'head'))

    def test_no_plan_begins_anywhere_but_as_a_draft(self):
        self.check_creation('cchc.plan', {'name': "Plan", 'year': 2024}, STATES, ['office'])

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.plans, STEPS, EXPECTED)

    def test_steps_that_need_a_reason_are_refused_without_one(self):
        self.check_reasons(self.plans, EXPECTED)

    def test_each_step_leaves_one_line(self):
        self.check_lines(self.plans, EXPECTED)

    def test_superuser_skips_who_and_never_which_step_nor_what_is_missing(self):
        """STYLE §4."""
        draft, approved = self.plans['draft'].sudo(), self.plan_in('approved').sudo()
        self.assertRefused("is not possible", draft.action_approve)
        self.assertRefused("is not possible", draft.action_publish)
        self.assertRefused("Enter the number", approved.action_publish)
        self.assertRefused("needs a reason", draft.action_cancel)
        self.assertAllowed(draft.action_submit)
        self.assertRefused("cannot become", draft.write, {'state': 'published'})

    # ------------------------------------------------------------------
    # Conditions of a step
    # ------------------------------------------------------------------

    def test_plan_without_topic_is_not_submitted(self):
        """DESIGN §7: a plan without topic, an obligation without lead, an uncovered period and a deadline outside the
        plan block the step."""
        plan = self.model('cchc.plan', 'office').create({'name': "Empty", 'year': 2024})
        self.assertRefused("The appendix has no topic", plan.action_submit)
        self.assertFalse(plan.can_submit)
        self.assertIn("The appendix has no topic", plan.next_step)

    def test_obligation_without_lead_blocks(self):
        plan = self.plan_in('draft', leads=())
        self.assertRefused("has no lead unit", self.as_(plan, 'office').action_submit)

    def test_deadline_outside_the_plan_blocks(self):
        plan = self.plan_in('draft', {'frequency': 'quarter', 'due_day': 5, 'due_month_offset': 1})
        self.assertRefused("05/01/2025 lies outside", self.as_(plan, 'office').action_submit)
        early = self.plan_in('draft', {'frequency': 'once', 'date_deadline': '2023-12-20'})
        self.assertRefused("20/12/2023 lies outside", self.as_(early, 'office').action_submit)

    def test_all_findings_are_told_at_once(self):
        plan = self.plan_in('draft', {'due_month_offset': 1}, {'frequency': 'quarter', 'rotation_ids': [
            Command.create({'period_from': 1, 'period_to': 2, 'department_id': self.units['press'].id})]})
        told = self.refusal(self.as_(plan, 'office').action_submit)
        self.assertIn("lies outside", told)
        self.assertIn("no unit owes quarters III–IV", told)

    def test_issue_needs_number_and_day_and_the_day_has_come(self):
        plan = self.plan_in('approved')
        office = self.as_(plan, 'office')
        told = self.refusal(office.action_publish)
        self.assertIn("Enter the number", told)
        self.assertIn("Enter the day of issue", told)
        office.write({'number': '7/KH-TEST', 'date_issued': '2024-03-12'})
        self.assertRefused("lies in the future", office.action_publish)
        self.at('2024-03-12', '00:10')
        self.assertAllowed(self.as_(plan, 'office').action_publish)

    def test_two_plans_of_a_year_do_not_share_a_number(self):
        number = self.plans['published'].number
        plan = self.plan_in('approved')
        with self.assertRaisesRegex(Exception, 'number_unique'), self.undone():
            self.as_(plan, 'office').write({'number': number})
            self.env.flush_all()

    # ------------------------------------------------------------------
    # Effects of a step
    # ------------------------------------------------------------------

    def test_approval_keeps_who_and_when_and_return_forgets_it(self):
        plan = self.plan_in('submitted')
        self.as_(plan, 'director').action_approve()
        self.assertEqual((plan.approved_by_id, plan.approved_date), (self.users['director'], self.clock()))
        self.as_(plan, 'director').action_return("Add the unions")
        self.assertFalse(plan.approved_by_id or plan.approved_date)
        self.assertEqual((plan.state, plan.is_returned, plan.return_reason), ('draft', True, "Add the unions"))
        self.assertIn("Add the unions", self.as_(plan, 'office').next_step)

    def test_returned_is_not_never_sent(self):
        """DESIGN §4: ``is_returned`` with the last reason; a returned plan is kept."""
        plan = self.plan_in('submitted')
        self.as_(plan, 'director').action_return("Add the unions")
        self.assertRefused("has been submitted before", self.as_(plan, 'office').unlink)
        self.as_(plan, 'office').action_submit()
        self.as_(plan, 'director').action_approve()
        self.assertFalse(plan.is_returned)

    def test_termination_waives_what_is_not_due_yet_and_keeps_the_rest(self):
        """Chấm dứt thực hiện (DESIGN §4): done is kept, overdue stays overdue and is reminded no longer."""
        plan = self.plans['published']
        with self.on('2024-02-20'):
            self.post(self.article_in('approved'))
        self.refresh(plan)
        self.as_(plan, 'director').action_terminate("Merged into another department")
        self.assertEqual(plan.state, 'cancelled')
        self.assertEqual(set(plan.assignment_ids.mapped('state')), {'done', 'overdue', 'waived'})
        self.assertEqual(self.assignment(plan, '2024-M02').state, 'done')
        self.assertEqual(self.assignment(plan, '2024-M01').state, 'overdue')
        self.assertIn("Merged into another department", self.assignment(plan, '2024-M12').waiver_reason)
        self.assertTrue(self.as_(plan, 'author').has_access('read'), "it was issued, so it stays public")

    def test_draft_is_deleted_by_the_office_and_what_was_decided_by_nobody(self):
        """DESIGN §4: approved, published and sent records are deleted by nobody."""
        self.assertAllowed(self.as_(self.plan_in('draft'), 'office').unlink)
        for state in ('submitted', 'approved', 'published', 'cancelled'):
            for login in ('office', 'director'):
                with self.subTest(state=state, login=login):
                    self.assertTrue(self.refusal(self.as_(self.plans[state], login).unlink))
            self.assertRefused("is kept", self.plans[state].sudo().unlink)

    def test_plan_that_was_never_issued_is_not_public_after_its_cancellation(self):
        """DESIGN §4, "Own unit": contributors read issued plans; a draft is read by unit heads too."""
        plan = self.plans['approved']
        self.as_(plan, 'office').action_cancel("Postponed to next year")
        self.assertFalse(self.as_(plan, 'author').has_access('read'))
        self.assertTrue(self.as_(plan, 'head').has_access('read'))

    def test_refusal_says_what_on_which_record_who_and_what_to_do(self):
        self.assertRefused("“Approve” of “Plan of 2024” is up to: Director", self.as_(
            self.plans['submitted'], 'office').action_approve)
        self.assertRefused(r"“Approve” is not possible: .*“Approved” since 09:00 02/01/2024 \(director\)", self.as_(
            self.plan_in('approved'), 'director').action_approve)
