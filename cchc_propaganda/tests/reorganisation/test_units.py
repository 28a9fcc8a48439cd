# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

BASIS = "Decision 12/QĐ-UBND of 10/07/2024"


class ReorganisationCase(CchcCommon):
    """A merger of the units ``press`` and ``digital`` on 15/07/2024, in the middle of quarter III."""

    def reorganisation(self, login='office', **values):
        values = {'kind': 'merge', 'date': '2024-07-15', 'basis': BASIS, **values}
        return self.model('cchc.reorganisation', login).create(values)

    def units_of(self, *names):
        return [Command.set([self.units[name].id for name in names])]

    def merger(self, **values):
        return self.reorganisation(**{
            'old_department_ids': self.units_of('press', 'digital'), 'new_name': "Media and data", **values})

    def line(self, reorganisation, key):
        return reorganisation.line_ids.filtered(lambda line: line.key == key or line.key.startswith(f'{key},'))

    def choose_head(self, reorganisation, who='head'):
        self.line(reorganisation, 'head').person_id = self.employees[who].id


@tagged('post_install', '-at_install')
class TestMergedUnits(ReorganisationCase):

    def setUp(self):
        super().setUp()
        quarters = [
            Command.create({'name': f"Quý {quarter}", 'period_from': quarter, 'period_to': quarter,
                            'department_id': self.units[unit].id})
            for quarter, unit in enumerate(('office', 'press', 'digital', 'office'), 1)]
        self.plan = self.plan_in('published', {}, {
            'channel_id': self.channels['page'].id, 'frequency': 'quarter', 'due_day': 20, 'rotation_ids': quarters})
        self.at('2024-06-10')
        self.posted = self.article_in('published')
        self.draft = self.article_in('draft')
        self.submitted = self.article_in('submitted', name="Under review")
        self.at('2024-07-15')
        self.refresh(self.plan)

    def test_what_is_open_passes_to_the_new_unit(self):
        plan, press, digital = self.plan, self.units['press'], self.units['digital']
        self.assignment(plan, '2024-M08').user_id = self.users['author']
        merger = self.merger()
        merger.action_preview()
        self.assertEqual(merger.ask_count, 1, merger.line_ids.mapped('what'))
        self.assertIn("choose a person", merger.next_step)
        self.assertRefused("Choose a person", merger.action_apply)
        self.choose_head(merger)
        overdue = self.line(merger, 'overdue')
        self.assertEqual(set(overdue.mapped('level')), {'doubt'})
        self.line(merger, f"overdue,{self.assignment(plan, '2024-M04').id}").choice = 'waive'
        merger.action_apply()
        new = merger.with_env(self.env).new_department_id
        self.assertEqual((merger.state, new.name, new.cchc_kind), ('done', "Media and data", 'division'))
        self.assertFalse((press | digital).filtered('active'))
        self.assertEqual((press | digital).cchc_successor_ids, new)
        self.assertEqual(press.cchc_date_to, date(2024, 7, 14))
        with self.subTest("assignments"):
            for key, unit, name, state in (
                    ('2024-M06', press, "Press", 'done'), ('2024-M05', new, "Press", 'overdue'),
                    ('2024-M08', new, "Media and data", 'open')):
                owed = self.assignment(plan, key)
                self.assertEqual((owed.department_id, owed.department_name, owed.state), (unit, name, state), key)
            self.assertEqual(self.assignment(plan, '2024-M04').state, 'waived')
            self.assertEqual(self.assignment(plan, '2024-M08').user_id, self.users['author'])
            self.assertEqual(self.assignment(plan, '2024-Q3', 'page', 'digital').department_id, new)
        with self.subTest("articles"):
            self.assertEqual((self.posted | self.draft | self.submitted).mapped('department_id'), press | new)
            self.assertEqual(self.posted.department_id, press)
            self.assertEqual(self.submitted.state, 'submitted')
        with self.subTest("people"):
            self.assertEqual(self.employees['author'].department_id, new)
            self.assertEqual(new.manager_id, self.employees['head'])
            self.assertEqual(press.manager_id, self.employees['head'])
        with self.subTest("plan"):
            self.assertEqual(plan.topic_ids.lead_department_ids | plan.topic_ids.coordinator_department_ids, new)
            turns = plan.obligation_ids.rotation_ids.sorted('period_from')
            self.assertEqual(turns.mapped('department_id'), self.units['office'] | press | new)
            self.assertEqual(turns[2].lead_text, "Digital")
            self.assertFalse(plan._generate_assignments(), "what was given out is not given out again")
            self.assertFalse(plan.assignment_ids.filtered('is_dropped'))
        with self.subTest("names"):
            names = self.env['hr.department']._cchc_names_by_unit(self.company)[new.id]
            self.assertTrue({"Press", "Digital"} <= set(names))
        self.assertRefused("is “Carried out” since", merger.action_apply)

    def test_nothing_moves_when_something_has_changed_since(self):
        merger = self.merger()
        merger.action_preview()
        self.choose_head(merger)
        late = self.article_in('draft', name="Begun meanwhile")
        self.assertEqual(merger.action_apply()['tag'], 'display_notification')
        self.assertEqual((merger.state, late.department_id), ('draft', self.units['press']))
        self.assertEqual(self.line(merger, 'article').count, 3)
        self.assertEqual(self.line(merger, 'head').person_id.id, self.employees['head'].id)
        merger.action_apply()
        self.assertEqual(late.department_id, merger.with_env(self.env).new_department_id)
