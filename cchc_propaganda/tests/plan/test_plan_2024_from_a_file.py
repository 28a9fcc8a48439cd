# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .plan_import import HEADER, PlanImportCase, word_file


@tagged('post_install', '-at_install')
class TestPlan2024FromAFile(PlanImportCase):
    """The demonstration's plan, written to a Word file and read from it again, gives out the same assignments."""

    def test_the_same_twenty_assignments(self):
        plan = self.load_plan_2024()
        company, user = plan.company_id, self.env.ref('cchc_propaganda.user_vanphong')
        rows = [HEADER]
        for topic in plan.topic_ids.filtered('code'):
            dashes = [f'- {child.name}' for child in topic.child_ids if not child.code]
            rows.append([topic.code, '\n'.join(filter(None, [topic.name, *dashes])), topic.lead_text,
                         topic.coordinator_text, topic.time_text])
            turns = topic.obligation_ids[:1].rotation_ids.filtered('time_text')
            rows += [['', turn.name, turn.lead_text, '', turn.time_text] for turn in turns]
        plan.with_context(active_test=False).unlink()
        wizard = self.env['cchc.plan.import'].with_user(user).with_company(company).create(
            {'file': word_file(rows), 'filename': 'ke-hoach.docx', 'company_id': company.id})
        wizard.action_preview()
        self.assertEqual(wizard.year, 2024)
        self.assertFalse(wizard.doubtful_line_ids, wizard.doubtful_line_ids.mapped('warning'))
        self.assertEqual(wizard.assignment_preview['total'], 20)
        again = self.env['cchc.plan'].browse(wizard.action_import()['res_id'])
        expected = self._expected(self.load_plan_2024())
        self.assertEqual(len(expected), 20)
        self.assertEqual(self._expected(again), expected)

    def _expected(self, plan):
        """What issuing the plan gives out: ``[(row, channel, period, unit, deadline)]``."""
        return sorted((one.topic_id.code, one._met_by().name, owed.period.key, unit, str(owed.deadline))
                      for one in plan.topic_ids.obligation_ids for owed, units in one._owed() for unit in units)
