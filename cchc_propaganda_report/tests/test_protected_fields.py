# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.cchc_propaganda.tests.core.protected_fields import ProtectedFieldsCase

from .common import ReportCommon

SERVER_ONLY = {
    'approved_by_id', 'approved_date', 'content_version', 'cut_off_day', 'date_end', 'date_figures',
    'date_last_step', 'date_lock', 'date_start', 'date_submitted', 'date_unlocked', 'docx_file', 'docx_sha256',
    'docx_template_file', 'figure_ids', 'html_field_history', 'includes_quarter', 'is_returned', 'last_step_by_id',
    'name', 'narrative_source', 'replaces_id', 'return_reason', 'snapshot_file', 'submitted_by_id', 'unlocked_by_id',
    'version', 'xlsx_file', 'xlsx_sha256'}
SETTLED = {
    'company_id', 'department_id', 'level', 'period_key', 'period_number', 'period_type', 'plan_id', 'regime_id',
    'window_from', 'window_to', 'year'}


@tagged('post_install', '-at_install')
class TestProtectedFields(ReportCommon, ProtectedFieldsCase):

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')
        self.plan_in('published', name="Another plan")
        self.report_of(self.plan, '2024-Q2').action_refresh()   # other figures
        self.env['cchc.scoring.scheme'].create([{
            'name': "Index", 'year': year, 'level': 'department', 'company_id': self.company.id,
            'criterion_ids': [Command.create({'name': "Plan", 'rule': 'plan', 'max_score': 1})],
        } for year in (2023, 2024)]).active = True

    def records(self):
        self.users['stranger'].group_ids = [Command.link(self.env.ref('cchc_propaganda_report.group_inspector').id)]
        return {
            'cchc.report': (self.report_of(self.plan).with_env(self.env), 'office'),
            'cchc.inspection': (self.env['cchc.inspection'].create(self.creations()['cchc.inspection']), 'office'),
            'cchc.scoring': (self.env['cchc.scoring'].with_company(self.company).create({'year': 2023}), 'office')}

    def creations(self):
        return {
            'cchc.report': {'period_key': '2024-Q1', 'plan_id': self.plan.id}, 'cchc.scoring': {'year': 2024},
            'cchc.inspection': {
                'user_id': self.users['stranger'].id, 'company_id': self.company.id, 'date_start': '2024-01-01',
                'date_end': '2024-03-31', 'date_until': '2024-04-30'}}

    def test_every_document_is_in_this_test(self):
        self.assertEqual(self.documents('cchc_propaganda_report'), {'cchc.report', 'cchc.inspection', 'cchc.scoring'})

    def test_report(self):
        self.check_protected('cchc.report', SERVER_ONLY, SETTLED)

    def test_pack(self):
        self.check_protected('cchc.scoring', {
            'date_closed', 'date_found', 'date_last_step', 'date_submitted', 'gap_ids', 'last_step_by_id', 'max_score',
            'name', 'score'}, {'company_id', 'level', 'year'})

    def test_inspection(self):
        self.check_protected('cchc.inspection', {
            'answer', 'date_last_step', 'date_request', 'last_step_by_id', 'request'}, {'company_id'})
