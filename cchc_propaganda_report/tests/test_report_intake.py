# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
import io
import re
import zipfile
from datetime import date

from odoo.tests import Form, tagged

from ..tools import workbook_reading
from .province import ProvinceCommon


def changed(content, name, change):
    """Return the workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part.filename)
            new.writestr(part.filename, change(text.decode()).encode() if part.filename == name else text)
    return out.getvalue()


PROPERTIES = 'docProps/custom.xml'


@tagged('post_install', '-at_install')
class TestReportIntake(ProvinceCommon):
    """The report of an agency elsewhere, from the workbook that this program made there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self = cls('test_a_workbook_is_taken_in_with_its_figures')
        plan = self.plan_in('published', issued='2024-01-05')
        cls.report = self.sent(plan, regime_id=self.regime('quarter').id)
        cls.content = cls.report._stored_file('xlsx')
        # From now on the agency is the one elsewhere, and only its workbook is known here.
        cls.company.cchc_parent_id = False
        cls.name, cls.company.name = cls.company.name, "Not here"
        cls.env.flush_all()     # the name is free for the other
        cls.elsewhere.name = cls.name

    def setUp(self):
        super().setUp()
        self.at('2024-04-15')

    def wizard(self, content=None, login='parent_office', **values):
        return self.model('cchc.report.intake.wizard', login).create({
            'file': base64.b64encode(content or self.content), 'number': '7/BC-CA', 'date_sent': '2024-04-09',
            **values})

    def take_in(self, *args, **values):
        return self.env['cchc.report.intake'].browse(self.wizard(*args, **values).action_take_in()['res_id'])

    def test_a_workbook_is_taken_in_with_its_figures(self):
        """Typed as the Office does; the line then shows the same figures as that of an agency in this system."""
        before = self.lines()[self.name]
        self.assertEqual((before.q1_state, before.plan_state, before.has_figures), ('missing', 'unknown', False))
        with Form(self.model('cchc.report.intake.wizard', 'parent_office')) as form:
            form.file = base64.b64encode(self.content)
            self.assertFalse(form.problem or form.notice)
            self.assertEqual((form.agency_name, form.period_text, form.line_id.name),
                             (self.name, "Quarter I of 2024", self.name))
            form.number, form.date_sent = '7/BC-CA', '2024-04-09'
        form.record.action_take_in()
        with self.on('2026-03-01'):     # nobody else has sent anything since
            self.env.invalidate_all()
            kept = self.model('cchc.report.agency', 'parent_office').search([('year', '=', 2024)])
            self.assertEqual(sorted(kept.filtered('q1_sent').mapped('name')), [self.name])
        self.env.invalidate_all()
        line = self.lines()[self.name]
        self.assertEqual((line.q1_text, line.q1_number, line.q1_sum),
                         ("Sent 09/04 · from a file", '7/BC-CA', self.report.xlsx_sha256))
        self.assertEqual(line.plan_text, "Issued on 05/01")
        number = {code: int(self.number_of(self.report, code, 'cumulative')) for code in (
            'assignment_due', 'assignment_done', 'assignment_late', 'article_posted')}
        self.assertTrue(number['assignment_due'])
        self.assertEqual(
            (line.due, line.met, line.articles, line.standing),
            (number['assignment_due'], number['assignment_done'] + number['assignment_late'],
             number['article_posted'], 'sent_other'))
        self.assertEqual(line._sent_file('q1', 'xlsx')[1], self.content)
        self.assertRefused("has not sent this report", line._sent_file, 'q1', 'docx')
        intake = self.env['cchc.report.intake'].search([('company_id', '=', self.parent.id)])
        own = self.report.figure_ids.filtered(lambda one: not (one.is_section or one.is_detail))
        self.assertEqual(
            [(one.code, one.name, one.value_text, one.cumulative_text) for one in intake.figure_ids],
            [(one.code, one.name, one.value_text or '', one.cumulative_text or '') for one in own])

    def test_a_changed_workbook_is_refused(self):
        """A value, a period, a layout or an agency that is not the one of the report."""
        cases = {
            "Values of the workbook were changed": [
                ('xl/worksheets/sheet2.xml', lambda text: text.replace('<v>0</v>', '<v>1</v>', 1)),
                ('xl/worksheets/sheet1.xml', lambda text: text.replace('2024', '2023', 1)),
                ('xl/worksheets/sheet2.xml', lambda text: text.replace('assignment_due', 'assignment_done', 1)),
                (PROPERTIES, lambda text: text.replace('2024-Q1', '2024-H1')),
                (PROPERTIES, lambda text: re.sub('[0-9a-f]{64}', '0' * 64, text))],
            "layout “cchc-report-1”": [(PROPERTIES, lambda text: text.replace('cchc-report-2', 'cchc-report-1'))],
            "its document properties are missing": [
                (PROPERTIES, lambda text: text.replace('cchc_template', 'template'))],
            "contains a macro": [
                ('[Content_Types].xml', lambda text: text.replace('sheet.main+xml', 'sheet.macroEnabled.main+xml'))],
            "is damaged": [
                (PROPERTIES, lambda text: text.replace('2024-Q1', 'soon')),
                (PROPERTIES, lambda text: text[:200]),
                ('xl/workbook.xml', lambda text: '<!DOCTYPE a [<!ENTITY b "c">]>' + text)],
            "report of the unit “Press”": [
                (PROPERTIES, lambda text: text.replace(
                    'name="cchc_unit"><vt:lpwstr></vt:lpwstr>', 'name="cchc_unit"><vt:lpwstr>Press</vt:lpwstr>'))],
        }
        for words, changes in cases.items():
            for part, change in changes:
                content = changed(self.content, part, change)
                with self.subTest(words=words, part=part):
                    wizard = self.wizard(content)
                    self.assertRegex(wizard.problem or '', words)
                    self.assertRefused(words, wizard.action_take_in)
        for content, words in ((b'PK', "is no workbook"), (b'x' * 100, "is no workbook"),
                               (self.content[:-200], "is no workbook|is damaged")):
            self.assertRefused(words, self.wizard(content).action_take_in)
        self.assertFalse(self.env['cchc.report.intake'].search([('company_id', '=', self.parent.id)]))

    def test_latest_version_counts_and_a_withdrawn_one_no_longer(self):
        first = self.take_in()
        self.assertEqual(self.wizard().notice, "This workbook is already taken in.", "before anything is typed")
        self.assertRefused("already taken in", self.wizard().action_take_in)
        second = changed(self.content, PROPERTIES, lambda text: re.sub(
            r'(name="cchc_version"><vt:lpwstr>)1', r'\g<1>2', text))
        self.assertEqual(workbook_reading.read(second).version, 2)
        new = self.take_in(second, number='8/BC-CA', date_sent='2024-04-12', filename='../Báo cáo: quý I.xlsm')
        self.assertEqual(new.filename, "Báo cáo quý I.xlsx", "it is opened as what it is")
        line = self.lines()[self.name]
        self.assertEqual((line.q1_number, line.q1_text), ('8/BC-CA', "Sent 09/04 · from a file"))
        self.assertEqual(line.q1_sum, hashlib.sha256(second).hexdigest())
        for login in ('parent_director', 'office', 'outsider'):
            self.assertTrue(self.refusal(self.as_(new, login).action_withdraw), login)
        for values in ({'number': '1'}, {'active': False}, {'file': 'eA=='}):
            self.assertTrue(self.refusal(self.as_(new, 'parent_office').write, values))
        self.assertTrue(self.refusal(self.as_(new, 'parent_office').unlink))
        self.as_(new, 'parent_office').action_withdraw()
        self.assertEqual(self.lines()[self.name].q1_number, '7/BC-CA')
        self.assertRefused("withdrawn already", self.as_(new, 'parent_office').action_withdraw)
        self.assertEqual((new.withdrawn_by_id, first.active), (self.users['parent_office'], True))

    def test_agency_elsewhere_keeps_its_earlier_names_once_a_report_of_it_is_taken_in(self):
        """It has no unit here and issues no plan here; its workbooks of before its new name are still recognised."""
        self.elsewhere.name = "Typed wrongly"
        self.at('2024-04-16')
        self.elsewhere.name = self.name
        self.as_(self.take_in(), 'parent_office').action_withdraw()
        self.at('2024-07-02')
        self.elsewhere.name = "Police of the Region"
        names = [self.elsewhere._cchc_name_on(date.fromisoformat(day))
                 for day in ('2024-04-15', '2024-07-01', '2024-07-02')]
        self.assertEqual(names, [self.name, self.name, "Police of the Region"])
        wizard = self.wizard()
        self.assertEqual((wizard.line_id.name, wizard.notice), ("Police of the Region", False))
        self.assertIn("Is that the same agency?", self.wizard(line_id=self.lines()["Ward of the East"].id).notice)

    def test_name_that_no_agency_of_the_list_has_is_said(self):
        """The Office chooses the agency, and is asked whether it is the same."""
        self.elsewhere.name = "Police"
        wizard = self.wizard()
        self.assertFalse(wizard.line_id)
        self.assertEqual(wizard.notice, f"No agency of the list is called “{self.name}”. Choose the one that it is.")
        wizard.line_id = self.lines()["Police"]
        self.assertIn("Is that the same agency?", wizard.notice)

    def test_what_is_missing_or_belongs_to_others_is_refused(self):
        ward = self.lines()["Ward of the East"].id
        self.assertIn("Is that the same agency?", self.wizard(line_id=ward).notice)
        for values, words in (
                ({'number': ' '}, "Enter the number"), ({'date_sent': False}, "Enter the day of sending"),
                ({'date_sent': '2024-04-16'}, "lies in the future"),
                ({'date_sent': '2023-12-31'}, "before the beginning"),
                ({'line_id': False}, "Choose the agency")):
            self.assertRefused(f'(?i){words}', self.wizard(**values).action_take_in)
        self.assertRefused("Choose the workbook first", self.model('cchc.report.intake.wizard', 'parent_office').create(
            {}).action_take_in)
        for login in ('parent_director', 'parent_editor', 'parent_admin', 'author'):
            self.assertTrue(self.refusal(self.wizard, login=login), login)
        with self.subTest("the agencies of another parent agency are not named, whatever agency the client names"):
            self.env['res.company'].create({'name': "Hidden", 'cchc_parent_id': self.other_company.id})
            named = changed(self.content, PROPERTIES, lambda text: text.replace(self.name, "Hidden"))
            self.assertTrue(self.refusal(
                self.model('cchc.report.intake.wizard', 'parent_office',
                           allowed_company_ids=self.other_company.ids).onchange,
                {'file': base64.b64encode(named), 'company_id': self.parent.id}, ['file'], {'line_id': {}}))
        self.assertTrue(self.refusal(self.wizard, login='office', line_id=ward))
        self.company.cchc_parent_id = self.parent   # in this system after all
        line = self.lines()["Not here"].id
        self.assertRefused("has sent this report in this system", self.wizard(line_id=line).action_take_in)
