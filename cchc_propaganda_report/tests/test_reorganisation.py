# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from .common import ReportCommon


@tagged('post_install', '-at_install')
class TestReorganisedReports(ReportCommon):
    """The units ``press`` and ``digital`` merge on 15/07/2024: June is reported by each of them, July by the new one,
    the days before the merger included."""

    def merge(self, applied='2024-07-15'):
        self.at(applied)
        self.refresh(self.plan)
        merger = self.model('cchc.reorganisation', 'office').create({
            'old_department_ids': [Command.set([self.units[unit].id for unit in ('press', 'digital')])],
            'new_name': "Media and data", 'date': '2024-07-15', 'basis': "Decision 12"})
        merger.action_preview()
        [head] = merger.line_ids.filtered('asks_person')
        head.person_id = self.employees['head'].id
        merger.action_apply()
        return merger.with_env(self.env)

    def reports(self, key):
        return self.env['cchc.report'].search([('level', '=', 'department'), ('period_key', '=', key)])

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', leads=('press', 'digital'))
        with self.on('2024-06-12'):
            self.post(self.article_in('approved'))
        with self.on('2024-07-05'):
            self.post(self.article_in('approved', name="Before the merger"))

    def test_reports_of_both_sides(self):
        with self.on('2024-07-02'):
            self.env['cchc.report']._cron_open()
        self.assertCountEqual(self.reports('2024-M06').department_id.mapped('name'), ["Press", "Digital"])
        merger = self.merge()
        new = merger.new_department_id
        rows = {line.key: line.count for line in merger.line_ids}
        self.assertEqual((rows['report_earlier'], 'report' in rows), (4, False), "May and June of both")
        self.env['cchc.report']._cron_open()
        june = self.reports('2024-M06')
        self.assertEqual(set(june.mapped('state')), {'draft'})
        with self.subTest("the head of the new unit sends the report of the old one"):
            report = self.as_(june.filtered(lambda one: one.department_id == self.units['press']), 'head')
            self.assertIn("Press", report.name)
            report.action_refresh()
            report.action_submit()
            self.assertEqual(report.state, 'submitted')
        with self.on('2024-07-20'):
            self.post(self.article_in('approved', name="After the merger", department_id=new.id, by='office'))
        self.at('2024-08-02')
        self.env['cchc.report']._cron_open()
        july = self.reports('2024-M07')
        self.assertEqual(july.department_id, new)
        july.action_refresh()
        self.assertEqual(self.number_of(july, 'article_posted'), 2)
        self.assertEqual(self.number_of(july, 'article_posted', 'previous'), 1)
        self.assertIn("Media and data", july.name)

    def test_reports_that_were_opened_before_it_was_carried_out_are_replaced(self):
        self.at('2024-08-01')
        self.env['cchc.report']._cron_open()
        merger = self.merge('2024-08-02')
        self.assertEqual(merger.line_ids.filtered(lambda line: line.key == 'report').count, 2)
        self.env['cchc.report']._cron_open()
        self.assertEqual(self.reports('2024-M07').grouped('state')['draft'].department_id, merger.new_department_id)
        self.assertEqual(len(self.reports('2024-M07').grouped('state')['cancelled']), 2)

    def test_rules_name_the_new_unit(self):
        rule = self.env['cchc.report.regime'].create({
            'name': "Weekly", 'company_id': self.company.id, 'department_ids': [Command.set(self.units['press'].ids)],
            'recipient': "Sở Nội vụ"})
        merger = self.merge()
        self.assertEqual(rule.department_ids, merger.new_department_id)
        rename = self.model('cchc.reorganisation', 'office').create({
            'subject': 'recipient', 'kind': 'rename', 'old_names': "Sở Nội vụ", 'new_name': "Sở mới", 'basis': "12"})
        rename.action_preview()
        rename.action_apply()
        self.assertEqual(rule.recipient, "Sở mới")
