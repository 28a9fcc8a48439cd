# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.cchc_propaganda.tests.reorganisation.agencies import BASIS, DAY, AgenciesCase

from ..report.gathering import Gathering
from .common import ReportCommon

DUE = ('assignment_due', 'assignment_unmet')


@tagged('post_install', '-at_install')
class TestReportReorganised(ReportCommon, AgenciesCase):
    """Units or agencies merge in the middle of the year: what a report on the time before says stays the same, and the
    time after is that of the successor."""

    def refreshed(self, plan, key, **values):
        """Return the report as the Office of the plan's agency makes it today."""
        report = self.model('cchc.report', 'office', allowed_company_ids=plan.company_id.ids).create(
            {'plan_id': plan.id, 'period_key': key, 'company_id': plan.company_id.id, **values})
        report.action_refresh()
        return report

    def said(self, plan, key, **values):
        """Return the figures of the report, the text of its sections and the units that its files name for the
        assignments of the period, without keeping it."""
        with self.undone():
            report = self.refreshed(plan, key, **values)
            said = {figure.name: figure.value_text for figure in report.figure_ids}
            lines = Gathering(report).lines.values()
            return (said, report.narrative_result, report.narrative_assessment, sorted(
                (line.id, line.unit, line.deadline) for line in lines if line.deadline <= report.date_end))

    def test_units_merge_in_the_middle_of_a_quarter(self):
        plan = self.plan_in('published', {}, {
            'channel_id': self.channels['page'].id, 'frequency': 'quarter', 'due_day': 20}, leads=('press', 'digital'))
        self.at('2024-06-10')
        self.post(self.article_in('approved', assignments=[self.assignment(plan, '2024-M06')]))
        self.at('2024-08-10')
        self.refresh(plan)
        second = {unit: self.said(plan, '2024-Q2', level='department', department_id=self.units[unit].id)
                  for unit in ('press', 'digital')}
        whole = self.said(plan, '2024-Q2')
        merger = self.model('cchc.reorganisation', 'office').create({
            'kind': 'merge', 'date': '2024-08-10', 'basis': BASIS, 'new_name': "Newsroom",
            'old_department_ids': (self.units['press'] | self.units['digital']).ids})
        merger.action_preview()
        merger.line_ids.filtered('asks_person').person_id = self.employees['head'].id
        july = plan.assignment_ids.filtered(lambda one: one.period_key == '2024-M07')
        merger.line_ids.filtered(lambda line: line.key in [f'overdue,{one.id}' for one in july]).choice = 'keep'
        merger.action_apply()
        self.assertEqual(merger.state, 'done')
        newsroom = merger.new_department_id
        self.at('2024-10-03')
        self.refresh(plan)
        with self.subTest("quarter II, made in October, says what it said in August"):
            self.assertEqual(self.said(plan, '2024-Q2'), whole)
            for unit, said in second.items():
                self.assertEqual(
                    self.said(plan, '2024-Q2', level='department', department_id=self.units[unit].id), said, unit)
        with self.subTest("quarter III: July, which stayed with the old units, is in the report of the new one, too"):
            counted = {unit.name: self.number_of(self.refreshed(
                plan, '2024-Q3', level='department', department_id=unit.id), 'assignment_due')
                for unit in (self.units['press'], self.units['digital'], newsroom)}
            self.assertEqual(counted, {"Press": 1, "Digital": 1, "Newsroom": 8})

    def test_one_agency_is_taken_over(self):
        theirs, plan = self.plan_of_successor(), self.plan_with_all_that_can_be_open()
        second = self.said(plan, '2024-Q2')
        merger = self.model('cchc.reorganisation', 'system').create({
            'subject': 'agency', 'kind': 'merge', 'date': DAY, 'basis': BASIS, 'new_company_id': self.new.id,
            'old_company_ids': self.company.ids})
        merger.action_preview()
        merger.action_apply()
        self.assertEqual((merger.state, plan.state), ('done', 'cancelled'))
        self.give_role(self.users['office'], 'office')
        self.give_role(self.users['director'], 'director')
        with self.subTest("quarter II of the old agency says the same, and the successor's people finish it"):
            self.assertEqual(self.said(plan, '2024-Q2'), second)
            report = self.refreshed(plan, '2024-Q2')
            report.action_submit()
            self.as_(report, 'director', allowed_company_ids=self.company.ids).action_approve()
            self.assertEqual(report.state, 'approved')
        with self.subTest("quarter III is the successor's"):
            self.at('2024-10-03')
            self.refresh(theirs)
            third = self.refreshed(theirs, '2024-Q3')
            self.assertEqual([self.number_of(third, code) for code in DUE], [4, 4])
            self.env['cchc.report']._cron_open()
            opened = self.env['cchc.report'].search([('period_key', '=', '2024-Q3'), ('level', '=', 'agency')])
            self.assertEqual(opened.company_id, self.new)
