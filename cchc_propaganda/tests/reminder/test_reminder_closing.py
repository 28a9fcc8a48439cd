# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .reminders import RemindersCase


@tagged('post_install', '-at_install')
class TestReminderClosing(RemindersCase):
    """Reminders go away by themselves, and come back when something is owed again."""

    def test_met_closes_and_a_removal_brings_back(self):
        assignment = self.reminded()
        publication = self.post(self.article_in('approved'))
        self.assertFalse(self.reminders(assignment), "met")
        self.on_the_day('2024-03-22')
        self.assertFalse(self.reminders(assignment), "nothing is asked of what is met")
        self.as_(publication, 'editor').action_remove("Wrong figures")
        self.assertFalse(self.reminders(assignment))
        self.on_the_day('2024-03-23')
        self.assertTrue(self.reminders(assignment, 'head'), "it is owed again")
        self.assertFalse(self.on_the_day('2024-03-24').filtered(lambda log: log.res_id == assignment.id))

    def test_every_decision_closes(self):
        """In server-ux #1245 a reminder returns after the item was rejected, cancelled or done."""
        for decide in (
                lambda assignment: assignment.action_exempt("No staff"),
                lambda assignment: assignment.action_waive("Not needed"),
                lambda assignment: assignment.action_postpone('2024-04-10', "Flood"),
                lambda assignment: assignment.action_reassign(self.units['digital'].id, "Swapped"),
                lambda assignment: self.as_(assignment.plan_id, 'director').action_terminate("New agency")):
            with self.undone():
                assignment = self.reminded()
                decide(self.as_(assignment, 'office'))
                self.assertFalse(self.reminders(assignment, 'head'))
                self.assertNotIn(self.users['head'], self.on_the_day('2024-03-19').filtered(
                    lambda log, assignment=assignment: log.res_id == assignment.id).user_id)

    def test_termination_closes_the_reminders_of_what_is_overdue(self):
        """DESIGN §4: it stays overdue, but the plan asks nobody for it any more."""
        assignment = self.reminded()
        self.on_the_day('2024-03-27')
        self.assertTrue(self.reminders(assignment))
        self.as_(assignment.plan_id, 'director').action_terminate("New agency")
        self.assertFalse(assignment.waiver)
        self.assertFalse(self.reminders(assignment))
        self.assertFalse(self.on_the_day('2024-04-02').filtered(lambda log: log.res_id == assignment.id))

    def test_a_postponed_assignment_is_reminded_of_by_its_new_deadline(self):
        assignment = self.reminded()
        self.as_(assignment, 'office').action_postpone('2024-04-10', "Flood")
        self.on_the_day('2024-04-03')
        self.assertEqual(self.reminders(assignment, 'head').date_deadline.isoformat(), '2024-04-10')

    def test_a_reassigned_assignment_reminds_the_new_unit(self):
        assignment = self.reminded()
        self.as_(assignment, 'office').action_reassign(self.units['digital'].id, "Swapped")
        self.on_the_day('2024-03-19')
        self.assertEqual({self.role(user) for user in self.reminders(assignment).user_id}, {'other_head'})

    def test_the_first_of_two_articles_does_not_close(self):
        """In superdesk-planning #2576 linking the first article closes an assignment that needs several."""
        assignment = self.assignment(self.plan_in('published', {'quantity': 2}, number='9/KH-X'), '2024-M03')
        self.on_the_day('2024-03-18')
        self.post(self.article_in('approved', assignments=assignment))
        self.assertTrue(self.reminders(assignment, 'head'))
        self.post(self.article_in('approved', assignments=assignment))
        self.assertFalse(self.reminders(assignment))

    def test_another_months_article_leaves_the_reminder(self):
        """In PublishPress #1031 a reminder is sent for the wrong period."""
        assignment = self.reminded()
        self.post(self.article_in('approved', assignments=self.assignment(self.plan, '2024-M02')))
        self.assertTrue(self.reminders(assignment, 'head'))

    def test_sent_in_time_the_unit_is_left_alone(self):
        assignment = self.assignment(self.plan_in(
            'published', {'channel_id': self.channels['page'].id}, number='9/KH-X'), '2024-M03', 'page')
        self.on_the_day('2024-03-18')
        self.assertTrue(self.reminders(assignment, 'head'))
        publication = self.publication(self.article_in('approved', ('page',), assignments=assignment), 'page')
        self.as_(publication, 'editor').action_send()
        self.assertFalse(self.reminders(assignment))
        self.on_the_day('2024-03-26')
        self.assertFalse(self.reminders(assignment), "overdue, but it is the channel that is waited for")
        self.as_(publication, 'editor').action_refuse("Too long")
        self.on_the_day('2024-03-27')
        self.assertTrue(self.reminders(assignment, 'head'))

    def test_a_rule_put_away_takes_its_reminders_with_it(self):
        assignment = self.reminded()
        self.logs(assignment).rule_id.active = False
        self.on_the_day('2024-03-19')
        self.assertFalse(self.reminders(assignment))

    def test_an_activity_stays_while_another_line_of_the_log_needs_it(self):
        """A later reminder takes over the activity of an earlier one, whose rule is then archived."""
        assignment = self.reminded()
        of_head = self.logs(assignment).filtered(lambda log: log.user_id == self.users['head'])
        week = of_head.filtered(lambda log: log.kind == 'assignment')
        later = self.on_the_day('2024-03-22').filtered(
            lambda log: log.res_id == assignment.id and log.user_id == self.users['head'])
        activity = self.reminders(assignment, 'head')
        self.assertEqual((week.activity_id, later.activity_id), (activity, activity))
        week.rule_id.active = False
        self.on_the_day('2024-03-23')
        self.assertTrue(week.is_closed)
        self.assertEqual(self.reminders(assignment, 'head'), activity)
        self.assertEqual((later.activity_id, later.is_closed), (activity, False))

    def test_a_used_rule_is_not_deleted(self):
        self.reminded()
        with self.assertRaisesRegex(UserError, "Archive it"):
            self.logs(self.march).rule_id.unlink()
