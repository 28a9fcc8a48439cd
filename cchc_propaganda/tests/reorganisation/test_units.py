# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
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
        next_year = self.plan_in('draft', year=2025, name="Plan of 2025")
        planned, given = self.env['cchc.budget.line'].create([
            {'plan_id': next_year.id, 'department_id': press.id, 'planned': 5},
            {'plan_id': plan.id, 'department_id': press.id}])
        with self.subTest("an issued amendment has no rows of its own to move"):
            amendment = plan.browse(self.as_(plan, 'office').action_amend()['res_id'])
            self.as_(amendment, 'office').topic_ids.time_text = "Cả năm"
            self._walk_plan(amendment, 'published', '2024-07-15')
        self.assignment(plan, '2024-M08').user_id = self.users['author']
        merger = self.merger()
        merger.action_preview()
        self.assertEqual(merger.ask_count, 1, merger.line_ids.mapped('what'))
        self.assertEqual(self.line(merger, 'turn').count, 1)
        self.assertIn("choose a person", merger.next_step)
        self.assertRefused("Choose a person", merger.action_apply)
        self.choose_head(merger)
        overdue = self.line(merger, 'overdue')
        self.assertEqual(set(overdue.mapped('level')), {'doubt'})
        waived = self.line(merger, f"overdue,{self.assignment(plan, '2024-M04').id}")
        waived.choice = 'waive'
        with self.subTest("the table says what is decided"):
            self.assertEqual(self.line(merger, 'head').afterwards, self.employees['head'].name)
            self.assertEqual(waived.afterwards, "No longer asked")
            self.assertIn("made up for by Media and data", (overdue - waived)[0].afterwards)
            self.assertNotIn("0 ", merger.kept_text)
        merger.action_apply()
        new = merger.with_env(self.env).new_department_id
        self.assertEqual((merger.state, new.name, new.cchc_kind), ('done', "Media and data", 'division'))
        self.assertFalse((press | digital).filtered('active'))
        self.assertEqual((press | digital).cchc_successor_ids, new)
        self.assertEqual(press.cchc_date_to, date(2024, 7, 14))
        with self.subTest("what was merged stays named"):
            self.assertEqual(merger.with_env(self.env).old_department_ids, press | digital)
            for name in ("Press", "Digital", "Media and data"):
                self.assertIn(name, merger.display_name)
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
        with self.subTest("money: what is not issued names the new unit, whose head reads the rest"):
            self.assertEqual((planned.department_id, given.department_id), (new, press))
            self.assertTrue(self.as_(given, 'head').has_access('read'))
            self.assertIn("1 budget lines of issued plans", merger.kept_text)
        with self.subTest("names"):
            names = self.env['hr.department']._cchc_names_by_unit(self.company)[new.id]
            self.assertTrue({"Press", "Digital"} <= set(names))
        self.assertRefused("is “Carried out” since", merger.action_apply)

    def test_an_issued_amendment_stays_as_it_was_signed(self):
        """Its rows are those of the plan by now; a draft of one is issued later, and moves along."""
        amend = self.as_(self.plan, 'office').action_amend
        amendment = self.plan.browse(amend()['res_id'])
        amendment.topic_ids.name = "News and videos"
        self._walk_plan(amendment, 'published', '2024-07-15')
        draft = self.plan.browse(amend()['res_id'])
        merger = self.merger()
        merger.action_preview()
        self.assertEqual(self.line(merger, 'lead').count, 2)
        self.assertEqual(self.line(merger, 'lead').detail, "1")
        self.choose_head(merger)
        self.assertIs(merger.action_apply(), True)
        new = merger.with_env(self.env).new_department_id
        self.assertEqual((self.plan | draft).topic_ids.lead_department_ids, new)
        self.assertEqual(
            amendment.with_context(active_test=False).topic_ids.lead_department_ids, self.units['press'])

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

    def test_day_that_lies_ahead_is_waited_for(self):
        merger = self.merger(date='2024-08-01')
        merger.action_preview()
        self.assertRefused("begins on 01/08/2024", merger.action_apply)
        self.choose_head(merger)
        merger.action_schedule()
        self.assertRefused("can no longer be changed", merger.write, {'new_name': "Other"})
        self.env['cchc.reorganisation']._cron_apply()
        self.assertEqual(merger.state, 'scheduled')
        self.article_in('draft', name="Begun meanwhile")
        self.at('2024-08-01', '00:20')
        self.refresh(self.plan)
        with self.subTest("what was decided has changed"), self.undone():
            self.units['press'].manager_id = self.employees['colleague']
            self.env['cchc.reorganisation']._cron_apply()
            self.assertEqual((merger.state, merger.ask_count), ('draft', 0))
            self.assertTrue(self.units['press'].active)
        self.post(self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M07')]))
        self.env['cchc.reorganisation']._cron_apply()
        self.assertEqual(merger.with_env(self.env).state, 'done')
        self.env['cchc.reorganisation']._cron_apply()
        self.assertEqual(len(merger.with_env(self.env).new_department_id.cchc_alias_ids), 2)

    def test_fault_in_the_middle_moves_nothing(self):
        merger = self.merger()
        merger.action_preview()
        self.choose_head(merger)
        with patch.object(self.registry['cchc.reorganisation'], '_close_unit', side_effect=UserError("Power cut")):
            self.assertRefused("Power cut", merger.action_apply)
        self.assertEqual((merger.state, self.draft.department_id), ('draft', self.units['press']))
        self.assertTrue(self.units['press'].active)
        self.assertFalse(self.env['hr.department'].search([('name', '=', "Media and data")]))

    def test_split_asks_row_by_row(self):
        split = self.reorganisation(kind='split', old_department_ids=self.units_of('press'), target_ids=[
            Command.create({'name': "Newsroom"}), Command.create({'department_id': self.units['union'].id})])
        split.action_preview()
        self.assertGreater(split.ask_count, 5)
        newsroom, union = split.target_ids
        self.assertEqual(union.name, "Union")
        self.line(split, f"person,{self.employees['colleague'].id}").target_id = union
        self.line(split, 'overdue').target_id = union
        newsroom.action_take_the_rest()
        for line in self.line(split, 'head'):
            line.person_id = self.employees['head' if "Newsroom" in line.what else 'colleague'].id
        split.action_apply()
        new = newsroom.with_env(self.env).department_id
        self.assertEqual(self.employees['author'].department_id, new)
        self.assertEqual(self.employees['colleague'].department_id, self.units['union'])
        self.assertEqual(new.manager_id, self.employees['head'])
        self.assertEqual(self.assignment(self.plan, '2024-M08').department_id, new)
        self.assertEqual(self.assignment(self.plan, '2024-M05').department_id, self.units['union'])
        self.assertEqual(self.draft.department_id, new, "articles go with their authors")
        self.assertEqual(self.units['press'].cchc_successor_ids, new | self.units['union'])
        self.assertFalse(self.units['press'].active)

    def test_unit_ends_without_successor(self):
        end = self.reorganisation(kind='end', old_department_ids=self.units_of('digital'))
        end.action_preview()
        self.assertTrue(self.line(end, 'person'))
        self.assertRefused("Choose who takes over", end.action_apply)
        end.target_ids = [Command.create({'department_id': self.units['press'].id})]
        end.action_preview()
        end.target_ids.action_take_the_rest()
        end.action_apply()
        self.assertEqual(self.assignment(self.plan, '2024-Q3', 'page', 'digital').state, 'waived')
        self.assertIn(BASIS, self.assignment(self.plan, '2024-Q3', 'page', 'digital').waiver_reason)
        self.assertEqual(self.employees['stranger'].department_id, self.units['press'])

    def test_bodies_that_borrow_members_are_merged(self):
        self.units['union'].cchc_member_ids = self.users['author']
        merger = self.reorganisation(old_department_ids=self.units_of('cell', 'union'), new_name="Cell and union")
        merger.action_preview()
        self.assertEqual((merger.ask_count, self.line(merger, 'member').count), (0, 3), merger.line_ids.mapped('what'))
        merger.action_apply()
        new = merger.with_env(self.env).new_department_id
        self.assertEqual(new.cchc_kind, 'party')
        self.assertEqual(new.cchc_member_ids, self.users['author'] | self.users['colleague'] | self.users['stranger'])
        self.assertFalse(self.units['cell'].active or self.units['cell'].cchc_member_ids)

    def test_renamed_unit(self):
        press = self.units['press']
        rename = self.reorganisation(kind='rename', old_department_ids=self.units_of('press'), new_name="Media")
        rename.action_preview()
        rename.action_apply()
        self.assertEqual(press._cchc_names_on(date(2024, 7, 14)), {press.id: "Press"})
        self.assertEqual(press._cchc_names_on(date(2024, 7, 15)), {press.id: "Media"})
        self.assertEqual(self.assignment(self.plan, '2024-M06').department_name, "Press")
        self.assertEqual(self.assignment(self.plan, '2024-M08').department_name, "Media")
        self.assertEqual(rename.display_name, "Rename: Press → Media", "what was carried out names what was renamed")
        again = self.reorganisation(kind='rename', old_department_ids=self.units_of('press'), new_name="Newsroom")
        self.assertRefused("was renamed on 15/07/2024", again.action_preview)

    def test_only_the_office_reorganises(self):
        merger = self.merger()
        for login in ('author', 'head', 'editor', 'admin', 'outsider'):
            self.assertRefused("not allowed|access", self.as_(merger, login).action_preview)
        self.assertRefused(".", self.as_(merger, 'director').action_preview)
        merger.action_preview()
        self.choose_head(merger)
        self.assertRefused("up to the Office", self.as_(merger, 'director').action_apply)
        line = self.line(merger, 'head')
        self.assertRefused("makes these rows", line.write, {'count': 9})
        self.assertRefused("one of the people who move", line.write, {'person_id': self.employees['office'].id})

    def test_name_of_another_unit_is_refused(self):
        self.assertRefused("is a unit of the agency already", self.merger(new_name="OFFICE").action_preview)
        self.assertRefused("Choose what is renamed", self.reorganisation().action_preview)
