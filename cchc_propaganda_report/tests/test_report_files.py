# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib
import io
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from markupsafe import Markup

from odoo.tests import tagged

from ..report.gathering import Gathering
from ..tools import digest
from ..tools.snapshot import Snapshot
from .common import ReportCommon


@tagged('post_install', '-at_install')
class TestReportFiles(ReportCommon):
    """From submission on the files of a report are what was stored then, whatever becomes of the records."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')
        self.at('2024-04-02')
        self.report = self.report_of(self.plan)
        self.report.action_refresh()
        self.report.narrative_result += Markup("<p>Done.</p><ul><li>One</li><li>Two</li></ul>")

    def submitted(self):
        """The report, submitted: its files are stored."""
        self.report.action_submit()
        return self.report

    def file(self, report, name='xlsx_file'):
        return base64.b64decode(report.with_env(self.env).with_context(bin_size=False)[name] or b'')

    def change_everything(self):
        plan = self.plan.sudo()._with_gate()
        plan.company_id.write({'name': "Another name", 'cchc_symbol': 'XYZ'})
        self.report._with_gate().write({'narrative_result': "<p>Other words</p>", 'signer_name': "Other"})

    def test_columns_of_a_report_with_days_of_its_own_name_their_periods(self):
        ad_hoc = self.model('cchc.report', 'office').create({
            'period_type': 'window', 'window_from': '2024-03-01', 'window_to': '2024-03-31', 'plan_id': self.plan.id})
        self.report_in('submitted', ad_hoc)
        self.assertTrue(ad_hoc.docx_sha256)
        self.regime('quarter').write({'window': 'cut_off', 'cut_off_day': 14})
        quarter = self.report_of(self.plan, regime_id=self.regime('quarter').id)
        self.report_in('draft', quarter)
        self.assertEqual(str(quarter.date_start), '2023-12-15')
        for report, headings in (
                (ad_hoc, ["From 01/03/2024 to 31/03/2024", "From 30/01/2024 to 29/02/2024",
                          "From 01/03/2023 to 31/03/2023"]),
                (quarter, ["Quarter I of 2024", "Quarter IV of 2023", "Quarter I of 2023"])):
            [table] = Gathering(report.with_context(lang='en_US'))._figure_tables()
            self.assertEqual([column.heading for column in table.columns[:3]], headings)

    def test_draft_is_rendered_and_not_stored(self):
        self.assertEqual(self.report._render_workbook(), self.report._render_workbook())
        self.assertFalse(self.report.xlsx_file or self.report.snapshot_file or self.report.xlsx_sha256)

    def test_submitted_report_gives_its_files_byte_for_byte(self):
        """Also to another reader, by the button or by the report action, after all its records have changed."""
        draft = self.report._render_workbook()
        report = self.submitted()
        self.assertEqual(self.file(report), draft)
        self.at('2024-09-09')
        self.change_everything()
        for login in ('office', 'director'):
            self.assertEqual(self.as_(report, login)._render_workbook(), draft)
        action = self.as_(report, 'office').action_print_xlsx()
        content, __ = self.model('ir.actions.report', 'office')._render_xlsx(
            action['report_name'], report.ids, data=None)
        self.assertEqual(content, draft)

    def test_files_are_made_again_from_the_stored_data_bit_for_bit(self):
        report = self.submitted()
        self.at('2024-09-09')
        self.change_everything()
        with report._take_snapshot() as stored:
            self.assertEqual(stored.content(), self.file(report, 'snapshot_file'))
            made_again = report._rendered(stored)
        self.assertEqual(made_again['xlsx'], self.file(report))
        self.assertEqual(made_again['docx'], self.file(report, 'docx_file'))
        with Snapshot(io.BytesIO(self.file(report, 'snapshot_file'))) as stored:
            self.assertEqual(stored.head.agency, "Department of the Province")
            self.assertEqual(stored.sections[1].paragraphs[-3:], ("Done.", "- One", "- Two"))

    def test_report_is_submitted_with_figures_of_now_alone(self):
        """Otherwise its lists would tell more than its figures and sentences."""
        self.posted_in_march()
        self.assertRefused("Articles posted", self.report.action_submit)
        self.report.action_refresh()
        self.assertAllowed(self.report.action_submit)

    def posted_in_march(self):
        article = self.env['cchc.article']._with_gate().create({
            'name': "Later", 'genre_id': self.genre.id, 'author_id': self.users['author'].id,
            'department_id': self.units['press'].id, 'company_id': self.company.id, 'state': 'published'})
        self.env['cchc.publication']._with_gate().create({
            'article_id': article.id, 'channel_id': self.channels['portal'].id, 'state': 'published',
            'date_published': '2024-03-30', 'url': self.link()})

    @unittest.skipUnless(shutil.which('openssl'), "openssl is not installed")
    def test_openssl_gives_the_same_checksum(self):
        report = self.submitted()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, 'report.xlsx')
            path.write_bytes(report._render_workbook())
            told = subprocess.run(['openssl', 'dgst', '-sha256', str(path)], check=True, capture_output=True, text=True)
        self.assertEqual(told.stdout.split()[-1], report.xlsx_sha256)

    def test_nobody_exchanges_a_stored_file_behind_its_field(self):
        """Odoo keeps it as an attachment, which whoever may write the report could write, delete or shadow."""
        report = self.submitted()
        content = self.file(report)
        attachment = self.env['ir.attachment'].sudo().search([
            ('res_model', '=', 'cchc.report'), ('res_field', '=', 'xlsx_file'), ('res_id', '=', report.id)])
        self.assertEqual(attachment.checksum, hashlib.sha1(content).hexdigest())
        mine = self.as_(attachment, 'office')
        for values in ({'raw': b'x'}, {'datas': 'eA=='}, {'res_id': self.plan.id}, {'res_field': False}):
            self.assertRefused("written by the system alone", mine.write, values)
        self.assertRefused("written by the system alone", mine.unlink)
        self.assertRefused("written by the system alone", self.as_(attachment, 'office').sudo().write, {'raw': b'x'})
        other = self.model('ir.attachment', 'office').create({'name': 'x', 'raw': b'x'})
        place = {'res_model': 'cchc.report', 'res_id': report.id, 'res_field': 'xlsx_file'}
        self.assertRefused("written by the system alone", other.write, place)
        self.assertRefused("written by the system alone", self.model('ir.attachment', 'office').create, {
            'name': 'x', 'raw': b'x', **place})
        self.assertEqual(self.as_(report, 'office')._render_workbook(), content)

    def test_returned_report_forgets_its_files(self):
        report = self.submitted()
        self.as_(report, 'director').action_return("Count again.")
        for name in ('xlsx_file', 'xlsx_sha256', 'docx_file', 'docx_sha256', 'docx_template_file', 'snapshot_file'):
            self.assertFalse(report.with_env(self.env)[name], name)

    def test_number_and_day_stay_blank_in_the_files(self):
        """They live on the report and on its signed copy."""
        self.report.number = '30/BC-X'
        draft = self.report._render_workbook()
        self.report.number = '31/BC-X'
        self.assertEqual(self.report._render_workbook(), draft)

    def test_document_properties_tell_what_the_workbook_is(self):
        file = io.BytesIO(self.submitted()._render_workbook())
        found = digest.properties_of(file)
        self.assertEqual(found.pop('cchc_digest'), digest.digest_of(file))
        self.assertEqual(found, {
            'cchc_template': 'cchc-report-2', 'cchc_agency': self.plan.company_id.name, 'cchc_unit': '',
            'cchc_period': '2024-Q1', 'cchc_version': '1', 'cchc_plan_issued': '2024-01-02'})
