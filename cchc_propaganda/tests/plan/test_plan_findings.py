# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from .plan_rows import PlanRowsCase


@tagged('post_install', '-at_install')
class TestPlanFindings(PlanRowsCase):
    """What the check says: the same list beside the form, in its dialog, and when the plan is submitted."""

    def texts(self, plan, severity):
        return '\n'.join(finding['text'] for finding in plan.findings['list'] if finding['severity'] == severity)

    def told(self, plan):
        return plan.action_check()['params']['message']

    def test_a_plan_that_asks_nothing_of_anybody_is_told_so(self):
        plan = self.typed('1')
        self.assertIn("Nothing is asked of anybody", self.texts(plan, 'review'))
        self.assertIn("Nothing is asked of anybody", self.told(plan))
        self.assertAllowed(plan.action_submit)

    def test_two_identical_obligations_are_told(self):
        plan = self.plan_in('draft', {}, {})
        self.assertIn("asked for twice", self.texts(plan, 'review'))
        plan.obligation_ids[1].due_day = 10
        self.assertNotIn("asked for twice", self.texts(plan, 'review'))

    def test_a_lead_unit_without_a_turn_is_told(self):
        plan = self.plan_in('draft', {'turns': [{'first': 1, 'last': 12, 'unit': self.units['press'].id}]},
                            leads=('press', 'digital'))
        self.assertIn("Digital has no turn", self.texts(plan, 'review'))

    def test_archived_units_and_channels_are_named_with_their_successor(self):
        plan = self.plan_in('draft', {'turns': [{'first': 1, 'last': 12, 'unit': self.units['digital'].id}]})
        self.units['digital'].cchc_successor_ids = self.units['press']
        for record in (self.units['digital'], self.channels['portal']):
            self._archive(record)
        texts = self.texts(plan, 'review')
        self.assertIn("the unit “Digital” is archived (taken over by Press)", texts)
        self.assertIn("“1. News of the reform” names “Digital”, which is archived", texts, "it coordinates, too")
        self.assertIn("the channel is archived", texts)

    def _archive(self, records):
        """As before anybody asked whether something is open there."""
        self.env.flush_all()
        self.env.cr.execute(f'UPDATE {records._table} SET active = false WHERE id IN %s', [tuple(records.ids)])   # pylint: disable=sql-injection
        self.env.invalidate_all()

    def test_the_draft_of_the_next_year_names_what_is_archived_by_then(self):
        plan = self.plan_in('published', {}, {'channel_id': self.channels['page'].id})
        self._archive(self.units['press'] | self.units['digital'])
        self._archive(self.channels['page'])
        action = self.as_(plan, 'office').action_roll_over()
        draft = self.env['cchc.plan'].browse(action['res_id'])
        self.assertEqual(draft.topic_ids.with_context(active_test=False).lead_department_ids, self.units['press'])
        texts = self.texts(draft, 'review')
        for words in ("names “Press”, which is archived", "names “Digital”, which is archived", "channel is archived"):
            self.assertIn(words, texts)
            self.assertIn(words, str(self.lines(draft)[-1].body))

    def test_the_next_year_takes_over_months_of_a_quarterly_obligation_as_quarters(self):
        plan = self.plan_in('published', {'frequency': 'month', 'turns': [
            {'first': first, 'last': first + 2, 'unit': self.units['press'].id} for first in (1, 4, 7, 10)]})
        self.env.flush_all()
        self.env.cr.execute("UPDATE cchc_obligation SET frequency = 'quarter' WHERE plan_id = %s", [plan.id])
        self.env.invalidate_all()
        draft = self.env['cchc.plan'].browse(self.as_(plan, 'office').action_roll_over()['res_id'])
        self.assertEqual([(turn['first'], turn['last']) for turn in draft.obligation_ids.turns],
                         [(1, 1), (2, 2), (3, 3), (4, 4)])

    def queries_to_look(self, size):
        """Return the queries that the form of a draft with so many rows and obligations needs for what it computes."""
        turns = [{'first': 1, 'last': 4, 'unit': self.units['press'].id}]
        plan = self.model('cchc.plan', 'office').create({'name': "Plan", 'year': 2024, 'row_ids': [
            Command.create({'code': f'{number}', 'lead_text': "Press", 'obligation_ids': [Command.create({
                'channel_id': self.channels['portal'].id, 'frequency': 'quarter', 'turns': turns})]})
            for number in range(size)]})
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        plan.mapped('findings')
        plan.mapped('assignment_preview')
        plan.row_ids.mapped('lead_understood')
        plan.row_ids.obligation_ids.mapped('rotation_text')
        self.assertEqual(plan.expected_assignment_count, 4 * size)
        return self.env.cr.sql_log_count - before

    def test_a_long_plan_is_checked_with_the_queries_of_a_short_one(self):
        self.queries_to_look(2)     # rules and units are read once
        self.assertEqual(self.queries_to_look(40), self.queries_to_look(2))

    def test_a_row_below_itself_is_told_while_it_is_typed(self):
        plan = self.typed('1', '2')
        row = plan.row_ids[0]
        plan.flush_recordset()
        self.env.cr.execute("UPDATE cchc_topic SET parent_id = id WHERE id = %s", [row.id])
        self.env.invalidate_all()
        self.assertIn("stands below itself", self.texts(plan, 'fault'))

    def test_the_findings_follow_what_is_typed(self):
        form = self.new_form()
        self.assertEqual([finding['severity'] for finding in form.findings['list']], ['fault'])
        with form.row_ids.new() as row:
            row.code = '1'
            with row.obligation_ids.new() as obligation:
                obligation.channel_id = self.channels['portal']
        self.assertIn("has no lead unit", form.findings['list'][0]['text'])
        with form.row_ids.edit(0) as row:
            row.lead_text = "Press"
        self.assertEqual({finding['severity'] for finding in form.findings['list']}, {'note'})
        self.assertIn("4 assignments: Press 4", form.next_step)
