# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from odoo.addons.cchc_propaganda.tests.common import CchcMixin

REPORTS = '/odoo/action-cchc_propaganda_report.cchc_report_action'


@tagged('post_install', '-at_install')
class TestReportTour(CchcMixin, HttpCase):
    """The stories of a report in the browser, as the people who write, accept, approve and send it."""

    def test_the_director_looks_at_the_year(self):
        self.plan_in('published', issued='2024-03-01')     # January and February are not counted
        self.start_tour('/odoo/action-cchc_propaganda.cchc_dashboard_action', 'cchc_overview', login='test.director')

    def test_from_the_units_to_the_sent_report(self):
        plan = self.plan_in('published', coordinators=())
        self.at('2024-04-03')
        units = self.model('cchc.report', 'office').create([{
            'period_key': '2024-M03', 'plan_id': plan.id, 'level': 'department', 'department_id': self.units[unit].id,
        } for unit in ('press', 'digital')])
        press, digital = units.with_env(self.env)
        self.start_tour(f'{REPORTS}/{press.id}', 'cchc_head_sends_report', login='test.head')
        self.assertEqual(press.state, 'submitted')
        self.assertIn("The unit met none of 01 assignments.", press.narrative_result)
        self.assertIn("It told the communes, too.", press.narrative_result)
        self.assertTrue(press.xlsx_sha256)

        self.start_tour(f'{REPORTS}/{digital.id}', 'cchc_nothing_to_report', login='test.other_head')
        self.assertEqual(digital.state, 'submitted')

        self.start_tour(REPORTS, 'cchc_office_writes_report', login='test.office')
        report = self.env['cchc.report'].search([('level', '=', 'agency')])
        self.assertEqual((report.period_key, report.state), ('2024-Q1', 'submitted'))
        self.assertEqual(set((press | digital).mapped('state')), {'approved'})
        self.assertIn("It told the communes, too.", report.narrative_result)
        self.assertNotIn("Press</span>", report._printed_narrative()['result'])

        self.browser_size, self.touch_enabled = '390x844', True
        self.start_tour(f'{REPORTS}/{report.id}', 'cchc_director_approves_report', login='test.director')
        self.assertEqual(report.state, 'approved')

        self.browser_size, self.touch_enabled = '1366x768', False
        self.start_tour(f'{REPORTS}/{report.id}', 'cchc_office_sends_report', login='test.office')
        self.assertEqual((report.state, report.number, str(report.date_sent)),
                         ('published', '30/BC-TEST', '2024-04-03'))
