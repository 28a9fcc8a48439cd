# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import Form, tagged

from ..common import CchcCommon

# Resolution 76/NQ-CP of 15/7/2021, and the direction of the work.
SHIPPED = ('direction', 'institutions', 'procedures', 'organisation', 'civil_service', 'finance', 'digital')


@tagged('post_install', '-at_install')
class TestSubjects(CchcCommon):
    """What the rows of a plan are about."""

    def subject(self, code):
        return self.env.ref(f'cchc_propaganda.subject_{code}')

    def rows(self, state='draft'):
        """Return a plan and its rows: 1, 1.1 below it with a bullet, 2."""
        plan = self.plan_in('draft')
        Topic = self.model('cchc.topic', 'office')
        first = plan.topic_ids
        below = Topic.create({'plan_id': plan.id, 'parent_id': first.id, 'code': '1.1', 'name': "Below"})
        bullet = Topic.create({'plan_id': plan.id, 'parent_id': below.id, 'name': "Bullet"})
        second = Topic.create({'plan_id': plan.id, 'code': '2', 'name': "Second"})
        self._walk_plan(self.as_(plan, 'office'), state, '2024-01-02')
        return plan, [row.with_env(self.env) for row in (first, below, bullet, second)]

    def test_subjects_as_shipped(self):
        found = self.env['cchc.subject'].search([('company_id', '=', False)])
        self.assertEqual(tuple(found.mapped('code')), SHIPPED)

    def test_a_row_without_subjects_has_those_of_the_row_above(self):
        plan, (first, below, bullet, second) = self.rows()
        self.as_(first, 'office').subject_ids = self.subject('procedures')
        self.assertEqual([set(row.counted_subject_ids.mapped('code')) for row in (first, below, bullet, second)],
                         [{'procedures'}, {'procedures'}, {'procedures'}, set()])
        self.as_(below, 'office').subject_ids = self.subject('digital') | self.subject('finance')
        self.assertEqual([set(row.counted_subject_ids.mapped('code')) for row in (first, below, bullet, second)],
                         [{'procedures'}, {'finance', 'digital'}, {'finance', 'digital'}, set()])
        found = self.env['cchc.topic'].search(
            self.env['cchc.topic']._subject_domain(self.subject('digital'), self.company))
        self.assertEqual(found & plan.topic_ids, below | bullet)

    def test_the_office_enters_them_after_the_issue_too_and_nobody_else_does(self):
        """They are not printed, and a reporting rule may ask for them within the year."""
        __, (first, *__) = self.rows('published')
        self.assertAllowed(self.as_(first, 'office').write, {'subject_ids': self.subject('digital').ids})
        self.assertRefused("by the Office", self.as_(first, 'head').write, {'subject_ids': self.subject('digital').ids})
        self.assertRefused("Issued", self.as_(first, 'office').write, {'name': "Other words"})
        for login in ('office', 'head'):
            self.assertRefused("row itself", self.as_(first, login).write, {
                'counted_subject_ids': self.subject('digital').ids})
        self.assertRefused("row itself", self.model('cchc.topic', 'office').create, {
            'plan_id': self.plan_in('draft').id, 'code': '3', 'counted_subject_ids': self.subject('digital').ids})

    def test_next_year_s_draft_keeps_them(self):
        plan, (first, *__) = self.rows('published')
        self.as_(first, 'office').subject_ids = self.subject('digital')
        draft = plan.browse(self.as_(plan, 'office').action_roll_over()['res_id'])
        self.assertEqual(draft.topic_ids.filtered(lambda row: row.code == '1').subject_ids, self.subject('digital'))

    def test_typed_in_the_dialog_of_a_row(self):
        plan, __ = self.rows()
        with Form(self.as_(plan.topic_ids[:1], 'office', is_typed_in_plan=True)) as form:
            form.subject_ids.add(self.as_(self.subject('civil_service'), 'office'))
        self.assertEqual(plan.topic_ids[:1].subject_ids, self.subject('civil_service'))
