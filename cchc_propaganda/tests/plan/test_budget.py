# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import CchcCommon

DECISION = {'decision_number': '15/QĐ-STTTT', 'decision_date': '2024-03-01'}


@tagged('post_install', '-at_install')
class TestBudget(CchcCommon):
    """Money planned in the draft, allocated by a decision and spent after the issue."""

    def line(self, plan, login='office', **values):
        return self.model('cchc.budget.line', login).create({
            'plan_id': plan.id, 'topic_id': plan.topic_ids.id, 'department_id': self.units['press'].id, **values})

    def test_typed_in_the_plan_and_summed(self):
        plan = self.plan_in('draft')
        with Form(self.as_(plan, 'office')) as form:
            for planned in (1_000_000, 2_500_000):
                with form.budget_line_ids.new() as line:
                    line.topic_id = plan.topic_ids
                    line.planned = planned
        self.assertEqual((plan.budget_planned, plan.budget_left), (3_500_000, 0))

    def test_plan_without_figures_is_no_error(self):
        self.assertFalse(self.plan_in('published').budget_line_ids)

    def test_what_is_planned_freezes_with_the_plan_and_the_rest_lives_on(self):
        plan = self.plan_in('draft')
        line = self.line(plan, planned=1_000_000)
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        for values in ({'planned': 5}, {'planned': 0}, {'source': 'other'}, {'topic_id': False}):
            with self.subTest(values=values):
                self.assertRefused("issued|no longer", self.as_(line, 'office').write, values)
        self.assertRefused("issued|no longer", self.as_(line, 'office').unlink)
        self.as_(line, 'office').write({'allocated': 900_000, **DECISION})
        self.as_(line, 'office').spent = 400_000
        self.assertEqual((line.left, plan.budget_left), (500_000, 500_000))

    def test_money_allocated_after_the_issue_needs_no_planned_amount(self):
        plan = self.plan_in('published')
        line = self.line(plan, allocated=200_000, **DECISION)
        self.assertRefused("issued|no longer", self.as_(line, 'office').write, {'planned': 7})
        self.assertRefused("is kept", self.as_(line, 'office').unlink)
        self.assertRefused("issued|no longer", self.line, plan, planned=7)

    def test_allocated_only_with_its_decision_and_spent_only_what_is_allocated(self):
        plan = self.plan_in('published')
        for values, words in (
                ({'allocated': 5}, "by a decision"), ({'allocated': 5, 'decision_number': '15'}, "by a decision"),
                ({'spent': 5}, "more is spent"), ({'allocated': 5, 'spent': 6, **DECISION}, "more is spent"),
                ({'allocated': 5, 'decision_number': '1', 'decision_date': '2024-03-12'}, "in the future")):
            with self.subTest(values=values):
                self.assertRefused(words, self.line, plan, **values)

    def test_negative_amounts_are_refused(self):
        plan = self.plan_in('draft')
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.undone():
            self.line(plan, planned=-1)
            self.env.flush_all()

    def test_read_by_the_office_the_director_and_the_head_of_its_unit(self):
        plan = self.plan_in('draft')
        line = self.line(plan, planned=5)
        readers = {login for login in self.users if self.as_(line, login).has_access('read')}
        self.assertEqual(readers, {'head', 'office', 'director'})
        for login in ('author', 'editor'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_(plan, login).read(['budget_line_ids'])
        self.assertEqual(self.as_(plan, 'other_head').read(['budget_line_ids'])[0]['budget_line_ids'], [])

    def test_plan_opens_for_every_role_with_and_without_money(self):
        plan = self.plan_in('published')
        self.line(plan, allocated=5, **DECISION)
        for login in ('author', 'head', 'other_head', 'editor', 'office', 'director'):
            with self.subTest(login=login):
                self.assertTrue(Form(self.as_(plan, login), view='cchc_propaganda.cchc_plan_view_form'))
