# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from .amendment import JULY, AmendmentCase
from .plan_import import PlanImportCase


@tagged('post_install', '-at_install')
class TestAmendment(AmendmentCase):
    """DESIGN §5: an amendment is a plan of its own, which the Office draws up; it is never the plan of the year."""

    # ------------------------------------------------------------------
    # Drawing one up
    # ------------------------------------------------------------------

    def test_only_the_office_draws_one_up_and_a_second_click_opens_the_same(self):
        self.at(JULY)
        for login in self.users:
            with self.subTest(login=login), self.undone():
                self.assertEqual(self.refusal(self.as_(self.plan, login).action_amend) == '', login == 'office')
                if self.as_(self.plan, login).has_access('read'):
                    self.assertEqual(self.as_(self.plan, login).can_amend, login == 'office')
        amendment = self.amend()
        self.assertEqual(self.amend(), amendment)
        self.assertEqual((amendment.amends_id, amendment.state, amendment.year), (self.plan, 'draft', 2024))
        self.assertIn(self.plan.number, amendment.name)
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.undone():
            self.plan._with_gate().create({'name': "A second one", 'year': 2024, 'amends_id': self.plan.id})
            self.env.flush_all()
        self.as_(amendment, 'office').action_cancel("Not needed")
        self.assertNotEqual(self.amend(), amendment, "a cancelled one is not taken up again")

    def test_only_a_plan_in_force_is_amended(self):
        for state in ('draft', 'submitted', 'approved', 'cancelled'):
            plan = self.as_(self.plan_in(state), 'office')
            self.assertRefused("is amended|is not issued yet", plan.action_amend)
            self.assertFalse(plan.can_amend)
        self.assertRefused("is an amendment itself", self.amend().action_amend)
        self.without_reports()
        self.at('2025-01-02')
        self.assertRefused("ran until 31/12/2024", self.as_(self.plan, 'office').action_amend)
        self.as_(self.plan, 'office').action_close()
        self.assertRefused("closed on 02/01/2025", self.as_(self.plan, 'office').action_amend)

    def test_the_draft_has_a_copy_of_each_row_which_knows_its_original(self):
        amendment = self.amend()
        self.assertEqual(amendment.topic_ids.origin_id, self.row)
        self.assertEqual(amendment.obligation_ids.origin_id, self.quarterly | self.monthly)
        self.assertEqual(amendment.obligation_ids.rotation_ids.origin_id, self.quarterly.rotation_ids)
        self.assertEqual(amendment.topic_ids.lead_department_ids, self.units['press'])
        self.assertEqual(self.told(amendment), ([], {'new': 0, 'moved': 0, 'dropped': 0}))
        self.assertRefused("Nothing is changed yet", amendment.action_submit)
        self.assertIn("Nothing is changed yet", str(amendment.changes_html))

    def test_it_is_typed_into_the_form_of_a_plan_which_follows(self):
        """The difference and the sentence follow what the Office types, before it is saved."""
        form = Form(self.amend(), 'cchc_propaganda.cchc_plan_view_form')
        self.assertIn("Nothing is changed yet", form.changes_html)
        with form.row_ids.new() as row:
            row.code, row.name, row.lead_text = '2', "Training", "Digital"
        self.assertIn("changes 1 rows of the plan; assignments: 0 given out, 0 changed, 0 no longer asked for.",
                      form.next_step, "rows that nobody touches keep their assignments")
        with form.row_ids.edit(0) as row:
            row.name = "News and videos"
            with row.obligation_ids.edit(0) as obligation:
                obligation.turns = [{**turn, 'unit': self.units['office'].id} if turn['first'] == 3 else turn
                                    for turn in obligation.turns]
            with row.obligation_ids.edit(1) as obligation:
                obligation.quantity = 2
        self.assertIn("News and videos", re.sub('<[^>]*>', '', form.changes_html))
        self.assertIn("Training", form.changes_html)
        expected = "Issuing it changes 2 rows of the plan; assignments: 2 given out, 6 changed, 2 no longer asked for."
        self.assertIn(expected, form.next_step)
        amendment = form.save()
        self.assertIn(expected, amendment.next_step)
        self.issue(amendment)
        self.assertEqual((self.row.name, self.monthly.quantity), ("News and videos", 2))
        self.assertEqual(self.quarterly.rotation_ids.mapped('department_id.name'), ['Press', 'Office'])
        self.assertEqual(self.plan.topic_ids.mapped('code'), ['1', '2'])

    def test_a_change_of_the_year_is_no_amendment(self):
        amendment = self.amend()
        for values in ({'year': 2025}, {'date_to': '2024-11-30'}, {'date_from': '2024-02-01'}):
            self.assertRefused("it is of the same year and days", amendment.write, values)

    def test_nobody_says_by_hand_what_is_amended_or_archived(self):
        amendment = self.amend()
        other = self.as_(self.plan_in('draft'), 'office')
        self.assertRefused("cannot be entered by hand", other.write, {'amends_id': self.plan.id})
        self.assertRefused("cannot be entered by hand", self.model('cchc.plan', 'office').create, {
            'name': "Forged", 'year': 2024, 'amends_id': self.plan.id})
        self.assertRefused("cannot be entered by hand", self.as_(self.plan, 'office').write, {
            'amendment_ids': [Command.link(other.id)]})
        for part in (amendment.topic_ids, amendment.obligation_ids[0], amendment.obligation_ids.rotation_ids[0]):
            with self.subTest(model=part._name):
                self.assertRefused("Nobody archives a part of a plan", part.write, {'active': False})
                self.assertRefused("Nobody archives a part of a plan", part.write, {'origin_id': False})
                self.assertRefused("Nobody archives a part of a plan", part.action_archive)
        for default in ('default_active', 'default_origin_id'):
            self.assertRefused("Nobody archives", other.topic_ids.with_context(**{default: self.row.id}).create, {
                'plan_id': other.id, 'name': "New"})
        self.assertRefused("amendment of another plan", amendment.topic_ids.write, {'plan_id': other.id})

    def test_number_beside_a_new_obligation_is_what_is_still_to_come(self):
        """An amendment gives out nothing that was due before its day of issue."""
        amendment = self.amend()
        known = self.of(amendment, self.monthly)
        new = amendment.env['cchc.obligation'].create({
            'topic_id': amendment.topic_ids.id, 'channel_id': self.channels['closed'].id, 'frequency': 'month',
            'due_day': 20})
        counted = amendment._preview_assignments()['obligations']
        self.assertEqual((counted[str(known.id)], counted[str(new.id)]), (12, 6))
        self.assertEqual(amendment._changes()['assignments']['new']['count'], 6)

    def test_rows_of_an_earlier_version_are_in_use_after_the_upgrade(self):
        """Before 19.0.1.4.0 these rows had no ``active``; without it, the upgrade would hide every plan's appendix."""
        parts = self.plan.topic_ids, self.quarterly | self.monthly, self.quarterly.rotation_ids
        self.env.flush_all()
        for rows in parts:
            self.env.cr.execute(SQL("ALTER TABLE %s DROP COLUMN active", SQL.identifier(rows._table)))
            rows._fields['active'].update_db(rows, {})     # what the upgrade does about a field that is new
            self.env.invalidate_all()
            self.assertEqual(rows.search([('id', 'in', rows.ids)]), rows)

    # ------------------------------------------------------------------
    # It is not the plan of the year
    # ------------------------------------------------------------------

    def test_an_amendment_is_never_the_plan_of_the_year(self):
        amendment = self.amend()
        self.of(amendment, self.monthly).quantity = 2
        self.issue(amendment)
        today = self.company._cchc_today()
        self.assertEqual(self.env['cchc.plan']._plan_of(self.company, today), self.plan)
        self.assertEqual(self.env['cchc.plan']._not_over(self.company, today), self.plan.ids)
        self.assertEqual(self.article_in().plan_id, self.plan)
        self.assertEqual(
            [plan['id'] for plan in self.model('cchc.dashboard', 'director').get_data()['plans']], self.plan.ids)
        self.assertFalse(amendment.article_ids)
        office = self.as_(amendment, 'office')
        for function in (office.action_generate_assignments, office.action_roll_over, office.action_amend):
            self.assertRefused("is an amendment", function)
        self.assertRefused("ends with the plan", self.as_(amendment, 'director').action_terminate, "No more")
        self.assertFalse(self.as_(amendment, 'director').can_terminate)
        self.at('2025-01-02')
        self.assertRefused("ends with the plan", office.action_close)
        for refused in (
                lambda: self.as_(self.article_in(), 'author').write({'plan_id': amendment.id}),
                lambda: self.as_(self.article_in(), 'author').write({'topic_ids': amendment.topic_ids.ids}),
                lambda: self.model('cchc.assignment', 'office').create({
                    'plan_id': amendment.id, 'channel_id': self.channels['portal'].id,
                    'department_id': self.units['press'].id, 'date_start': '2024-12-01', 'date_end': '2024-12-31',
                    'date_deadline': '2024-12-31'})):
            self.assertRefused("is an amendment. Choose the plan that it amends", refused)

    def test_it_is_not_issued_once_the_plan_is_over_or_terminated(self):
        amendment = self.amend()
        self.of(amendment, self.monthly).quantity = 2
        amendment.action_submit()
        self.as_(amendment, 'director').action_approve()
        self.as_(amendment, 'office').write({'number': '9/KH', 'date_issued': JULY})
        self.as_(self.plan, 'director').action_terminate("The agency is dissolved")
        self.assertRefused("only an issued plan is amended", self.as_(amendment, 'office').action_publish)
        self.assertEqual(self.monthly.quantity, 1)


