# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CchcCommon
from ..reminder.reminders import RemindersMixin
from .outreach_case import OutreachMixin


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

    def test_judged_by_the_day_it_was_held_once_accepted(self):
        plan = self.plan_by_form()
        with self.on('2024-03-25'):
            outreach = self.outreach_in('submitted', date='2024-03-18')
            [quarter] = plan.assignment_ids.filtered(lambda one: one.period_key == '2024-Q1')
            self.assertEqual((outreach.expected_assignment_id, quarter.done_quantity), (quarter, 0))
            self.as_(outreach, 'office').action_approve()
            self.assertEqual((quarter.state, quarter.date_done.isoformat()), ('done', '2024-03-18'))

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
