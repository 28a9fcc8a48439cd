# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .reminders import RemindersCase


@tagged('post_install', '-at_install')
class TestReminderText(RemindersCase):
    """The reminder of a unit in words, for the group in which the units write."""

    def reminder_text(self):
        return self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, self.plan.id)

    def test_the_reminder_in_words_is_logged(self):
        self.at('2024-03-27')
        for login, allowed in (('office', True), ('director', True), ('head', True), ('other_head', False),
                               ('author', False), ('outsider', False)):
            with self.subTest(login=login):
                refused = self.refusal(lambda login=login: self.model('cchc.assignment', login).get_reminder_text(
                    self.units['press'].id, self.plan.id))
                self.assertEqual(not refused, allowed, refused)
        text = self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, self.plan.id)
        self.assertIn("Month 3 of 2024, Portal: 1 to post, due 25/03/2024, overdue by 2 days", text)
        self.assertIn("Month 4 of 2024, Portal: 1 to post, due 25/04/2024, 29 days left", text)
        self.assertNotIn("Month 5", text)
        log = self.logs(self.plan)
        self.assertEqual(log.text, text)
        self.assertEqual((log.sender_id, log.department_id), (self.users['office'], self.units['press']))

    def test_the_reminder_in_words_knows_what_is_done_already(self):
        """A unit is not asked to write what it has submitted, nor to explain what it has explained."""
        april = self.assignment(self.plan, '2024-M04')
        self.at('2024-03-27')
        self.assertIn("Please explain what is overdue", self.reminder_text())
        for key in ('2024-M01', '2024-M02', '2024-M03'):
            self.as_(self.assignment(self.plan, key), 'head').action_explain("Two of us were ill")
        draft = self.article_in('draft', assignments=[april])
        text = self.reminder_text()
        self.assertIn("overdue by 2 days; explained", text)
        self.assertIn("29 days left; being written", text)
        self.assertNotIn("Please explain", text)
        self.as_(draft, 'author').action_submit()
        text = self.reminder_text()
        self.assertIn("ALREADY SUBMITTED, not posted yet:\n- Month 4 of 2024, Portal: 1 to post, due 25/04/2024, "
                      "29 days left; in review since 27/03/2024", text)
        self.assertNotIn("DUE SOON", text)
        self.as_(draft, 'editor').action_return("Name the source")
        self.assertIn("DUE SOON:\n- Month 4 of 2024, Portal: 1 to post, due 25/04/2024, 29 days left; returned on "
                      "27/03/2024, to be corrected", self.reminder_text())
        self.as_(draft, 'author').action_submit()
        self.as_(draft, 'editor').action_approve()
        self.assertIn("29 days left; approved, to be posted", self.reminder_text())
        for key in ('2024-M01', '2024-M02', '2024-M03'):
            self.article_in('submitted', assignments=[self.assignment(self.plan, key)])
        self.assertIn("overdue by 2 days; in review since 27/03/2024; explained", self.reminder_text())
        self.assertNotIn("Please write", self.reminder_text(), "everything is submitted")
        self.post(draft)
        self.assertNotIn("Month 4", self.reminder_text())
