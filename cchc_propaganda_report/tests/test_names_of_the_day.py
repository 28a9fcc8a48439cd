# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from base64 import b64decode

import docx
import openpyxl

from odoo.tests import tagged

from .common import ReportCommon

OLD = ("press", "portal", "department of the province")
NEW = ("newsroom", "gateway", "agency of everything")


@tagged('post_install', '-at_install')
class TestNamesOfTheDay(ReportCommon):
    """What is printed uses the names of its own day: a report on Quarter I that is made in December names units,
    channels and agency as they were called in March, and a plan as on the day of its issue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form = cls.env.ref('cchc_propaganda.outreach_form_study')

    def words_of_docx(self, content):
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return '\n'.join([document.core_properties.author or '', *(line.text for line in document.paragraphs), *cells])

    def words_of_xlsx(self, content):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return '\n'.join([*book.sheetnames, book.properties.creator or '', *(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)])

    def files_of(self, report):
        report = self.as_(report, 'office')
        report.action_refresh()
        return {'xlsx': self.words_of_xlsx(report._render_workbook()), 'docx': self.words_of_docx(report._docx())}

    def assertNames(self, files, there, gone):
        for kind, words in files.items():
            words = words.lower().replace('https://portal.example', '').replace('website or portal', '')
            with self.subTest(kind=kind, there=there[0]):
                self.assertFalse([line for line in words.splitlines() if any(name in line for name in gone)])
                self.assertTrue([name for name in there if name in words])
        self.assertFalse([name for name in there if name not in files['xlsx'].lower()], "all stand in the workbook")

    def live(self, day, number):
        """Post an article, hold something and raise a difficulty on that day."""
        self.at(day)
        article = self.article_in('approved', name=f"Article {number}")
        self.post(article, day=day)
        self.env['cchc.outreach'].create({
            'name': f"Conference {number}", 'form_id': self.form.id, 'date': day, 'company_id': self.company.id,
            'department_id': self.units['press'].id})._with_gate().state = 'approved'
        self.model('cchc.difficulty', 'head').create({
            'name': f"Difficulty {number}", 'department_id': self.units['press'].id, 'proposal': "More staff"})

    def test_report_names_what_it_is_about_as_on_its_last_day(self):
        plan = self.plan_in('published')
        self.env['cchc.plan']._with_gate().env['cchc.budget.line'].create({
            'plan_id': plan.id, 'department_id': self.units['press'].id, 'planned': 5})
        self.live('2024-03-12', 1)
        self.at('2024-04-10')
        self.units['press'].name, self.channels['portal'].name = "Newsroom", "Gateway"
        self.company.name = "Agency of Everything"
        self.live('2024-04-12', 2)
        self.at('2024-12-01')
        self.env.invalidate_all()
        self.assertNames(self.files_of(self.report_of(plan)), OLD, NEW)
        self.assertNames(self.files_of(self.report_of(plan, '2024-Q2')), NEW, OLD)
        of_unit = self.unit_report(plan)
        self.assertIn("– Press", of_unit.name)
        self.assertNames(self.files_of(of_unit), OLD, NEW)

    def test_plan_names_its_agency_and_its_turns_as_on_the_day_of_its_issue(self):
        plan = self.plan_in('published', {
            'channel_id': self.channels['portal'].id, 'frequency': 'quarter', 'due_day': 20, 'rotation_ids': [
                (0, 0, {'period_from': 1, 'period_to': 2, 'department_id': self.units['press'].id}),
                (0, 0, {'period_from': 3, 'period_to': 4, 'department_id': self.units['digital'].id})]})
        self.at('2024-04-10')
        self.units['press'].name, self.channels['portal'].name = "Newsroom", "Gateway"
        self.company.name = "Agency of Everything"
        for kind in ('plan', 'plan_results'):
            words = self.words_of_docx(self.as_(plan, 'office')._docx(kind)).lower()
            with self.subTest(kind=kind):
                self.assertIn("press", words)
                self.assertIn("department of the province", words)
                self.assertFalse([name for name in NEW if name in words])
        draft = self.plan_in('draft', year=2025, name="Next")
        self.assertIn("agency of everything", self.words_of_docx(self.as_(draft, 'office')._docx()).lower())

    def test_frozen_files_keep_theirs(self):
        report = self.report_in('submitted')
        stored = b64decode(report.with_context(bin_size=False).xlsx_file)
        self.company.name = "Agency of Everything"
        self.assertEqual(self.as_(report, 'office')._render_workbook(), stored)
