# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CchcCommon
from ..reminder.reminders import RemindersMixin
from .outreach_case import OutreachMixin

REMINDED = {
    # Nobody is in charge: the head. The head of the coordinating unit learns of it once.
    '2024-Q1': ['28/02 head', '06/03 head', '06/03 other_head', '13/03 head'],
    '2024-Q2': ['30/05 head', '06/06 head', '06/06 other_head', '13/06 head', '17/06 head', '20/06 head', '21/06 head',
                '25/06 head'],
    '2024-Q3': ['30/08 head', '06/09 head', '06/09 other_head', '13/09 head', '17/09 head', '20/09 head', '23/09 head',
                '25/09 head', '27/09 office', '04/10 director', '04/10 office'],
    # Sent on 18/12, it waits for the Office.
    '2024-Q4': ['29/11 head', '06/12 head', '06/12 other_head', '13/12 head', '17/12 head'],
}


@tagged('post_install', '-at_install')
class TestOwedByForm(OutreachMixin, RemindersMixin, CchcCommon):
    """An obligation may ask for outreach of a form instead of articles on a channel."""

    def plan_by_form(self, **values):
        return self.plan_in('published', {
            'channel_id': False, 'form_id': self.form().id, 'frequency': 'quarter', 'due_day': 20, **values})

    def states(self, plan):
        self.refresh(plan)
        return {assignment.period_key: assignment.state for assignment in plan.assignment_ids}

    def held(self, day, **values):
        """Return outreach held and accepted on that day."""
        with self.on(day):
            return self.outreach_in('approved', **values)

    def test_exactly_one_of_channel_and_form(self):
        plan = self.plan_in('draft')
        [obligation] = plan.obligation_ids
        for values in ({'form_id': self.form().id}, {'channel_id': False}):
            with (self.subTest(values=values), self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'),
                  self.undone()):
                self.as_(obligation, 'office').write(values)
                self.env.flush_all()

    def test_year_of_an_obligation_by_form(self):
        """Each quarter one conference by the 20th of its last month: in time, late, missed, still open."""
        plan = self.plan_by_form()
        self.assertEqual(self.states(plan), dict.fromkeys(
            ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'], 'open'))
        first = self.held('2024-03-20')
        self.assertEqual(first.assignment_id.period_key, '2024-Q1')
        self.held('2024-06-25')
        self.at('2024-09-30')
        self.assertEqual(self.states(plan), {
            '2024-Q1': 'done', '2024-Q2': 'late', '2024-Q3': 'overdue', '2024-Q4': 'open'})

    def test_year_day_by_day_with_its_reminders(self):
        """The first quarter is met in time, the second late, the third is made up for in the fourth by choice, the
        fourth waits for the Office at the deadline. Written from the shipped rules and the calendar of 2024."""
        plan = self.plan_by_form()
        quarter = {one.period_key: one for one in plan.assignment_ids}
        events = {
            date(2024, 3, 14): lambda: self.outreach_in('approved'),
            date(2024, 6, 26): lambda: self.outreach_in('approved'),
            date(2024, 10, 8): lambda: self.outreach_in('approved', assignment_id=quarter['2024-Q3'].id),
            date(2024, 12, 18): lambda: self.outreach_in('submitted'),
        }
        for number in range(366):
            day = date(2024, 1, 1) + timedelta(days=number)
            self.at(str(day), '06:00')
            self.refresh(plan)
            self.remind()
            if event := events.get(day):
                self.at(str(day), '10:00')
                event()
        self.assertEqual(self.states(plan), {
            '2024-Q1': 'done', '2024-Q2': 'late', '2024-Q3': 'late', '2024-Q4': 'overdue'})
        self.assertTrue(quarter['2024-Q4'].is_excused)
        story = {
            key: [f'{self.company._cchc_day_of(log.date_reminded):%d/%m} {self.role(log.user_id)}'
                  for log in self.logs(one)] for key, one in quarter.items()}
        self.maxDiff = None
        self.assertEqual(story, REMINDED)

    def test_judged_by_the_day_it_was_held_once_accepted(self):
        plan = self.plan_by_form()
        with self.on('2024-03-25'):
            outreach = self.outreach_in('submitted', date='2024-03-18')
            [quarter] = plan.assignment_ids.filtered(lambda one: one.period_key == '2024-Q1')
            self.assertEqual((outreach.expected_assignment_id, quarter.done_quantity), (quarter, 0))
            self.as_(outreach, 'office').action_approve()
            self.assertEqual((quarter.state, quarter.date_done.isoformat()), ('done', '2024-03-18'))

    def test_sent_in_time_it_waits_for_the_office(self):
        """As an article that its channel has not answered; returned, the assignment is overdue."""
        plan = self.plan_by_form()
        [quarter] = plan.assignment_ids.filtered(lambda one: one.period_key == '2024-Q1')
        outreach = self.outreach_in('submitted')
        self.assertEqual((quarter.sent_quantity, quarter.done_quantity), (1, 0))
        self.at('2024-03-22')
        self.refresh(plan)
        quarter = self.as_(quarter, 'author')
        self.assertEqual((quarter.clock_text, quarter.is_excused), ("Sent in time, waiting for the Office", True))
        self.assertIn("has not accepted it yet", quarter.next_step)
        self.assertFalse(outreach.assignment_id)
        standing = plan.assignment_ids._standing(date(2024, 3, 22), date(2024, 3, 22))
        self.assertEqual(standing[quarter.id].outcome.kind, 'waiting', "reports say the same")
        text = self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, plan.id)
        self.assertIn("SENT IN TIME, waiting for an answer:", text)
        self.as_(outreach, 'office').action_return("Which hall?")
        quarter = self.as_(quarter, 'author')
        self.assertEqual((quarter.state, quarter.is_excused, quarter.sent_quantity), ('overdue', False, 0))
        self.as_(outreach, 'author').action_submit()
        self.assertFalse(self.as_(quarter, 'author').is_excused, "sent again after the deadline")
        self.as_(outreach, 'office').action_approve()
        self.assertEqual(self.as_(quarter, 'author').state, 'done', "held in time")

    def test_outreach_sent_before_the_upgrade_is_kept_for_its_assignment(self):
        plan = self.plan_by_form()
        self.outreach_in('submitted')
        self.env.flush_all()
        self.env.cr.execute("UPDATE cchc_outreach SET sent_assignment_id = NULL")
        self.env.invalidate_all()
        self.migrate('cchc_propaganda/migrations/19.0.1.3.0/post-outreach-sent.py')
        self.assertEqual(plan.assignment_ids.mapped('sent_quantity'), [1, 0, 0, 0])

    def test_returned_later_it_no_longer_counts(self):
        plan = self.plan_by_form()
        outreach = self.held('2024-03-12')
        self.assertEqual(self.states(plan)['2024-Q1'], 'done')
        self.at('2024-03-22')
        self.as_(outreach, 'office').action_return("It was another conference")
        self.assertEqual((self.states(plan)['2024-Q1'], outreach.assignment_id.id), ('overdue', False))

    def test_another_form_or_unit_meets_nothing(self):
        self.plan_by_form()
        for values in (
                {'form_id': self.form('study').id},
                {'department_id': self.units['digital'].id, 'by': 'stranger'}):
            with self.subTest(values=values):
                self.assertFalse(self.held('2024-03-12', **values).assignment_id)
        [quarter] = self.env['cchc.assignment'].search([('period_key', '=', '2024-Q1')])
        self.assertRefused("not for", self.outreach_in, form_id=self.form('study').id, assignment_id=quarter.id)

    def test_made_up_for_by_choice_only(self):
        plan = self.plan_by_form()
        [missed] = plan.assignment_ids.filtered(lambda one: one.period_key == '2024-Q1')
        self.held('2024-04-05', assignment_id=missed.id)
        self.at('2024-04-06')
        self.assertEqual(self.states(plan)['2024-Q1'], 'late')

    def test_own_copy_of_a_shared_form_counts_as_the_same(self):
        plan = self.plan_by_form()
        self.as_(self.form(), 'office').action_own_copy()
        [own] = self.env['cchc.outreach.form'].search([('replaces_id', '=', self.form().id)])
        self.held('2024-03-12', form_id=own.id)
        self.assertEqual(self.states(plan)['2024-Q1'], 'done')

    def test_held_before_the_assignments_were_given_out(self):
        outreach = self.held('2024-01-15')
        plan = self.plan_in('published', {
            'channel_id': False, 'form_id': self.form().id, 'frequency': 'quarter', 'due_day': 20}, issued='2024-02-01')
        self.assertEqual(outreach.assignment_id, plan.assignment_ids.filtered(lambda one: one.period_key == '2024-Q1'))

    def test_rolled_over_with_its_form(self):
        plan = self.plan_by_form()
        action = self.as_(plan, 'office').action_roll_over()
        draft = self.env['cchc.plan'].browse(action['res_id'])
        self.assertEqual(draft.obligation_ids.form_id, self.form())

    # ------------------------------------------------------------------
    # Screens and reminders
    # ------------------------------------------------------------------

    def my_work(self, login):
        data = self.model('cchc.my.work', login).get_data()
        return {section['key']: section['lines'] for section in data['sections']}

    def test_my_work_asks_for_it_and_follows_it_until_it_is_accepted(self):
        plan = self.plan_by_form()
        [quarter] = plan.assignment_ids.filtered(lambda one: one.period_key == '2024-Q1')
        [line] = self.my_work('author')['todo']
        self.assertEqual((line['model'], line['id']), ('cchc.assignment', quarter.id))
        self.assertEqual([button['method'] for button in line['buttons']], ['action_record_outreach'])
        outreach = self.outreach_in()
        [line] = self.my_work('author')['todo']
        self.assertEqual((line['model'], line['id']), ('cchc.outreach', outreach.id))
        self.as_(outreach, 'author').action_submit()
        work = self.my_work('author')
        self.assertEqual([line['model'] for line in work['todo']], [])
        self.assertEqual([line['id'] for line in work['waiting']], outreach.ids)
        self.assertEqual([line['id'] for line in self.my_work('office')['review']], outreach.ids)
        self.as_(outreach, 'office').action_return("Which hall?")
        self.assertEqual([line['id'] for line in self.my_work('author')['returned']], outreach.ids)
        self.as_(outreach, 'author').action_submit()
        self.as_(outreach, 'office').action_approve()
        left = [line for lines in self.my_work('author').values() for line in lines]
        self.assertFalse(left)

    def test_follow_up_shows_it_beside_channels(self):
        plan = self.plan_in('published', {}, {
            'channel_id': False, 'form_id': self.form().id, 'frequency': 'quarter', 'due_day': 20})
        self.at('2024-03-15')
        data = self.model('cchc.dashboard', 'office').get_data(plan.id)
        self.assertEqual([means['name'] for means in data['channels']], ["Portal", self.form().name])
        self.assertEqual(len({means['id'] for means in data['channels']}), 2)
        [line] = [line for line in data['decisions']['lines'] if self.form().name in line['what']]
        self.assertIn("Nothing recorded yet", line['why'])
        self.outreach_in('submitted')
        data = self.model('cchc.dashboard', 'office').get_data(plan.id)
        self.assertFalse([line for line in data['decisions']['lines'] if self.form().name in line['what']])

    def test_copied_reminder_names_the_form(self):
        plan = self.plan_by_form()
        self.at('2024-03-18')
        text = self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, plan.id)
        self.assertIn(f"Quarter I of 2024, {self.form().name}: due 20/03/2024", text)

    def test_calendar_shows_deadline_and_event(self):
        plan = self.plan_by_form()
        outreach = self.held('2024-03-12')
        events = self.model('cchc.calendar.event', 'author').search(
            [('date', '>=', '2024-03-01'), ('date', '<', '2024-04-01')])
        self.assertEqual(sorted((event.kind, event.name) for event in events), [
            ('deadline', self.form().name), ('outreach', outreach.name)])
        self.assertEqual(events.filtered('outreach_id').action_open()['res_id'], outreach.id)
        self.assertTrue(plan)

    def test_reminded_before_the_deadline_and_closed_once_accepted(self):
        self.plan_by_form()
        self.at('2024-03-13')
        self.remind()
        activities = self.env['mail.activity'].search([('res_model', '=', 'cchc.assignment')])
        self.assertTrue(activities)
        self.as_(self.outreach_in('submitted'), 'office').action_approve()
        self.assertFalse(activities.exists().filtered('active'))

    def test_a_unit_with_open_outreach_is_not_archived(self):
        self.outreach_in()
        self.assertRefused("outreach not accepted", self.units['press'].action_archive)

    def test_questions_of_the_screens_do_not_grow_with_the_outreach(self):
        plan = self.plan_by_form()
        counts = []
        for number in (1, 8):
            for __ in range(number):
                self.outreach_in()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.model('cchc.my.work', 'author').get_data()
            self.model('cchc.dashboard', 'office').get_data(plan.id)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
