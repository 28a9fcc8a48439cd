# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import tagged

from ..common import CchcCommon
from ..reminder.reminders import RemindersMixin


@tagged('post_install', '-at_install')
class TestClose(RemindersMixin, CchcCommon):
    """DESIGN §4, the row "close" of the plan: the Office closes the year of a plan that is over. It waives nothing;
    what is unmet leaves first screens and reminders."""

    def setUp(self):
        super().setUp()
        self.without_reports()
        self.plan = self.plan_in('published', {'frequency': 'quarter', 'due_day': 20})
        self.last = self.assignment(self.plan, '2024-Q4')

    def close(self, day='2025-01-02'):
        self.at(day)
        self.refresh(self.plan)
        return self.as_(self.plan, 'office').action_close()

    def test_only_the_office_closes_and_only_when_the_year_is_over(self):
        for day, allowed in (('2024-12-31', set()), ('2025-01-01', {'office'})):
            self.at(day, '00:10')
            for login in self.users:
                with self.subTest(day=day, login=login):
                    done = not self.refusal(self.as_(self.plan, login).action_close)
                    self.assertEqual(done, login in allowed)
                    if self.as_(self.plan, login).has_access('read'):
                        self.assertEqual(self.as_(self.plan, login).can_close, login in allowed)
        self.at('2024-12-31')
        self.assertRefused("runs until 31/12/2024", self.as_(self.plan, 'office').action_close)
        self.assertRefused("“Close the year” of “Plan of 2024” is up to", self.as_(self.plan, 'director').action_close)

    def test_only_an_issued_plan_is_closed(self):
        self.at('2025-01-02')
        for state in ('draft', 'submitted', 'approved', 'cancelled'):
            plan = self.plan_in(state)
            self.assertRefused("is not possible", self.as_(plan, 'office').action_close)
            self.assertFalse(self.as_(plan, 'office').can_close)

    def test_the_day_is_kept_and_a_second_click_is_told_so(self):
        self.assertIs(self.close(), True)
        self.assertEqual((self.plan.state, self.plan.date_closed), ('published', date(2025, 1, 2)))
        self.assertRefused("closed on 02/01/2025 already", self.as_(self.plan, 'office').action_close)
        self.assertIn("Assignments not met: 4", self.lines(self.plan)[-1].body)

    def test_nothing_is_waived_and_work_may_still_be_made_up_for(self):
        self.close()
        self.assertEqual(set(self.plan.assignment_ids.mapped('state')), {'overdue'})
        self.assertAllowed(self.as_(self.last, 'head').action_explain, "Two of us were ill")
        self.post(self.article_in('approved', assignments=[self.last]))
        self.assertEqual(self.last.state, 'late')

    def test_no_more_is_given_out_under_it(self):
        self.close()
        office = self.as_(self.plan, 'office')
        self.assertRefused("no more assignments are given out", office.action_generate_assignments)
        self.assertRefused("no more assignments are given out", self.model('cchc.assignment', 'office').create, {
            'plan_id': self.plan.id, 'channel_id': self.channels['portal'].id, 'department_id': self.units['press'].id,
            'date_start': '2024-12-01', 'date_end': '2024-12-31', 'date_deadline': '2024-12-31'})

    def test_form_says_that_the_year_is_over_and_what_closing_does(self):
        self.at('2025-01-02')
        self.refresh(self.plan)
        self.assertIn("Its year is over. Assignments not met: 4. “Close the year” takes them off",
                      self.as_(self.plan, 'office').next_step)
        self.assertIn("The Office closes the year", self.as_(self.plan, 'director').next_step)
        self.close()
        self.assertIn("Its year was closed on 02/01/2025. Assignments not met: 4.",
                      self.as_(self.plan, 'author').next_step)

    def test_its_assignments_are_no_longer_reminded(self):
        self.at('2024-12-21')
        self.remind()
        self.assertTrue(self.reminders(self.last))
        self.close()
        self.assertFalse(self.reminders(self.last), "closing the year closes what is open")
        for day in ('2025-01-03', '2025-01-20'):
            self.at(day)
            self.remind()
            self.assertFalse(self.reminders(self.plan.assignment_ids), day)
