# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon
from .reminders import RemindersMixin

RUN = 'odoo.addons.cchc_propaganda.models.reminder.cchc_reminder_run'


@tagged('post_install', '-at_install')
class TestReminderRules(RemindersMixin, CchcCommon):
    """Which reminders are sent, to whom, and when they stop. The plan is issued on 2 January 2024; the assignment of
    March is due on Monday the 25th, so a week earlier is Monday the 18th."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')
        self.march = self.assignment(self.plan, '2024-M03')
        rules = self.env['cchc.reminder.rule'].search([])
        rules.filtered(lambda rule: rule.kind == 'plan_not_spread').active = False   # has a test of its own

    def on_the_day(self, day):
        """Return the reminders of that morning."""
        self.at(day, '06:00')
        return self.remind()

    def reminded(self, day='2024-03-18'):
        """Return the assignment of March, after the head is reminded of it."""
        self.on_the_day(day)
        self.assertTrue(self.reminders(self.march, 'head'))
        return self.march

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

    # ------------------------------------------------------------------
    # Once, and quietly
    # ------------------------------------------------------------------

    def test_a_second_run_changes_nothing(self):
        self.on_the_day('2024-03-18')
        before = self.env['mail.activity'].search([]).mapped('write_date')
        self.assertFalse(self.remind())
        self.assertEqual(self.env['mail.activity'].search([]).mapped('write_date'), before)

    def test_one_open_activity_for_each_assignment_and_person(self):
        for day in ('2024-03-15', '2024-03-18', '2024-03-22', '2024-03-25', '2024-03-26', '2024-03-28'):
            self.on_the_day(day)
        activity = self.reminders(self.march, 'head')
        self.assertEqual(len(activity), 1)
        self.assertIn('Explain the missed deadline', activity.summary, "the words of the last reminder")
        self.assertEqual(len(self.logs(self.march).filtered(lambda log: log.user_id == self.users['head'])), 6)

    def test_ticked_while_unmet_the_next_reminder_asks_again(self):
        assignment = self.reminded()
        self.as_(self.reminders(assignment, 'head'), 'head').action_done()
        self.assertTrue(self.logs(assignment).filtered('date_ticked'))
        self.on_the_day('2024-03-19')
        self.assertFalse(self.reminders(assignment, 'head'))
        self.on_the_day('2024-03-22')
        self.assertTrue(self.reminders(assignment, 'head'))

    def test_one_notice_a_person_in_their_language(self):
        self.plan_in('published', {}, {'channel_id': self.channels['page'].id}, number='8/KH-X')
        self.users['head'].lang = 'vi_VN'
        Message = self.env['mail.message']
        partner = self.users['head'].partner_id
        before = Message.search([('partner_ids', 'in', partner.ids)])
        self.on_the_day('2024-03-18')
        notice = Message.search([('partner_ids', 'in', partner.ids)]) - before
        self.assertEqual(len(notice), 1)
        self.assertEqual(notice.body.count('<li>'), 3)
        self.assertIn("Tháng 3 năm 2024", notice.body)
        self.assertTrue(all(self.logs().mapped('is_noticed')))

    def test_a_notice_lost_with_its_run_is_sent_by_the_next(self):
        self.at('2024-03-18', '06:00')
        self.remind(batch=1, killed_at=2)
        partner = self.users['head'].partner_id
        before = self.env['mail.message'].search_count([('partner_ids', 'in', partner.ids)])
        self.remind()
        self.assertEqual(self.env['mail.message'].search_count([('partner_ids', 'in', partner.ids)]), before + 1)

    def test_reminding_makes_nobody_a_follower(self):
        followers = self.march.message_partner_ids
        self.reminded()
        self.assertEqual(self.march.message_partner_ids, followers)

    def test_one_bad_record_is_logged_and_skipped(self):
        other = self.assignment(self.plan_in('published', number='9/KH-X'), '2024-M03')
        Assignment = self.env.registry['cchc.assignment']
        healthy = Assignment._reminder_units

        def broken(assignment, kind):
            if assignment == self.march:
                raise ValueError("a unit that cannot be found")
            return healthy(assignment, kind)

        with patch.object(Assignment, '_reminder_units', broken), self.assertLogs(RUN, 'ERROR') as caught:
            self.on_the_day('2024-03-18')
        self.assertIn("a unit that cannot be found", caught.output[0])
        self.assertTrue(self.reminders(other, 'head'))
        self.assertFalse(self.reminders(self.march))

    def test_the_cron_runs(self):
        self.at('2024-03-18', '06:00')
        with self.enter_registry_test_mode():
            self.env.ref('cchc_propaganda.ir_cron_reminder_run').method_direct_trigger()
        self.assertTrue(self.reminders(self.march, 'head'))

    # ------------------------------------------------------------------
    # They go away by themselves, and come back
    # ------------------------------------------------------------------

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

    # ------------------------------------------------------------------
    # The log, and the reminder in words
    # ------------------------------------------------------------------

    def test_the_log_is_written_by_nobody(self):
        self.reminded()
        log = self.logs(self.march)[0]
        vals = {'res_model': 'cchc.plan', 'res_id': self.plan.id, 'company_id': self.company.id,
                'date_reminded': '2024-03-18 00:00:00'}
        for login in ('author', 'head', 'editor', 'office', 'director', 'admin'):
            with self.subTest(login=login):
                self.assertTrue(self.refusal(lambda login=login: self.model('cchc.reminder.log', login).create(vals)))
                self.assertTrue(self.refusal(lambda login=login: self.as_(log, login).write({'is_noticed': False})))
                self.assertTrue(self.refusal(lambda login=login: self.as_(log, login).unlink()))
        self.assertTrue(self.as_(log, 'director').record_name)
        self.assertRaises(AccessError, lambda: self.as_(log, 'author').record_name)
        self.assertRaises(AccessError, lambda: self.as_(log, 'outsider').record_name)

    def test_the_proof_outlives_the_activity(self):
        assignment = self.reminded()
        self.reminders(assignment).unlink()
        self.assertEqual(self.said(self.logs(assignment))[0], ('Due in a week', 'head'))

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

    def reminder_text(self):
        return self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, self.plan.id)

    def test_an_upgrade_leaves_the_agencys_rules_alone(self):
        shipped = self.env['ir.model.data'].search([('model', '=', 'cchc.reminder.rule')])
        self.assertTrue(shipped)
        self.assertTrue(all(shipped.mapped('noupdate')))

    # ------------------------------------------------------------------
    # In bulk
    # ------------------------------------------------------------------

    def decide(self, assignments, login, step, **values):
        wizard = self.model(
            'cchc.reason.wizard', login, active_model='cchc.assignment', active_ids=assignments.ids, default_step=step)
        wizard.create({'reason': "Decided together", **values}).action_confirm()

    def test_several_assignments_are_decided_at_once(self):
        assignments = self.march | self.assignment(self.plan, '2024-M04')
        for step, values in (('exempt', {}), ('waive', {}), ('postpone', {'date': '2024-05-10'}),
                             ('reassign', {'department_id': self.units['digital'].id})):
            with self.subTest(step=step):
                self.assertAllowed(self.decide, assignments, 'office', step, **values)
                self.assertTrue(self.refusal(self.decide, assignments, 'head', step, **values))
        self.at('2024-03-26')
        self.assertAllowed(self.decide, assignments, 'head', 'explain')
        self.assertTrue(self.refusal(self.decide, assignments, 'other_head', 'explain'))
        self.decide(assignments, 'office', 'exempt')
        self.assertEqual(assignments.mapped('state'), ['exempt', 'exempt'])

    def test_one_assignment_of_another_right_stops_them_all(self):
        """Only the director decides about the Office's own assignment (DESIGN §5)."""
        own = self.assignment(self.plan_in('published', leads=('office',), number='9/KH-X'), '2024-M03', unit='office')
        self.assertRefused("up to the director", self.decide, self.march | own, 'office', 'exempt')
        self.assertEqual((self.march | own).mapped('state'), ['open', 'open'])

    # ------------------------------------------------------------------
    # Set-wise
    # ------------------------------------------------------------------

    def test_queries_do_not_grow_with_the_assignments(self):
        """STYLE §11: many assignments cost what 20 cost, plus Odoo's batches of inserts and reads."""
        def queries(count):
            with self.undone():
                plan = self.env['cchc.plan'].browse(self.plan.id)
                self.env['cchc.assignment']._create_generated([{
                    'plan_id': plan.id, 'channel_id': self.channels['portal'].id, 'company_id': self.company.id,
                    'department_id': self.units['press'].id, 'origin_department_id': self.units['press'].id,
                    'period_key': f'2024-03-01..2024-03-{1 + number % 28:02}', 'quantity': 1,
                    'date_start': '2024-03-01', 'date_end': '2024-03-31', 'date_planned': '2024-03-25',
                    'date_deadline': '2024-03-25',
                } for number in range(count)])
                self.env.flush_all()
                self.env.invalidate_all()
                self.at('2024-03-18', '06:00')
                before = self.env.cr.sql_log_count
                logs = self.remind(batch=1000)
                self.env.flush_all()
                self.assertGreaterEqual(len(logs), 2 * count)
                return self.env.cr.sql_log_count - before

        queries(1)
        few, many = queries(20), queries(400)
        # 800 activities and lines of the log, inserted and (names, notices) updated in Odoo's batches of 100
        self.assertLessEqual(many, few + 4 * 8)
