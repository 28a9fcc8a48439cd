# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ...models.reorganisation.takeover import Takeover
from .agencies import BASIS, DAY, AgenciesCase

SAID = "Another Department takes over from Department of the Province as of 01/07/2024. Decision 12/QĐ-UBND"


@tagged('post_install', '-at_install')
class TestTakeover(AgenciesCase):
    """What happens to an agency that another takes over in the middle of the year."""

    def setUp(self):
        super().setUp()
        self.successor_plan = self.plan_of_successor()
        self.plan = self.plan_with_all_that_can_be_open()

    def merger(self, **values):
        """Return the prepared reorganisation, as the system administrator."""
        return self.model('cchc.reorganisation', 'system').create({
            'subject': 'agency', 'kind': 'merge', 'date': DAY, 'basis': BASIS, 'new_company_id': self.new.id,
            'old_company_ids': self.company.ids, **values})

    def typed_merger(self):
        """Return the same, as typed into the form."""
        form = Form(self.model('cchc.reorganisation', 'system'))
        form.kind = 'end'
        form.subject = 'agency'
        self.assertEqual(form.kind, 'merge', "no agency ends without another one that takes over")
        form.old_company_ids.add(self.company)
        form.new_company_id = self.new
        form.date = DAY
        form.basis = BASIS
        return form.save()

    def line(self, reorganisation, key, record):
        return reorganisation.line_ids.filtered(lambda line: line.key == f'{key},{record.id}')

    def given_by(self, reorganisation):
        """Carry it out; return the assignments that were given anew, and the people who came along."""
        before = self.env['cchc.assignment'].search([])
        reorganisation.action_apply()
        self.assertEqual(reorganisation.state, 'done')
        self.env.flush_all()
        self.env.invalidate_all()
        come = self.env['cchc.workflow.log'].search([('step', '=', 'person_come')])
        return (self.env['cchc.assignment'].search([]) - before).sorted('id'), self.env['res.users'].browse(
            come.mapped('res_id'))

    def test_two_agencies_become_one(self):
        missed = self.assignment(self.plan, '2024-M05')
        waiting = self.assignment(self.plan, '2024-Q3', 'closed')
        law = self.env.ref('cchc_propaganda.outreach_form_law').name
        done, draft = self.assignment(self.plan, '2024-M06'), self.draft
        third = new_test_user(self.env, 'test.third', 'cchc_propaganda.group_director', company_id=self.company.id)
        third.company_ids |= self.env['res.company'].create({'name': "Third Department"})
        office = self.as_(self.plan, 'office')
        amendment = self.plan.browse(office.action_amend()['res_id'])
        self.as_(amendment, 'office').topic_ids.time_text = "Cả năm"
        self._walk_plan(amendment, 'published', DAY)
        second = self.plan.browse(office.action_amend()['res_id'])
        last_year = self.plan_in(year=2023, name="Plan of 2023", issued='2023-01-02').assignment_ids
        merger = self.typed_merger()
        merger.action_preview()
        self.assertIn("12 assignments not met of years that are over", merger.kept_text)
        self.assertFalse({f'missed,{owed.id}' for owed in last_year} & {*merger.line_ids.mapped('key')})
        self.assertEqual(merger.line_ids.filtered(lambda line: line.key == 'plan').count, 3, "plans and open amendment")
        self.line(merger, 'missed', missed).choice = 'move'
        back = self.env['hr.employee'].create({
            'name': 'stranger', 'user_id': self.users['stranger'].id, 'company_id': self.new.id, 'active': False})
        given, staff = self.given_by(merger)
        with self.subTest("given anew with the same deadline, what is still missing, under the successor's plan"):
            self.assertEqual(self.in_words(given), [
                'PRESS, Portal, 1, 01/05, 25/05', 'PRESS, Portal, 1, 01/07, 25/07', 'PRESS, Portal, 1, 01/08, 25/08',
                'PRESS, Page, 1, 01/07, 20/09', 'PRESS, Portal, 1, 01/09, 25/09', 'PRESS, Portal, 1, 01/10, 25/10',
                'PRESS, Portal, 1, 01/11, 25/11', 'PRESS, Page, 2, 01/10, 20/12', 'PRESS, Closed, 1, 01/10, 20/12',
                'PRESS, Theatre on the market, 1, 01/01, 20/12', f'PRESS, {law}, 1, 01/01, 20/12',
                'PRESS, Portal, 1, 01/12, 25/12'])
            self.assertEqual(given.plan_id, self.successor_plan)
            self.assertEqual(given.topic_id, self.successor_plan.topic_ids, "the row of the same words")
            self.assertEqual((given.company_id, given.channel_id.company_id), (self.new, self.new))
            self.assertFalse(given.obligation_id)
            self.assertEqual(set(given.mapped('office_note')), {f"Was an assignment of Press. {SAID}"})
            self.assertEqual(given.user_id, self.users['colleague'])
        with self.subTest("the old ones are waived with the decision, what was missed or met stays"):
            moved = self.plan.assignment_ids.filtered(lambda one: one.date_deadline >= date(2024, 7, 1)) - waiting
            self.assertEqual(set((moved | missed).mapped('state')), {'waived'})
            self.assertEqual(set((moved | missed).mapped('waiver_reason')), {SAID})
            self.assertNotIn('waived', last_year.mapped('state'), "what an earlier year still owes stays there")
            self.assertEqual((done.state, self.assignment(self.plan, '2024-M04').state), ('done', 'overdue'))
        with self.subTest("an article on its way goes on as a draft for what was given anew"):
            self.assertEqual((draft | self.submitted).mapped('state'), ['cancelled'] * 2)
            self.assertEqual(draft.company_id, self.company)
            self.assertIn(SAID, self.lines(draft)[-1].body)
            fresh = self.env['cchc.article'].search([('company_id', '=', self.new.id)], order='id')
            self.assertEqual(fresh.mapped('name'), ["Draft", "Sent in"])
            self.assertEqual(set(fresh.mapped('state')), {'draft'})
            fresh = fresh[0]
            self.assertEqual((fresh.author_id, fresh.contributor_ids), (draft.author_id, draft.contributor_ids))
            self.assertEqual((fresh.department_id.name, fresh.plan_id, fresh.topic_ids),
                             ("PRESS", self.successor_plan, self.successor_plan.topic_ids))
            self.assertEqual(fresh.channel_ids.mapped('name'), ["Portal", "Closed"])
            self.assertEqual(fresh.assignment_ids, given.filtered(lambda one: one.date_deadline == date(2024, 8, 25)))
            self.assertEqual((fresh.attachment_ids.checksum, fresh.picture_ids.checksum),
                             (draft.attachment_ids.checksum, draft.picture_ids.checksum))
            self.assertFalse((fresh.attachment_ids | fresh.picture_ids) & (draft.attachment_ids | draft.picture_ids))
            self.assertIn("Begun anew from “Draft”", self.lines(fresh)[-1].body)
            writer = self.as_(fresh, 'author', allowed_company_ids=self.new.ids)
            writer.name = "Gone on with"
            writer.action_submit()
        with self.subTest("the old plans end"):
            self.assertEqual((self.plan.state, self.next_year.state), ('cancelled', 'cancelled'))
            self.assertEqual((amendment.state, second.state), ('published', 'cancelled'), "what was issued stays so")
            self.assertIn(SAID, self.lines(self.plan)[-1].body)
            self.assertEqual((self.company.cchc_successor_ids, self.company.cchc_date_ended),
                             (self.new, date(2024, 7, 1)))
        with self.subTest("people work in the successor, too, without the roles that they had"):
            self.assertEqual({user.company_ids for user in staff}, {self.company | self.new})
            self.assertEqual(staff.company_id, self.new)
            roles = self.env['cchc.person']._roles()
            self.assertEqual(staff.group_ids & roles, self.env['cchc.person']._role('contributor'))
            self.assertEqual(third.company_ids & self.new, self.new.browse(), "has rights in a third agency")
            self.assertTrue(third.has_group('cchc_propaganda.group_director'))
            author = self.env['hr.employee'].search([('user_id', '=', self.users['author'].id)])
            self.assertEqual(sorted((one.company_id.name, one.department_id.name, one.active) for one in author), [
                ("Another Department", "PRESS", True), ("Department of the Province", "Press", True)])
            self.assertTrue(back.active, "who worked there before works there again")
            heads = {unit.name: unit.manager_id.user_id.name for unit in self.env['hr.department'].search(
                [('company_id', '=', self.new.id), ('manager_id', '!=', False)])}
            self.assertEqual(heads, {"PRESS": 'head', "Digital": 'other_head', "Office": 'office_head'})
        with self.subTest("what happened is logged and told"):
            log = self.env['cchc.workflow.log'].search(
                [('step', '=', 'person_come'), ('res_id', '=', self.users['director'].id)])
            self.assertEqual((log.note, log.company_id), ("Department of the Province: Director", self.new))
            told = self.env['mail.message'].search([('subject', '=', f"New colleagues: {len(staff)}")])
            self.assertEqual(told.notified_partner_ids, self.users['outsider'].partner_id)
            self.assertIn('director: Director', told.body)

    def test_history_is_read_by_those_who_decide_in_the_successor(self):
        clerk = new_test_user(self.env, 'test.clerk', 'cchc_propaganda.group_office', company_id=self.new.id)
        writer = new_test_user(self.env, 'test.writer', 'cchc_propaganda.group_contributor', company_id=self.new.id)
        merger = self.merger()
        merger.action_preview()
        self.given_by(merger)
        self.assertEqual((clerk.company_ids, writer.company_ids), (self.new | self.company, self.new))
        history = self.plan | self.next_year
        self.assertEqual(history.with_user(clerk).with_context(
            allowed_company_ids=clerk.company_ids.ids).mapped('state'), ['cancelled', 'cancelled'])
        director = self.users['director']
        self.give_role(director, 'director')
        self.assertTrue(self.as_(self.successor_plan, 'director', allowed_company_ids=self.new.ids).can_terminate)
        self.assertTrue(self.as_(self.draft, 'director', allowed_company_ids=self.company.ids).has_access('read'))
        self.assertFalse(self.as_(self.draft, 'office', allowed_company_ids=self.company.ids).has_access('read'),
                         "who was of the Office in the old agency reads all of it only with that role")

    def facts(self):
        """Return what must not change by halves."""
        self.env.flush_all()
        self.env.invalidate_all()
        people = self.env['res.users'].search([])
        return (
            {one.id: (one.state, one.plan_id.state) for one in self.env['cchc.assignment'].search([])},
            {user.id: (user.company_ids.ids, user.group_ids.ids) for user in people},
            self.env['hr.department'].search([]).ids, self.env['hr.employee'].search([]).ids,
            {article.id: article.state for article in self.env['cchc.article'].search([])},
            self.company.cchc_date_ended, self.env['cchc.workflow.log'].search([]).ids)

    def test_it_happens_once_and_as_a_whole(self):
        merger = self.merger()
        merger.action_preview()
        before = self.facts()
        with self.subTest("a fault in the middle leaves nothing behind"):
            with (patch.object(Takeover, '_end_agencies', side_effect=ValueError("killed")),
                  self.assertRaises(ValueError), self.undone()):
                merger.action_apply()
            self.assertEqual(self.facts(), before)
        with self.subTest("a change since the table was made: nothing moves, the table is made again"), self.undone():
            self.post(self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M07')]))
            self.assertEqual(merger.action_apply()['tag'], 'display_notification')
            self.assertEqual((merger.state, self.plan.state), ('draft', 'published'))
            self.assertIn("open assignments: 10", self.line(merger, 'unit', self.units['press']).detail)
        with self.subTest("on its day, by itself"), self.undone():
            merger.date = '2024-07-08'
            merger.action_preview()
            self.assertRefused("It begins on 08/07/2024", merger.action_apply)
            merger.action_schedule()
            cron = self.env['cchc.reorganisation']
            cron._cron_apply()
            self.assertEqual((merger.state, self.plan.state), ('scheduled', 'published'))
            self.at('2024-07-08', '00:30')
            cron._cron_apply()
            self.env.invalidate_all()
            self.assertEqual((merger.state, self.plan.state), ('done', 'cancelled'))
            self.at(DAY)
        with self.subTest("a second click does nothing"):
            merger.action_apply()
            after = self.facts()
            self.assertRefused("is “Carried out” since", merger.action_apply)
            self.assertRefused("was taken over on 01/07/2024 already", self.merger().action_preview)
            self.assertEqual(self.facts(), after)
        with self.subTest("the old agency makes no more plans"):
            self.give_role(self.users['office'], 'office')
            plan = self.model('cchc.plan', 'office', allowed_company_ids=self.company.ids).create(
                {'name': "Another plan", 'year': 2025})
            self.assertRefused("taken over on 01/07/2024: make the plan in Another Department", plan.action_submit)

    def test_only_the_system_administrator_decides(self):
        values = {'subject': 'agency', 'date': DAY, 'basis': BASIS, 'new_company_id': self.new.id,
                  'old_company_ids': self.company.ids}
        for login in ('office', 'admin', 'director', 'outsider'):
            self.assertTrue(self.refusal(self.model('cchc.reorganisation', login).create, values), login)
        merger = self.merger()
        merger.action_preview()
        office = self.as_(merger, 'office')
        self.assertRefused("by the system administrator", office.write, {'basis': "Another"})
        for step in (office.action_preview, office.action_apply):
            self.assertRefused("system administrator", step)
        own = self.model('cchc.reorganisation', 'office').create({'basis': BASIS})
        self.assertRefused("by the system administrator", own.write, {'subject': 'agency'})

    def test_what_is_missing_is_said(self):
        third = self.env['res.company'].create({'name': "Third Department"})
        for values, words in (
                ({'new_company_id': False}, "Enter the name of the new one, or choose"),
                ({'new_company_id': False, 'new_name': "New"}, "Choose the agencies that take over"),
                ({'kind': 'end'}, "An agency that ends leaves its work to another one"),
                ({'new_company_id': third.id}, "“Third Department” is not among your agencies")):
            self.assertRefused(words, self.merger(**values).action_preview)
        self.users['system'].company_ids = [Command.link(third.id)]
        said = self.refusal(self.merger(new_company_id=third.id).action_preview)
        self.assertIn("“Third Department” has no issued plan", said)
        self.assertIn("“Third Department” has no administrator", said)

    def test_agency_is_renamed_from_a_day_on(self):
        renaming = self.merger(kind='rename', new_company_id=False, new_name="Department of Science")
        renaming.action_preview()
        renaming.action_apply()
        names = [self.company._cchc_names_on(date(2024, *day))[self.company.id] for day in ((6, 30), (7, 1))]
        self.assertEqual(names, ["Department of the Province", "Department of Science"])

    def test_one_agency_is_dissolved_into_two(self):
        third = self.third_agency()
        digital = self.plan_in(
            'published', {'channel_id': self.channels['page'].id, 'frequency': 'year', 'due_day': 20},
            leads=('digital',), name="Second plan")
        split = self.merger(kind='split', new_company_id=False, target_ids=[
            Command.create({'agency_id': agency.id}) for agency in (self.new, third)])
        split.action_preview()
        self.assertRefused("Choose who takes over “Unit: Board”", split.action_apply)
        self.line(split, 'unit', self.units['board']).target_id = split.target_ids[1]
        split.target_ids[0].action_take_the_rest()
        given, __ = self.given_by(split)
        self.assertEqual(self.in_words(given.filtered(lambda one: one.company_id == third)),
                         ['Digital, Page, 1, 01/01, 20/12'])
        self.assertEqual(set(given.mapped('company_id')), set(self.new | third))
        self.assertEqual(digital.state, 'cancelled')
        self.assertEqual(self.company.cchc_successor_ids, self.new | third)
        for login, agency in (('stranger', third), ('author', self.new), ('director', self.new)):
            self.assertEqual(self.users[login].company_ids, self.company | agency)
        self.assertIn("Another Department, Third Department takes over from",
                      self.assignment(self.plan, '2024-M08').waiver_reason)
        board = self.env['hr.department'].search([('company_id', '=', third.id), ('name', '=', "Board")])
        self.assertEqual(board.cchc_member_ids, self.users['editor'], "of its members, who went to that agency")

    def test_many_things_cost_what_few_things_cost(self):
        """People cost what Odoo asks for each employee."""
        def queries(size, frequency):
            with self.undone():
                self.at('2024-06-10')
                self.plan_in('published', *({'channel_id': self.channels[name].id, 'frequency': frequency}
                                            for name in ('page', 'closed')), name="Second plan", issued='2024-01-02')
                for number in range(size):
                    self.article_in(name=f"Draft {number}")
                self.at(DAY)
                merger = self.merger()
                merger.action_preview()
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                merger.action_apply()
                self.env.flush_all()
                self.assertEqual(merger.state, 'done')
                return self.env.cr.sql_log_count - before

        self.assertLessEqual(queries(9, 'month'), queries(1, 'year') + 4)
