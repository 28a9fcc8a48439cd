# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

import docx
import openpyxl

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, new_test_user, tagged

from .province import ProvinceCommon

SECRET = "Seen by nobody zq7"


@tagged('post_install', '-at_install')
class TestProvince(ProvinceCommon):
    """What a parent agency sees of the agencies that report to it."""

    # ------------------------------------------------------------------
    # Who is above whom
    # ------------------------------------------------------------------

    def test_only_the_system_administrator_says_who_is_above_whom(self):
        system = new_test_user(self.env, 'test.system', 'base.group_system', company_id=self.company.id,
                               company_ids=[(6, 0, (self.company | self.parent | self.ward).ids)])
        rights = new_test_user(self.env, 'test.rights', 'base.group_erp_manager', company_id=self.company.id)
        for user in (*self.users.values(), rights):
            with self.subTest(user=user.login):
                company = self.company.with_user(user)
                self.assertTrue(self.refusal(company.write, {'cchc_parent_id': self.ward.id}))
                self.assertTrue(self.refusal(company.read, ['cchc_parent_id']))
        with Form(self.ward.with_user(system)) as form:
            form.cchc_parent_id = self.company.with_user(system)
        self.assertEqual(self.ward.cchc_parent_id, self.company)
        with self.assertRaisesRegex(ValidationError, "cannot report to"), self.undone():
            self.company.with_user(system).cchc_parent_id = self.ward.id

    def test_what_a_parent_agency_does_stands_in_its_menus_alone(self):
        menus = {self.env.ref(f'cchc_propaganda_report.cchc_report_{name}_menu').id for name in ('agency', 'intake')}

        def shown(login):
            return menus & self.model('ir.ui.menu', login).load_web_menus(False).keys()

        self.assertEqual({group: shown(f'parent_{group}') for group in ('office', 'director', 'editor')},
                         {'office': menus, 'director': menus, 'editor': set()})
        self.assertEqual([shown(login) for login in ('office', 'director')], [set(), set()])
        self.ward.cchc_parent_id = self.company
        self.assertEqual(shown('office'), menus, "from now on it is a parent agency")
        self.ward.cchc_parent_id = False
        self.assertEqual(shown('office'), set())

    # ------------------------------------------------------------------
    # What is seen
    # ------------------------------------------------------------------

    def test_plan_and_sent_reports_are_seen_and_figures_of_sent_reports_alone(self):
        """A draft, a submitted and an approved report are "not sent", whatever they say."""
        plan = self.plan_in('published', issued='2024-02-05')
        self.at('2024-04-03')
        line = self.lines()[self.company.name]
        self.assertEqual((line.plan_state, line.plan_text, line.kind), ('issued', "Issued on 05/02", 'department'))
        self.assertEqual((line.q1_state, line.q1_text, line.standing), ('due', "due 10/04", 'missing'))
        report = self.report_of(plan, regime_id=self.regime('quarter').id)
        for state in ('draft', 'submitted', 'approved'):
            with self.subTest(state=state), self.undone():
                self.report_in(state, report)
                line = self.lines()[self.company.name]
                self.assertFalse(line.has_figures or line.due or line.articles or line.figures or line.q1_sum)
                self.assertEqual(line.q1_state, 'due')
        self.report_in('published', report)
        line = self.lines()[self.company.name]
        self.assertEqual((line.q1_state, line.q1_text, line.standing), ('on_time', "Sent 03/04", 'sent_department'))
        self.assertEqual(line.q1_number, report.number)
        self.assertEqual(line.q1_sum, report.xlsx_sha256)
        number = {code: int(self.number_of(report, code, 'cumulative')) for code in (
            'assignment_due', 'assignment_done', 'assignment_late', 'article_posted', 'outreach_total')}
        self.assertTrue(number['assignment_due'])
        self.assertEqual(
            (line.due, line.met, line.on_time, line.articles, line.outreach),
            (number['assignment_due'], number['assignment_done'] + number['assignment_late'],
             number['assignment_done'], number['article_posted'], number['outreach_total']))
        self.assertIn("Assignments", line.figures)
        others = self.lines()
        self.assertEqual((others["Ward of the East"].plan_state, others["Police of the Province"].plan_state),
                         ('none', 'unknown'))
        self.assertEqual(set(others), {self.company.name, "Ward of the East", "Police of the Province"})
        self.at('2024-04-15')
        self.assertEqual(self.lines()["Ward of the East"].q1_text, "Not sent · 5 days overdue")
        self.assertEqual(self.lines(cchc_part='h1')[self.company.name].has_figures, False)
        self.as_(plan, 'director').action_terminate("Taken over by another agency")
        line = self.lines()[self.company.name]
        self.assertEqual((line.plan_state, line.plan_text, str(line.date_plan)),
                         ('terminated', "Ended early", '2024-02-05'))

    def test_latest_version_counts_on_the_day_of_the_first(self):
        report = self.sent(self.plan_in('published'), regime_id=self.regime('quarter').id)
        self.at('2024-04-20')
        new = self.as_(self.env['cchc.report'].browse(
            self.as_(report, 'office').action_new_version()['res_id']), 'office')
        self.assertEqual(self.lines()[self.company.name].q1_sum, report.xlsx_sha256)
        new.action_submit()
        self.as_(new, 'director').action_approve()
        self.as_(new, 'office').write({'number': '99/BC-TEST', 'date_sent': '2024-04-20'})
        self.as_(new, 'office').action_publish()
        line = self.lines()[self.company.name]
        self.assertEqual((line.q1_number, line.q1_sum), ('99/BC-TEST', new.with_env(self.env).xlsx_sha256))
        self.assertEqual(line.q1_text, "Sent 03/04")

    def test_an_own_rule_of_an_agency_moves_its_day_alone(self):
        own = self.regime('quarter').with_context(allowed_company_ids=self.ward.ids).copy({'company_id': self.ward.id})
        own.due_day = 25
        self.at('2024-04-15')
        lines = self.lines()
        self.assertEqual((lines["Ward of the East"].q1_text, lines[self.company.name].q1_text),
                         ("due 25/04", "Not sent · 5 days overdue"))

    def test_groups_sum_what_was_sent(self):
        self.sent(self.plan_in('published'), regime_id=self.regime('quarter').id)
        line = self.lines()[self.company.name]
        groups = self.model('cchc.report.agency', 'parent_director').formatted_read_group(
            [('is_this_year', '=', True)], ['standing'], ['due:sum', 'met:sum', '__count'])
        self.assertEqual([(one['standing'], one['__count'], one['due:sum']) for one in groups],
                         [('missing', 2, 0), ('sent_department', 1, line.due)])
        self.assertEqual(line._expand_standing(['sent_commune', 'sent_department', 'missing'], []),
                         ['missing', 'sent_department', 'sent_commune'])

    def test_counters_are_those_of_the_agencies_that_are_listed(self):
        self.sent(self.plan_in('published'), regime_id=self.regime('quarter').id)
        self.at('2024-04-15')
        model, domain = self.model('cchc.report.agency', 'parent_director'), [('is_this_year', '=', True)]
        line = self.lines()[self.company.name]
        told = model.get_summary(domain)
        self.assertEqual({tile['key']: (tile['value'], tile['hint']) for tile in told['tiles']}, {
            'agencies': ('3', "1 department of the province · 1 commune or ward"),
            'sent': ('1', "1 in time, 0 late"), 'missing': ('2', "due 10/04/2024, 5 days overdue"),
            'met': (f'{line.met}/{line.due}', f"{line.met}/{line.due} of what 1 agencies have reported"),
            'articles': (f'{line.articles}', ''), 'plan': ('1', "Ward of the East")})
        self.assertIn("quarter I", told['note'])
        told = model.get_summary([*domain, ('name', '=', "Ward of the East")])
        self.assertEqual([tile['value'] for tile in told['tiles']], ['1', '0', '1', '–', '–', '1'])
        told = model.with_context(cchc_part='h1').get_summary(domain)
        self.assertEqual(told['tiles'][1]['value'], '0')
        for several in ([], [('id', '=', 0)]):      # of two years, of none
            self.assertFalse(model.get_summary(several)['tiles'])
        for login in ('office', 'parent_editor', 'parent_admin', 'outsider'):
            with self.subTest(login=login):
                others = self.model('cchc.report.agency', login)
                self.assertFalse(others.has_access('read') and others.get_summary(domain)['tiles'])

    # ------------------------------------------------------------------
    # What is not seen
    # ------------------------------------------------------------------

    def test_parent_reads_nothing_of_the_agency_but_its_lines(self):
        """Enumerated over all models of ours and those with people and discussions."""
        plan = self.plan_in('published')
        report = self.sent(plan)
        draft = self.report_of(plan, '2024-H1')
        draft.narrative_result = f'<p>{SECRET}</p>'
        self.article_in('approved', ('page',), name=SECRET)
        for one in (report, draft):
            one.message_post(body=SECRET)
        names = sorted(
            name for name, model in self.env.registry.items() if not model._abstract and not model._transient and (
                name.startswith('cchc.') or name in ('hr.employee', 'hr.department', 'ir.attachment')))
        for login in ('parent_office', 'parent_director', 'parent_editor', 'parent_unit_head', 'parent_admin'):
            for name in names:
                records = self.model(name, login)
                if 'company_id' in records._fields and records.has_access('read'):
                    self.assertFalse(
                        records.search([('company_id', '=', self.company.id)]) if records._fields['company_id'].store
                        else False, (login, name))
            for record in (report, draft, plan, report.message_ids[:1], self.employees['author']):
                self.assertFalse(self.as_(record, login).has_access('read'), (login, record))
            self.assertFalse(self.model('mail.message', login).search([('body', 'ilike', SECRET)]), login)
        for login in ('parent_office', 'parent_director'):
            line = self.lines(login)[self.company.name]
            told = str(line.read())
            for secret in (SECRET, *(f"'{self.users[name].name}'" for name in ('author', 'office', 'director'))):
                self.assertNotIn(secret, told)
            self.assertTrue(self.refusal(line.read, ['agency_id']))
            self.assertTrue(self.refusal(line.read, ['q1_source']))
            self.assertFalse(line.search([('id', '=', line.id), ('name', '=', SECRET)]))

    def test_lines_are_seen_by_office_and_director_of_the_parent_alone(self):
        self.sent(self.plan_in('published'))
        line = self.lines()[self.company.name].with_env(self.env)
        for login in self.users:
            seen = self.as_(line, login)
            may = login in ('parent_office', 'parent_director')
            with self.subTest(login=login):
                found = seen.browse().has_access('read') and seen.search([('id', '=', line.id)])
                self.assertEqual(bool(found), may)
                self.assertEqual(bool(self.refusal(seen._sent_file, 'q1', 'xlsx')), not may)
                self.assertFalse(seen.has_access('write') or seen.has_access('create') or seen.has_access('unlink'))
        # In the parent's company for a moment only: who has lost it there sees nothing more.
        both = self.users['parent_office']
        both.company_ids |= self.ward
        self.assertFalse(self.model('cchc.report.agency', 'parent_office',
                                    allowed_company_ids=self.ward.ids).search([]))
        self.company.cchc_parent_id = False
        self.assertNotIn(self.company.name, self.lines())
        self.assertRefused("Only the Office and the director of the parent agency",
                           self.as_(line, 'parent_office')._sent_file, 'q1', 'xlsx')

    def test_files_are_those_that_were_sent_and_no_others(self):
        plan = self.plan_in('published')
        report = self.sent(plan, regime_id=self.regime('quarter').id)
        line = self.lines()[self.company.name]
        for kind in ('xlsx', 'docx'):
            self.assertEqual(line._sent_file('q1', kind)[1], report._stored_file(kind))
        for part, kind in (('h1', 'xlsx'), ('q1', 'snapshot'), ('q1', 'docx_template'), ('', ''), ('id', 'xlsx')):
            self.assertRefused("has not sent this report", line._sent_file, part, kind)
        action = line.with_context(cchc_file='q1.xlsx').action_open_file()
        self.assertEqual(action['url'], f'/cchc/agency/{line.id}/q1/xlsx')

    # ------------------------------------------------------------------
    # The consolidated report
    # ------------------------------------------------------------------

    def test_consolidated_report_has_a_row_for_each_agency_with_what_it_sent(self):
        """The same figures in the list, the snapshot, the workbook and the Word file; frozen on submission."""
        sent = self.sent(self.plan_in('published'), regime_id=self.regime('quarter').id)
        self.plan_of_parent()
        self.at('2024-04-15')
        opened = self.lines()[self.company.name].action_consolidate()
        with Form(self.model('cchc.report', 'parent_office', **opened['context'])) as form:
            self.assertTrue(form.has_agencies and form.with_agencies)
        report = form.record
        report.action_refresh()
        report.narrative_result = "<p>All went well.</p>"
        self.assertEqual(self.lines()[self.company.name].action_consolidate()['res_id'], report.id)
        line = self.lines()[self.company.name]
        called, self.company.name = self.company.name, "Agency of everything"      # the quarter was over then
        self.env.flush_all()
        self.env.invalidate_all()
        with report._take_snapshot() as snapshot:
            rows = {one.name: one for one in snapshot.agencies}
            words = report._render_docx(snapshot)
        self.assertEqual(list(rows), [called, "Ward of the East", "Police of the Province"])
        mine, ward = rows[called], rows["Ward of the East"]
        self.assertEqual((mine.report, mine.due, mine.met, mine.articles),
                         ("sent 03/4", line.due, line.met, line.articles))
        self.assertEqual((ward.report, ward.is_sent, ward.due), ("not sent", False, None))
        self.assertEqual(line.due, int(self.number_of(sent, 'assignment_due', 'cumulative')))
        book = openpyxl.load_workbook(io.BytesIO(report._render_workbook()), data_only=True)
        cells = [[cell.value for cell in row[1:8]] for row in book["Agencies"].iter_rows(min_row=6, max_row=9)]
        self.assertEqual(cells[0], [called, "sent 03/4", line.due, line.met, line.on_time, line.articles,
                                    line.outreach])
        self.assertEqual(cells[1][2:], ['–'] * 5)
        self.assertEqual(cells[3][2:4], [line.due, line.met])
        table = next(table for table in docx.Document(io.BytesIO(words)).tables if "CƠ QUAN" in table.cell(0, 1).text)
        self.assertEqual([cell.text for cell in table.rows[1].cells][1:4],
                         [called, "sent 03/4", f'{line.met}/{line.due}'])
        self.assertEqual([cell.text for cell in table.rows[-1].cells][1:4], ["Sum", "1/3", f'{line.met}/{line.due}'])
        report.action_submit()
        stored = report._stored_file('xlsx')
        self.company.cchc_parent_id = False
        self.assertEqual(self.as_(report, 'parent_office')._render_workbook(), stored)
        self.assertTrue(self.refusal(self.as_(report, 'parent_office').write, {'with_agencies': False}))

    def test_an_agency_without_others_below_has_no_such_rows(self):
        report = self.report_of(self.plan_in('published'))
        report.action_refresh()
        self.assertFalse(report.has_agencies or report.with_agencies)
        with report._take_snapshot() as snapshot:
            self.assertFalse(snapshot.agencies)

    def plan_of_parent(self):
        """Return the issued plan of the parent agency."""
        env = self.env(context={**self.env.context, 'allowed_company_ids': self.parent.ids})
        with self.on('2024-01-02'):
            unit = env['hr.department'].create(
                {'name': "Reform division", 'cchc_kind': 'division', 'company_id': self.parent.id})
            self.parent.cchc_office_id = unit
            plan = env['cchc.plan'].create({'name': "Plan of the parent", 'year': 2024, 'company_id': self.parent.id})
            topic = env['cchc.topic'].create({
                'plan_id': plan.id, 'code': '1', 'name': "Meetings", 'lead_department_ids': unit.ids})
            env['cchc.obligation'].create({
                'topic_id': topic.id, 'form_id': env.ref('cchc_propaganda.outreach_form_integrated').id,
                'frequency': 'quarter', 'due_day': 25})
            plan.action_submit()
            plan.action_approve()
            plan.write({'number': '1/KH-SNV', 'date_issued': '2024-01-02'})
            plan.action_publish()
        return plan

    # ------------------------------------------------------------------
    # Asking for reports
    # ------------------------------------------------------------------

    def test_office_of_an_agency_is_reminded_and_the_others_are_named(self):
        plan = self.plan_in('published')
        report = self.report_of(plan, regime_id=self.regime('quarter').id)
        of_others = self.regime('quarter').with_context(allowed_company_ids=self.company.ids).copy({
            'company_id': self.company.id,
            'subject_ids': [Command.set(self.env['cchc.subject'].search([], limit=1).ids)]})
        elsewhere = self.report_of(plan, regime_id=of_others.id)
        self.at('2024-04-15')
        nudge = self.model('cchc.report.agency.nudge', 'parent_office').create({'part': 'q1'})
        self.assertEqual(nudge.line_ids.mapped('name'),
                         [self.company.name, "Police of the Province", "Ward of the East"])
        self.assertEqual(nudge.text.splitlines()[:2], [
            "Please send the report of quarter I of 2024:",
            f"- {self.company.name}: due 10/04/2024, overdue by 5 days"])
        told = nudge.action_remind()['params']['message']
        self.assertEqual(
            report.with_env(self.env).activity_ids.user_id, self.users['office'])
        self.assertFalse(elsewhere.with_env(self.env).activity_ids, "on some subjects only: for another body")
        self.assertIn("Agencies reminded: 1.", told)
        before = nudge.line_ids.search([('year', '=', 2023)])
        mixed = nudge.create({'part': 'q1', 'line_ids': [Command.set((before | nudge.line_ids).ids)]})
        self.assertNotIn("2023", mixed.text)
        self.assertRefused("All of these reports are sent", nudge.create(
            {'part': 'q1', 'year': 2024, 'line_ids': [Command.set(before.ids)]}).action_remind)
        self.assertIn("Police of the Province, Ward of the East", told)
        self.assertNotIn(self.company.name, told)
        self.report_in('published', report)
        self.assertEqual(self.model('cchc.report.agency.nudge', 'parent_office').create({'part': 'q1'}).line_ids
                         .mapped('name'), ["Police of the Province", "Ward of the East"])

    def test_nobody_asks_agencies_of_others(self):
        self.at('2024-04-15')
        line = self.lines()["Ward of the East"].with_env(self.env)
        for login in ('office', 'director', 'outsider', 'parent_editor', 'parent_admin'):
            with self.subTest(login=login):
                nudges = self.model('cchc.report.agency.nudge', login)
                self.assertTrue(self.refusal(nudges.create, {'part': 'q1', 'line_ids': [(6, 0, line.ids)]}))

    # ------------------------------------------------------------------
    # Size
    # ------------------------------------------------------------------

    def test_the_list_costs_the_same_whatever_its_length(self):
        self.sent(self.plan_in('published'), regime_id=self.regime('quarter').id)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.model('cchc.report.agency', 'parent_office').web_search_read(
                [('is_this_year', '=', True)], {name: {} for name in (
                    'name', 'plan_text', 'q1_text', 'h1_text', 'due', 'met', 'articles', 'q1_number', 'h1_sum')},
                limit=80)
            self.model('cchc.report.agency', 'parent_office').get_summary([('is_this_year', '=', True)])
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        wards = self.env['res.company'].create([
            {'name': f"Ward {number}", 'cchc_parent_id': self.parent.id} for number in range(5)])
        self.env['cchc.report.intake'].create([{
            'company_id': self.parent.id, 'agency_id': ward.id, 'agency_name': ward.name, 'year': 2024, 'sha256': 'x',
            'period_key': '2024-Q1', 'number': f'{ward.id}/BC', 'date_sent': '2024-04-02', 'file': 'eA==',
            'taken_by_id': self.env.uid, 'date_taken': '2024-04-02'} for ward in wards])
        queries()
        self.assertLessEqual(queries(), few + 1, "one more, for reports that were taken in")


@tagged('post_install', '-at_install')
class TestProvinceTour(ProvinceCommon, HttpCase):

    def test_the_parent_reminds_who_has_not_sent(self):
        report = self.report_of(self.plan_in('published'), regime_id=self.regime('quarter').id)
        self.at('2024-04-15')
        self.start_tour('/odoo/action-cchc_propaganda_report.cchc_report_agency_action', 'cchc_parent_reminds_agencies',
                        login='test.parent.office')
        self.assertEqual(report.with_env(self.env).activity_ids.user_id, self.users['office'])
