# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import ReportCommon


@tagged('post_install', '-at_install')
class TestPlanCheck(ReportCommon):
    """The check of a plan knows when the reports close: the ministry's quarter ends on the 14th (decree 09/2019)."""

    def setUp(self):
        super().setUp()
        self.model('cchc.report.regime', 'admin').sudo().search([]).active = False

    def rule(self, **values):
        return self.env['cchc.report.regime'].create({
            'name': "Quarter", 'company_id': self.company.id, 'level': 'agency', 'period_type': 'quarter',
            'due_day': 20, 'due_month_offset': 0, 'window': 'cut_off', 'cut_off_day': 14, **values})

    def told(self, plan):
        plan.invalidate_recordset(['findings'])
        return [found['text'] for found in plan.findings['list'] if "data of the report" in found['text']]

    def test_a_deadline_after_the_report_closes_is_told_with_the_report(self):
        plan = self.plan_in('draft', {'frequency': 'quarter', 'due_day': 20})
        self.assertEqual(self.told(plan), [], "no rule closes before it")
        self.rule()
        self.assertEqual(self.told(plan), [
            "20/03/2024 (report of quarter I of 2024: data up to 14/03/2024); "
            "20/06/2024 (report of quarter II of 2024: data up to 14/06/2024); "
            "20/09/2024 (report of quarter III of 2024: data up to 14/09/2024); "
            "20/12/2024 (report of quarter IV of 2024: data up to 14/12/2024): due after the data of the report are "
            "closed. What is done after that day stands in the next report."])
        self.assertAllowed(self.as_(plan, 'office').action_submit)
        plan.obligation_ids.due_day = 14
        self.assertEqual(self.told(plan), [])

    def test_only_the_last_month_of_the_quarter_comes_too_late(self):
        plan = self.plan_in('draft')    # each month by the 25th
        self.rule()
        [told] = self.told(plan)
        self.assertEqual([day for day in ('25/02', '25/03', '25/04', '25/06') if day in told], ['25/03', '25/06'])

    def test_the_month_after_is_later_than_a_calendar_period(self):
        plan = self.plan_in('draft', {'due_day': 5, 'due_month_offset': 1, 'date_to': '2024-03-31'})
        self.rule(window='calendar')
        self.assertEqual(len(self.told(plan)), 1)
        self.assertIn("05/04/2024 (report of quarter I of 2024: data up to 31/03/2024)", self.told(plan)[0])

    def test_a_rule_about_other_subjects_or_other_units_does_not_need_the_row(self):
        plan = self.plan_in('draft', {'frequency': 'quarter', 'due_day': 20})
        one, other = self.env['cchc.subject'].search([], limit=2)
        plan.topic_ids.subject_ids = one
        rule = self.rule(subject_ids=other.ids)
        self.assertEqual(self.told(plan), [])
        rule.subject_ids = one
        self.assertEqual(len(self.told(plan)), 1)
        rule.write({'level': 'department', 'department_ids': self.units['digital'].ids})
        self.assertEqual(self.told(plan), [])
        rule.department_ids = self.units['press']
        self.assertEqual(len(self.told(plan)), 1)

    def test_a_rule_of_another_agency_says_nothing(self):
        plan = self.plan_in('draft', {'frequency': 'quarter', 'due_day': 20})
        self.rule(company_id=self.other_company.id)
        self.assertEqual(self.told(plan), [])

    def test_the_plan_of_2024_and_the_shipped_rules_agree(self):
        self.env['cchc.report.regime'].with_context(active_test=False).search([
            ('company_id', '=', False), ('window', '=', 'calendar')]).active = True
        self.assertEqual(self.told(self.load_plan_2024()), [])
