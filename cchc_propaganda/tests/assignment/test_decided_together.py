# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestDecidedTogether(CchcCommon):
    """One decision about several assignments, from the list."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')
        self.march = self.assignment(self.plan, '2024-M03')

    def decide(self, assignments, login, step, **values):
        wizard = self.model(
            'cchc.reason.wizard', login, active_model='cchc.assignment', active_ids=assignments.ids, default_step=step)
        wizard.create({'reason': "Decided together", **values}).action_confirm()

    def test_several_assignments_are_decided_at_once(self):
        assignments = self.march | self.assignment(self.plan, '2024-M04')
        for step, values in (('exempt', {}), ('waive', {}), ('postpone', {'date': '2024-05-10'}),
                             ('reassign', {'department_id': self.units['digital'].id})):
            with self.subTest(step=step):
                self.assertAllowed(self.decide, assignments, 'office', step, **values)
                self.assertTrue(self.refusal(self.decide, assignments, 'head', step, **values))
        self.at('2024-03-26')
        self.assertAllowed(self.decide, assignments, 'head', 'explain')
        self.assertTrue(self.refusal(self.decide, assignments, 'other_head', 'explain'))
        self.decide(assignments, 'office', 'exempt')
        self.assertEqual(assignments.mapped('state'), ['exempt', 'exempt'])

    def test_one_assignment_of_another_right_stops_them_all(self):
        """Only the director decides about the Office's own assignment (DESIGN §5)."""
        own = self.assignment(self.plan_in('published', leads=('office',), number='9/KH-X'), '2024-M03', unit='office')
        self.assertRefused("up to the director", self.decide, self.march | own, 'office', 'exempt')
        self.assertEqual((self.march | own).mapped('state'), ['open', 'open'])
