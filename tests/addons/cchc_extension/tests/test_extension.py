# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.cchc_propaganda.tests.common import CchcCommon


@tagged('post_install', '-at_install')
class TestExtension(CchcCommon):
    """What a third addon adds by inheriting, without copying a method, works like what was there before."""

    def test_step(self):
        plan = self.plan_in('published', signer_name="The signer")
        self.assertTrue(self.as_(plan, 'office').can_announce)
        self.assertFalse(self.as_(plan, 'author').can_announce)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.as_(plan, 'author').action_announce()
        self.as_(plan, 'office').action_announce()
        self.assertTrue(plan.is_announced)
        self.assertEqual(self.env['cchc.workflow.log'].search([
            ('res_model', '=', 'cchc.plan'), ('res_id', '=', plan.id)], limit=1).step, 'announce')
        self.assertIn('action_announce', Form(self.as_(plan, 'office'))._view['tree'].xpath('//header//@name'))

    def test_finding_of_the_check(self):
        plan = self.plan_in('draft')
        self.assertIn("Nobody signs the plan.", self.as_(plan, 'office').action_check()['params']['message'])
        self.assertRefused("Nobody signs the plan", self.as_(plan, 'office').action_submit)

    def test_values_of_generated_assignments(self):
        plan = self.plan_in('published', signer_name="The signer")
        self.assertEqual(self.assignment(plan, '2024-M03').office_note, "Press: 2024-M03")

    def test_values_of_a_roll_over(self):
        plan = self.plan_in('published', signer_name="The signer")
        action = self.as_(plan, 'office').action_roll_over()
        topics = self.env['cchc.plan'].browse(action['res_id']).topic_ids
        self.assertEqual(set(topics.mapped('expected_output')), {"As in 2024"})

    def test_kind_of_reminder(self):
        plan = self.plan_in('published', signer_name="The signer")
        self.env['cchc.reminder.rule'].search([]).active = False
        self.env['cchc.reminder.rule'].create({
            'name': "Tell everybody", 'kind': 'plan_not_announced', 'days': 1, 'recipient': 'office'})
        self.at('2024-01-10')   # the day after the week that a plan has
        with self.enter_registry_test_mode():
            self.env.ref('cchc_propaganda.ir_cron_reminder_run').method_direct_trigger()
        log = self.env['cchc.reminder.log'].search([('kind', '=', 'plan_not_announced'), ('res_id', '=', plan.id)])
        self.assertEqual(log.user_id, self.users['office'])
        self.assertEqual(log.text, "plan_not_announced · test.office")
        self.assertEqual(log.activity_id.summary, "Announce the plan")

    def test_columns_of_the_workbook_and_lines_of_the_report(self):
        plan = self.plan_in('published', signer_name="The signer")
        assignment = self.assignment(plan, '2024-M03')
        self.as_(assignment, 'head').user_id = self.users['author']
        self.post(self.article_in('approved', assignments=[assignment]))
        self.at('2024-04-02')
        report = self.model('cchc.report', 'office').create({'period_key': '2024-Q1'})
        report.action_refresh()
        self.assertTrue(all(figure.name.endswith(f'({figure.code})') for figure in report.figure_ids))
        book = load_workbook(io.BytesIO(report._render_workbook()))
        cells = {name: [[cell.value for cell in row] for row in book[name].iter_rows()]
                 for name in ('Assignments', 'List of articles')}
        [head] = [row for row in cells['Assignments'] if "Person in charge" in row]
        at = head.index("Person in charge")
        self.assertIn('author', [row[at] for row in cells['Assignments']])
        [head] = [row for row in cells['List of articles'] if "Origin" in row]
        self.assertIn('own', [row[head.index("Origin")] for row in cells['List of articles']])
