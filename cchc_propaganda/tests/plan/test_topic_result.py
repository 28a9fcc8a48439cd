# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CchcCommon
from ..outreach.outreach_case import OutreachMixin
from ..reminder.reminders import RemindersMixin


@tagged('post_install', '-at_install')
class TestTopicResult(RemindersMixin, OutreachMixin, CchcCommon):
    """The result of a row of the plan: proposed from what is linked, confirmed by a lead unit or the Office."""

    def plan_of_rows(self):
        """Return an issued plan: row 1 with an assignment each month, row 2 of two bullets led by "digital", row 3 led
        by a group."""
        plan = self.plan_in('draft')
        Topic = self.model('cchc.topic', 'office')
        two = Topic.create({'plan_id': plan.id, 'code': '2', 'sequence': 20,
                            'lead_department_ids': [Command.set(self.units['digital'].ids)]})
        self.bullets = Topic.create([
            {'plan_id': plan.id, 'parent_id': two.id, 'name': name, 'sequence': 21 + place}
            for place, name in enumerate(("Bullet a", "Bullet b"))]).with_env(self.env)
        three = Topic.create({
            'plan_id': plan.id, 'code': '3', 'name': "Meetings", 'sequence': 30, 'lead_text': "Các phòng thuộc Sở",
            'lead_department_ids': [Command.set([self.units['press'].id, self.units['digital'].id])]})
        with self.on('2024-01-02'):
            self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        self.one, self.two, self.three = (plan.topic_ids.filtered(lambda row, code=code: row.code == code).with_env(
            self.env) for code in '123')
        self.assertEqual((self.two, self.three), (two, three))
        return plan

    def states(self, *rows):
        self.env.flush_all()
        self.env.invalidate_all()
        return [row.result_state for row in rows]

    def test_proposed_from_assignments(self):
        plan = self.plan_of_rows()
        self.assertEqual(self.states(self.one, self.two, self.three), ['not_started'] * 3)
        march = self.assignment(plan, '2024-M03')
        self.post(self.article_in('approved', assignments=[march]))
        self.assertEqual(self.states(self.one), ['running'])
        for assignment in plan.assignment_ids - march:
            self.as_(assignment, 'office').action_waive("No longer asked for")
        self.assertEqual(self.states(self.one), ['done'])
        self.as_(march.publication_ids, 'editor').action_remove("Wrong figures")
        self.assertEqual(self.states(self.one), ['not_started'])

    def test_proposed_from_articles_and_outreach_of_the_row(self):
        self.plan_of_rows()
        first, second = self.bullets
        article = self.article_in('approved', topic_ids=[Command.set(first.ids)])
        self.assertEqual(self.states(first, self.two), ['not_started', 'not_started'])
        publication = self.post(article)
        self.assertEqual(self.states(first, second, self.two), ['running', 'not_started', 'running'])
        self.as_(publication, 'editor').action_remove("Wrong figures")
        self.assertEqual(self.states(first, self.two), ['not_started', 'not_started'])
        outreach = self.outreach_in('submitted', topic_ids=[Command.set(second.ids)])
        self.assertEqual(self.states(second), ['not_started'])
        self.as_(outreach, 'office').action_approve()
        self.assertEqual(self.states(second, self.two), ['running', 'running'])
        self.as_(outreach, 'office').action_return("Which hall?")
        self.assertEqual(self.states(second, self.two), ['not_started', 'not_started'])

    def test_confirmed_by_a_lead_unit_or_the_office_alone_for_a_group(self):
        self.plan_of_rows()
        expected = {
            self.one: {'head', 'office'}, self.two: {'other_head', 'office'}, self.bullets[0]: {'other_head', 'office'},
            self.three: {'office'}}
        for row, people in expected.items():
            with self.subTest(row=row.display_name):
                self.assertEqual({login for login in self.users if not self.refusal(
                    self.as_(row, login).action_confirm_result)}, people)
                self.assertEqual({login for login in people | {'author', 'director', 'head'} if self.as_(
                    row, login).can_confirm_result}, people)
        for row in (self.one, self.bullets[0], self.three):
            with self.subTest(written=row.display_name):
                self.assertEqual({login for login in self.users if not self.refusal(
                    self.as_(row, login).write, {'result_state': 'done', 'result': "Twelve articles"})}, expected[row])
        self.assertRefused("group of units", self.as_(self.three, 'head').action_confirm_result)

    def test_a_confirmed_result_stays_until_it_is_taken_back(self):
        self.plan_of_rows()
        bullet = self.bullets[0]
        self.as_(bullet, 'other_head').result_state = 'done'
        self.assertEqual((bullet.is_result_confirmed, bullet.result_confirmed_by_id, str(bullet.date_result_confirmed)),
                         (True, self.users['other_head'], '2024-03-11'))
        self.post(self.article_in('approved', topic_ids=[Command.set(bullet.ids)]))
        self.assertEqual(self.states(bullet), ['done'])
        self.as_(bullet, 'other_head').action_propose_result()
        self.assertEqual(self.states(bullet), ['running'])
        self.assertFalse(bullet.is_result_confirmed or bullet.result_confirmed_by_id)

    def test_a_row_with_others_below_is_answered_by_them(self):
        self.plan_of_rows()
        self.assertRefused("takes its result from them", self.as_(self.two, 'office').write, {'result_state': 'done'})
        self.as_(self.bullets[0], 'other_head').result_state = 'done'
        self.assertFalse(self.two.is_result_confirmed)
        self.as_(self.bullets[1], 'other_head').result_state = 'done'
        self.assertTrue(self.two.is_result_confirmed)
        self.assertEqual(self.states(self.two), ['done'])
        self.as_(self.bullets[0], 'office').action_propose_result()
        self.assertFalse(self.two.is_result_confirmed)
        self.assertEqual(self.states(self.two), ['running'])
        self.as_(self.two, 'other_head').action_confirm_result()
        self.assertTrue(self.bullets[0].is_result_confirmed and self.two.is_result_confirmed)

    def test_confirmations_are_logged_on_the_plan(self):
        plan = self.plan_of_rows()
        self.as_(self.two, 'other_head').action_confirm_result()
        [line] = self.env['cchc.workflow.log'].search(
            [('res_model', '=', 'cchc.plan'), ('res_id', '=', plan.id), ('step', '=', 'result')])
        self.assertEqual((line.user_id, line.note), (
            self.users['other_head'], "2. Bullet a: Not started\n2. Bullet b: Not started"))

    def test_results_wait_for_the_issue_and_nobody_types_who_confirmed(self):
        draft = self.plan_in('approved')
        self.assertRefused("once the plan is issued", self.as_(draft.topic_ids, 'office').action_confirm_result)
        self.assertRefused(
            "once the plan is issued", self.as_(draft.topic_ids, 'office').write, {'result_state': 'done'})
        self.assertRefused("once the plan is issued", self.model('cchc.topic', 'office').create, {
            'plan_id': self.plan_in('draft').id, 'name': "Row", 'result_state': 'done'})
        row = self.plan_in('published').topic_ids
        for values in ({'is_result_confirmed': True}, {'is_result_confirmed': False},
                       {'result_confirmed_by_id': self.users['office'].id}, {'date_result_confirmed': '2024-01-05'}):
            with self.subTest(values=values):
                self.assertRefused("by hand", self.as_(row, 'office').write, values)
        self.assertRefused("on the outreach", self.as_(row, 'office').write, {'outreach_ids': [Command.clear()]})

    def test_a_row_with_outreach_is_not_deleted(self):
        plan = self.plan_in('draft')
        outreach = self.outreach_in()
        outreach.sudo().topic_ids = plan.topic_ids
        self.assertRefused("has outreach", self.as_(plan.topic_ids, 'office').unlink)

    def test_typed_into_the_form_by_the_head(self):
        self.plan_of_rows()
        with Form(self.as_(self.one, 'head')) as form:
            form.result_state = 'done'
            form.result = "Twelve articles"
        self.assertEqual((self.one.result_state, self.one.result, self.one.is_result_confirmed),
                         ('done', "Twelve articles", True))

    def test_reminded_30_and_7_days_before_the_end_until_all_is_confirmed(self):
        """The plan ends on Tuesday, 31 December 2024: 30 days before it is a Sunday, 7 days before it a Tuesday."""
        plan = self.plan_of_rows()
        told = lambda logs: {self.role(log.user_id) for log in logs if log.kind == 'topic_result'}  # noqa: E731
        with self.on('2024-11-28'):
            self.assertEqual(told(self.remind()), set())
        self.at('2024-11-29')
        self.assertEqual(told(self.remind()), {'head', 'other_head', 'office_head'})
        self.assertEqual(told(self.remind()), set())
        self.as_(self.one, 'head').action_confirm_result()
        topic_result = self.logs(plan).filtered(lambda log: log.kind == 'topic_result' and log.activity_id)
        self.assertEqual(told(topic_result), {'other_head', 'office_head'})
        self.at('2024-12-24')
        self.assertEqual(told(self.remind()), {'other_head', 'office_head'})
        self.as_(self.two | self.three, 'office').action_confirm_result()
        self.assertFalse(self.logs(plan).filtered(lambda log: log.kind == 'topic_result' and log.activity_id))
        with self.undone():
            self.as_(self.bullets[0], 'other_head').action_propose_result()
            self.assertEqual(told(self.logs(plan).filtered('activity_id')) - {'other_head'}, set())
            self.remind()
            self.assertEqual(told(self.logs(plan).filtered('activity_id')), {'other_head'})

    def test_query_count_does_not_grow_with_the_rows(self):
        counts = {}
        for size in (5, 50):
            plan = self.plan_in('draft')
            rows = self.model('cchc.topic', 'office').create([
                {'plan_id': plan.id, 'name': f"Content {number}"} for number in range(size)])
            with self.on('2024-01-02'):
                self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
            rows = rows.with_env(self.env)
            article = self.article_in('approved', topic_ids=[Command.set(rows.ids)])
            publication = self.publication(article, 'portal')
            self.as_(publication, 'editor').url = self.link()
            publication = self.as_(publication, 'editor')
            before = self.cr.sql_log_count
            publication.action_publish()
            self.env.flush_all()
            counts[size] = self.cr.sql_log_count - before
            self.assertEqual(set(self.states(*rows)), {'running'})
        self.assertLessEqual(counts[50], counts[5] + 3)

    def test_results_entered_before_the_upgrade_are_kept_as_confirmed(self):
        self.plan_of_rows()
        self.env.flush_all()
        self.cr.execute("UPDATE cchc_topic SET result_state = 'not_started', is_result_confirmed = NULL")
        self.cr.execute("UPDATE cchc_topic SET result_state = 'done' WHERE id = %s", [self.two.id])
        self.migrate('cchc_propaganda/migrations/19.0.1.2.0/post-topic-results.py')
        self.assertEqual(self.states(self.one, self.two, *self.bullets), ['not_started', 'done', 'done', 'done'])
        self.assertEqual(self.bullets.mapped('is_result_confirmed'), [True, True])
