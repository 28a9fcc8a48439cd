# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from .reminders import RemindersCase

RUN = 'odoo.addons.cchc_propaganda.models.reminder.cchc_reminder_run'


@tagged('post_install', '-at_install')
class TestReminderRules(RemindersCase):
    """Which reminders are sent, to whom, on which day."""

    # ------------------------------------------------------------------
    # Who, when
    # ------------------------------------------------------------------

    def test_person_in_charge_is_reminded_else_the_head(self):
        self.march.user_id = self.users['colleague']
        logs = self.on_the_day('2024-03-18')
        self.assertEqual(self.said(logs.filtered(lambda log: log.res_id == self.march.id)), [
            ('Due in a week', 'colleague'), ('Due in a week', 'other_head')])   # the second unit coordinates

    def test_coordinators_are_told_once_and_never_chased(self):
        for day in ('2024-03-18', '2024-03-22', '2024-03-25', '2024-03-26', '2024-04-01', '2024-04-08'):
            self.on_the_day(day)
        told = self.logs(self.march).filtered(lambda log: log.user_id == self.users['other_head'])
        self.assertEqual(self.said(told), [('Due in a week', 'other_head')])
        self.assertIn("coordinates", self.reminders(self.march, 'other_head').note)

    def test_a_late_assignment_climbs_to_head_office_and_director(self):
        self.march.user_id = self.users['colleague']
        climbed = [self.said(self.on_the_day(day).filtered(
            lambda log: log.res_id == self.march.id and log.kind == 'assignment'))
            for day in ('2024-03-25', '2024-03-26', '2024-04-01', '2024-04-08')]
        self.assertEqual(climbed, [
            [('Due today', 'colleague')], [('Overdue', 'head')], [('Overdue by a week', 'office')],
            [('Overdue by two weeks', 'director')]])

    def test_who_left_the_unit_is_passed_over_and_it_shows(self):
        """In OCA/mail #114 an automatic activity fails because the person left."""
        self.march.user_id = self.users['colleague']
        self.employees['colleague'].active = False
        logs = self.on_the_day('2024-03-18').filtered(lambda log: log.user_id == self.users['head'])
        self.assertEqual(logs.filtered(lambda log: log.kind == 'assignment').fault, 'person')
        self.assertIn("has left the unit", self.reminders(self.march, 'head').note)

    def test_a_unit_without_a_head_falls_to_the_office(self):
        self.users['head'].active = False
        logs = self.on_the_day('2024-03-22').filtered(
            lambda log: log.res_id == self.march.id and log.kind == 'assignment')
        self.assertEqual([(self.role(log.user_id), log.fault) for log in logs], [('office', 'head')])
        self.assertIn("no head with an account", self.reminders(self.march, 'office').note)

    def test_without_an_office_the_director_and_without_anybody_a_warning(self):
        (self.users['head'] | self.users['office']).active = False
        logs = self.on_the_day('2024-03-22').filtered(
            lambda log: log.res_id == self.march.id and log.kind == 'assignment')
        self.assertEqual([(self.role(log.user_id), log.fault) for log in logs], [('director', 'office')])
        self.users['director'].active = False
        with self.assertLogs(RUN, 'WARNING') as caught:
            self.on_the_day('2024-03-25')
        self.assertIn("nobody in Department of the Province", caught.output[0])

    def test_only_who_may_read_it_is_reminded(self):
        """A role alone is not enough: a draft plan or another agency's record needs the right to read it."""
        outsider = self.users['outsider']
        outsider.company_ids = [Command.link(self.company.id)]
        self.channels['portal'].member_ids = [Command.link(outsider.id)]
        outsider.company_ids = [Command.unlink(self.company.id)]    # moved to another agency since
        rule = self.env['cchc.reminder.rule'].create({
            'name': "To the channel", 'kind': 'assignment', 'days': -5, 'recipient': 'channel'})
        logs = self.on_the_day('2024-03-20').filtered(lambda log: log.rule_id == rule)
        self.assertEqual({self.role(log.user_id) for log in logs}, {'editor', 'poster'})

    def test_a_review_is_asked_of_those_who_may_approve(self):
        self.channels['portal'].member_ids = [Command.link(self.users['author'].id)]
        self.users['author'].group_ids = [Command.link(self.env.ref('cchc_propaganda.group_editor').id)]
        article = self.article_in('submitted')   # on Monday 11 March; three days later it waits long
        self.assertFalse(self.on_the_day('2024-03-13').filtered(lambda log: log.kind == 'article_waiting'))
        self.on_the_day('2024-03-14')
        self.assertEqual(self.said(self.logs(article)), [('Waiting for review', 'editor')])
        self.on_the_day('2024-03-18')
        self.assertEqual(self.said(self.logs(article))[1:], [('Waiting for review for a week', 'office')])
        self.as_(article, 'editor').action_approve()
        self.assertFalse(self.reminders(article), "decided: nobody is asked any more")

    def test_what_is_submitted_again_is_asked_for_again(self):
        article = self.article_in('submitted')
        self.on_the_day('2024-03-14')
        self.as_(article, 'editor').action_return("No photo")
        self.assertFalse(self.reminders(article))
        self.as_(article, 'author').action_submit()
        self.on_the_day('2024-03-15')
        self.assertFalse(self.reminders(article), "the clock starts anew")
        self.on_the_day('2024-03-18')
        self.assertEqual(len(self.reminders(article, 'editor')), 1)

    def test_a_silent_channel_is_chased_by_its_members(self):
        publication = self.publication_in('sent')   # on 11 March; the channel takes 5 days: Saturday, so Monday
        self.assertFalse(self.on_the_day('2024-03-15').filtered(lambda log: log.res_model == publication._name))
        self.on_the_day('2024-03-18')
        self.assertEqual({self.role(log.user_id) for log in self.logs(publication)}, {'editor', 'poster'})
        self.assertEqual(self.reminders(publication.article_id, 'editor').date_deadline.isoformat(), '2024-03-18')
        self.as_(publication, 'editor').action_refuse("Too long")
        self.assertFalse(self.reminders(publication.article_id))

    def test_a_silent_channel_without_members_is_chased_by_who_sent_it(self):
        publication = self.publication(self.article_in('approved', ('page',)), 'page')
        self.as_(publication, 'author').action_send()
        self.channels['page'].member_ids = [Command.clear()]
        self.on_the_day('2024-03-18')
        self.assertEqual(
            [(self.role(log.user_id), log.fault) for log in self.logs(publication)], [('author', 'channel')])

    def test_nobody_in_charge_is_for_the_head_until_somebody_is_named(self):
        """Ten days before a monthly deadline is Friday the 15th."""
        logs = self.on_the_day('2024-03-15').filtered(lambda log: log.res_id == self.march.id)
        self.assertEqual(self.said(logs), [('Nobody in charge', 'head')])
        self.as_(self.march, 'head').user_id = self.users['colleague']
        self.assertFalse(self.reminders(self.march), "named: it closes at once")

    def test_a_missed_assignment_is_explained_by_its_head(self):
        self.on_the_day('2024-03-28')
        self.assertIn('Explain the missed deadline', self.reminders(self.march, 'head').summary)
        self.as_(self.march, 'head').action_explain("Two of three were ill")
        self.on_the_day('2024-04-09')
        self.assertNotIn('unexplained', self.logs(self.march).filtered('activity_id').mapped('kind'))

    def test_an_issued_plan_that_asks_for_nothing_is_the_offices_concern(self):
        plan = self.plan_in('draft')
        self.as_(plan, 'office').obligation_ids.unlink()
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-03-11')
        self.on_the_day('2024-03-11')
        self.assertEqual(self.said(self.logs(plan)), [('The plan asks for nothing', 'office')])
        self.as_(plan, 'director').action_terminate("Issued by mistake")
        self.assertFalse(self.reminders(plan))

    def test_a_plan_is_brought_to_the_staff_unit_by_unit(self):
        """V.2 of the 2024 plan: the heads tell all their people; by ticking the reminder they confirm it."""
        self.env['cchc.reminder.rule'].with_context(active_test=False).search([]).active = True
        plan = self.plan_in('published', issued='2024-03-11', leads=('press', 'digital'))
        self.on_the_day('2024-03-11')
        self.assertEqual({self.role(log.user_id) for log in self.logs(plan)}, {'head', 'other_head'})
        self.as_(self.reminders(plan, 'head'), 'head').action_done()
        self.on_the_day('2024-03-18')
        self.on_the_day('2024-03-25')
        self.assertEqual(self.said(self.logs(plan))[2:], [
            ('Bring the plan to the staff today', 'other_head'),
            ('A unit has not brought the plan to its staff', 'office')])
        self.assertIn('Digital', self.reminders(plan, 'office').summary)

    # ------------------------------------------------------------------
    # Days
    # ------------------------------------------------------------------

    def test_a_moved_reminder_says_why(self):
        """25 February 2024 is a Sunday; the Friday before is closed as well."""
        self.env['cchc.special.day'].create({
            'company_id': self.company.id, 'date': '2024-02-23', 'kind': 'off', 'name': "Moving house"})
        february = self.assignment(self.plan, '2024-M02')
        self.on_the_day('2024-02-22')
        self.assertIn('Due today', self.reminders(february, 'head').summary)
        self.assertIn('25/02/2024', self.reminders(february, 'head').note)
        self.assertIn('weekend', self.reminders(february, 'head').note)
        self.assertEqual(self.reminders(february, 'head').date_deadline.isoformat(), '2024-02-25', "the real one")

    def test_missed_days_are_made_up_for_by_the_last_reminder_only(self):
        self.on_the_day('2024-03-15')
        logs = self.on_the_day('2024-03-27').filtered(lambda log: log.res_id == self.march.id)
        self.assertEqual(self.said(logs), [('Overdue', 'head')])

    def test_after_a_long_outage_the_last_reminder_is_made_up_for_during_a_month(self):
        """The last reminders of March are due on 8 April; 31 days later they are still sent, a day later no more."""
        for day, said in (
                ('2024-05-09', [('Missed, not explained', 'office'), ('Overdue by two weeks', 'director')]),
                ('2024-05-10', [])):
            with self.undone():
                logs = self.on_the_day(day).filtered(lambda log: log.res_id == self.march.id)
                self.assertEqual(sorted(self.said(logs)), said, day)

    def test_reminders_go_on_across_the_end_of_the_year(self):
        """The assignment is due on Tuesday 31 December; New Year is a holiday, so the unit is told on 2 January."""
        plan = self.plan_in('published', {'due_day': 31}, number='9/KH-X', coordinators=())
        december = self.assignment(plan, '2024-M12')
        said = {day: self.said(self.on_the_day(day).filtered(lambda log: log.res_id == december.id)) for day in (
            '2024-12-24', '2024-12-31', '2025-01-01', '2025-01-02', '2025-01-07')}
        self.assertEqual(said, {
            '2024-12-24': [('Due in a week', 'head'), ('Nobody in charge', 'head')],
            '2024-12-31': [('Due today', 'head')],
            '2025-01-01': [],
            '2025-01-02': [('Overdue', 'head')],
            '2025-01-07': [('Overdue by a week', 'office'), ('Explain the missed deadline', 'head')],
        })

    def test_the_day_is_the_agencys_own(self):
        """On the 17th at 18:00 UTC it is the 18th in Hanoi; in Honolulu it is the morning of the 17th."""
        self.at('2024-03-18', '01:00')
        self.company.cchc_tz = 'Pacific/Honolulu'
        self.assertNotIn('Due in a week', self.remind().rule_id.mapped('name'))
        self.company.cchc_tz = 'Asia/Ho_Chi_Minh'
        self.assertIn('Due in a week', self.remind().rule_id.mapped('name'))

    def test_what_was_due_before_the_issue_is_never_reminded_of(self):
        plan = self.plan_in('published', issued='2024-03-11')
        february = self.assignment(plan, '2024-M02')
        self.assertTrue(february.is_before_issue)
        self.on_the_day('2024-03-11')
        self.assertFalse(self.logs(february))