@tagged('post_install', '-at_install')
class TestAmendmentFromFile(PlanImportCase):

    def test_an_amendment_is_entered_from_a_file_as_a_plan_is(self):
        """The rows that the plan has are changed, with their ids and assignments; the others are added."""
        rows = [
            ['1', "Mỗi quý ít nhất 01 tin, bài trên Cổng TTĐT Sở", "Văn phòng", "", "Chậm nhất ngày 20 tháng cuối quý"],
            ['2', "Hội nghị", "Phòng Báo chí – Xuất bản", "", "Năm 2024"]]
        plan = self.entered(self.previewed(*rows))
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-03-11')
        first, second = plan.topic_ids
        obligation, given = plan.obligation_ids, plan.assignment_ids
        self.assertEqual(len(given), 4)
        self.at('2024-07-01')
        amendment = plan.browse(self.as_(plan, 'office').action_amend()['res_id'])
        wizard = self.previewed(
            [*rows[0][:4], "Chậm nhất ngày 25 tháng cuối quý"],
            ['3', "Tập huấn", "Phòng Chuyển đổi số", "", "Quý III"], plan_id=amendment.id)
        self.assertEqual([line.topic_id.origin_id.id for line in wizard.line_ids], [first.id, False])
        self.assertEqual(self.entered(wizard), amendment)
        self.assertEqual([(row['kind'], row['code']) for row in amendment._changes()['rows']],
                         [('changed', '1'), ('added', '3')])
        self._walk_plan(self.as_(amendment, 'office'), 'published', '2024-07-01')
        self.assertEqual(plan.topic_ids[:2], first | second)
        self.assertEqual((plan.obligation_ids, obligation.due_day, plan.assignment_ids), (obligation, 25, given))
        self.assertEqual([one.date_deadline.day for one in given.sorted('date_start')], [20, 20, 25, 25])
