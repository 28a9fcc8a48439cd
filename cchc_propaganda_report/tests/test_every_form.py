# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.cchc_propaganda.tests.screen.forms import FormsCase

from .common import ReportCommon


@tagged('post_install', '-at_install')
class TestEveryReportForm(ReportCommon, FormsCase):
    """Whoever may create a report can type it into its form, and opens it again."""
    addon = 'cchc_propaganda_report'
    typed_within = {
        'cchc.report.recipient': 'cchc.report', 'cchc.scoring.criterion': 'cchc.scoring.scheme',
        'cchc.scoring.threshold': 'cchc.scoring.scheme'}

    def test_every_model_is_typed(self):
        self.check_every_model_is_typed()

    def test_every_form_as_every_role(self):
        self.check_every_form()

    def _views(self, name):
        """The differences of a submitted report are only read."""
        return super()._views(name) - self.env.ref('cchc_propaganda_report.cchc_report_view_form_differences') \
            if name == 'cchc.report' else super()._views(name)

    def type_cchc_report(self, form, login):
        form.level = 'agency'
        form.period_type = 'quarter'
        form.year = 2024
        form.period_number = 1
        form.plan_id = self.as_(self.plan_in('published'), login)
        with form.recipient_ids.new() as recipient:
            recipient.name = "Home Affairs"

    def type_cchc_report_regime(self, form, login):
        form.name = "Half-year report to Home Affairs"
        form.level = 'agency'
        form.recipient = "Home Affairs"
        form.period_type = 'half'
        form.period_number = 1
        form.window = 'cut_off'
        form.cut_off_day = 14
        form.due_day = 20
        form.due_month_offset = 0
        form.lock_days = 10
        form.subject_ids.add(self.env.ref('cchc_propaganda.subject_digital'))
        form.source_note = "Letter of the parent body"

    def type_cchc_inspection(self, form, login):
        self.users['stranger'].group_ids = [Command.link(self.env.ref('cchc_propaganda_report.group_inspector').id)]
        form.user_id = self.users['stranger']
        form.date_start = '2024-01-01'
        form.date_end = '2024-03-31'
        form.date_until = '2024-04-30'
        form.basis = "Decision 15"

    def open_cchc_report_nudge_view_form(self, login):
        report = self.unit_report(self.plan_in('published'), regime_id=self.regime('month').id)
        return self.model('cchc.report.nudge', login, active_model='cchc.report', active_ids=report.ids)

    def type_cchc_report_nudge(self, form, login):
        self.assertIn("Please send the report of month 3 of 2024, due 05/04/2024:", form.text)

    def type_cchc_report_agency_nudge(self, form, login):
        form.part = 'h1'
        self.assertFalse(form.line_ids)     # no agency reports to this one

    def type_cchc_report_intake_wizard(self, form, login):
        form.file = base64.b64encode(b'no workbook')
        self.assertEqual(form.problem, "The file is no workbook (.xlsx).")

    def after_cchc_report_nudge(self, nudge):
        nudge.action_remind()

    def type_cchc_scoring_scheme(self, form, login):
        form.name = "Index of communes"
        form.year = 2025
        form.level = 'commune'
        form.source_note = "Decision of the province"
        for values in ({'rule': 'plan', 'due_month': 3, 'due_day': 31}, {'rule': 'completion', 'count_late': False},
                       {'rule': 'forms', 'with_social': True, 'least_forms': 1}, {'rule': 'hand'}):
            with form.criterion_ids.new() as row:
                row.name = "Criterion"
                for name, value in values.items():
                    row[name] = value
                row.max_score = 0.5
                if values['rule'] == 'completion':
                    with row.threshold_ids.new() as threshold:
                        threshold.percent = 90
                        threshold.award = 'points'
                        threshold.points = 0.25

    def after_cchc_scoring_scheme(self, scheme):
        scheme.action_use()
        self.assertEqual((scheme.active, scheme.max_score), (True, 2))

    def type_cchc_scoring(self, form, login):
        scheme = self.env['cchc.scoring.scheme'].create({
            'name': "Index", 'year': 2024, 'level': 'department', 'company_id': self.company.id,
            'criterion_ids': [Command.create({'name': "Plan", 'rule': 'plan', 'max_score': 1})]})
        scheme.active = True
        form.year = 2024
        self.assertEqual(form.scheme_id, scheme)
        form.date_deadline = '2025-01-15'

    def after_cchc_scoring(self, pack):
        self.assertEqual((pack.name, pack.line_ids.score), ("Self-scoring of 2024", 0))
