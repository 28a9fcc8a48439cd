# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import CheckViolation

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReportCommon


@tagged('post_install', '-at_install')
class TestCchcReport(ReportCommon):

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')

    def test_period_is_said_by_its_key_alone(self):
        report = self.report_of(self.plan, '2024-Q1')
        self.assertEqual(
            (report.period_type, report.year, report.period_number, str(report.date_start), str(report.date_end)),
            ('quarter', 2024, 1, '2024-01-01', '2024-03-31'))

    def test_new_report_is_about_the_latest_period_that_is_over(self):
        self.at('2024-07-03')
        for kind, key in {'month': '2024-M06', 'quarter': '2024-Q2', 'half': '2024-H1', 'nine': '2023-9M',
                          'year': '2023-Y'}.items():
            with self.subTest(kind=kind):
                report = self.model('cchc.report', 'office').new({'period_type': kind})
                self.assertEqual(report.period_key, key)

    def test_report_finds_the_plan_of_its_year(self):
        report = self.model('cchc.report', 'office').create({'period_key': '2024-M03'})
        self.assertEqual(report.plan_id, self.plan)

    def test_name_says_the_period_in_words(self):
        """Never by its key."""
        self.assertEqual(self.report_of(self.plan, '2024-Q2').display_name,
                         "Report on communication, quarter II of 2024")
        self.company.partner_id.lang = 'vi_VN'
        self.assertEqual(self.report_of(self.plan, '2024-M02').display_name,
                         "Báo cáo tuyên truyền CCHC tháng 02 năm 2024")

    def test_deadline_follows_from_the_rule_and_can_be_corrected(self):
        report = self.report_of(self.plan, '2024-Q1', regime_id=self.regime('quarter').id)
        self.assertEqual(str(report.date_deadline), '2024-04-10')
        report.date_deadline = '2024-04-15'
        self.assertEqual(str(report.date_deadline), '2024-04-15')
        unit = self.report_of(
            self.plan, '2024-M03', regime_id=self.regime('month').id, department_id=self.units['press'].id)
        self.assertEqual((unit.level, str(unit.date_deadline)), ('department', '2024-04-05'))
        self.assertFalse(self.report_of(self.plan).date_deadline)   # nobody asks for an ad hoc report by a day

    def test_what_is_no_period_is_refused(self):
        refusals = {
            '2024-Q5': "no period", 'Q1': "no period", '2024-02-20..2024-01-10': "no period",
            '1024-01-10..2024-02-20': "four digits"}
        for key, words in refusals.items():
            with self.subTest(key=key):
                self.assertRefused(words, self.report_of, self.plan, key)
        self.assertRefused("from 1 to 4", self.model('cchc.report', 'office').create,
                           {'period_type': 'quarter', 'year': 2024, 'period_number': 5, 'plan_id': self.plan.id})
        self.assertRefused("contradicts", self.report_of, self.plan, '2024-Q1', period_type='month')

    def test_report_of_a_unit_names_the_unit_and_no_other_does(self):
        for values in ({'level': 'department'}, {'department_id': self.units['press'].id}):
            with self.subTest(values=values), mute_logger('odoo.sql_db'), self.assertRaises(CheckViolation), \
                    self.undone():
                self.report_of(self.plan, **values).flush_recordset()

    def test_subject_is_settled_once_the_report_is_made(self):
        report = self.report_of(self.plan)
        for values in ({'period_key': '2024-Q2'}, {'period_number': 2}, {'level': 'department'},
                       {'company_id': self.other_company.id}):
            with self.subTest(values=values):
                self.assertRefused("by hand", report.write, values)

    def test_nobody_types_what_the_system_counts(self):
        report = self.report_of(self.plan)
        report.action_refresh()
        for values in ({'xlsx_sha256': 'x'}, {'date_figures': '2024-01-01'}, {'version': 2}, {'name': 'x'},
                       {'figure_ids': [Command.clear()]}):
            with self.subTest(values=values):
                self.assertRefused("by hand", report.write, values)
                self.assertRefused("by hand", self.report_of, self.plan, **values)
        figure = report.figure_ids[1]
        for login in self.users:
            with self.subTest(login=login):
                self.assertTrue(self.refusal(self.as_(figure, login).write, {'value': 99}))
                self.assertTrue(self.refusal(self.as_(figure, login).unlink))

    def test_figures_are_refreshed_by_the_office_the_director_and_the_head_of_the_unit(self):
        report = self.report_of(self.plan)
        unit = self.report_of(self.plan, level='department', department_id=self.units['press'].id)
        for login in self.users:
            with self.subTest(login=login):
                allowed = login in ('office', 'director')
                self.assertEqual(not self.refusal(self.as_(report, login).action_refresh), allowed)
        self.assertAllowed(self.as_(unit, 'head').action_refresh)
        self.assertTrue(self.refusal(self.as_(unit, 'other_head').action_refresh))

    def test_reports_are_read_by_the_office_the_director_and_the_head_of_the_unit(self):
        report = self.report_of(self.plan)
        unit = self.report_of(self.plan, level='department', department_id=self.units['press'].id)
        (report | unit).action_refresh()
        figures = report.figure_ids[:1], unit.figure_ids[:1]
        seen = {
            login: tuple(
                self.as_(one, login).has_access('read') and self.as_(figure, login).has_access('read')
                for one, figure in zip((report, unit), figures, strict=True))
            for login in self.users}
        expected = {'office': (True, True), 'director': (True, True), 'head': (False, True)}
        self.assertEqual(seen, {login: expected.get(login, (False, False)) for login in self.users})

    def test_recipients_are_those_of_a_report_not_of_the_plan(self):
        """The body to which the agency reports comes first; the Office corrects the list where it differs."""
        with self.on('2024-01-02'):
            plan = self.plan_in('published', recipient_ids=[Command.create({'name': "Party cells"})])
        report = self.report_of(plan)
        self.assertEqual(report.recipient_ids.mapped('name'), [
            "Department of Home Affairs (to report)", "Board of Directors", "Units of the agency",
            "Kept: registry, Office"])
        self.company.partner_id.lang = 'vi_VN'
        self.assertEqual(self.report_of(plan, '2024-Q2').recipient_ids.mapped('name'), [
            "Sở Nội vụ (để báo cáo)", "Ban Giám đốc", "Các phòng, đơn vị", "Lưu: VT, VP"])
        unit = self.report_of(plan, level='department', department_id=self.units['press'].id)
        self.assertFalse(unit.recipient_ids)
        self.company.write({'name': "Sở Nội vụ tỉnh Sóc Trăng", 'cchc_parent_name': "UBND TỈNH SÓC TRĂNG"})
        self.assertEqual(self.report_of(plan, '2024-Q3').recipient_ids[0].name, "UBND TỈNH SÓC TRĂNG (để báo cáo)")
        self.company.cchc_parent_name = False
        self.assertEqual(self.report_of(plan, '2024-Q4').recipient_ids[0].name, "Ban Giám đốc")

    def test_draft_is_deleted_by_the_office_alone(self):
        report = self.report_of(self.plan)
        report.action_refresh()
        self.assertTrue(self.refusal(self.as_(report, 'director').unlink))
        self.assertAllowed(report.unlink)

    def test_sentence_tells_when_the_figures_were_taken_and_when_it_is_due(self):
        report = self.report_of(self.plan, regime_id=self.regime('quarter').id)
        self.assertIn("No figures yet", report.next_step)
        with self.on('2024-04-08', '08:15'):
            report.action_refresh()
            report.narrative_result = "<p>All went well.</p>"
            self.assertEqual(
                report.next_step, "To be sent by 10/04/2024: 2 days left. Figures taken at 08:15 08/04/2024. Read the "
                "sections, correct them, then use “Submit for approval”.")
        with self.on('2024-04-13'):
            report.invalidate_recordset()
            self.assertIn("3 days ago", report.next_step)
