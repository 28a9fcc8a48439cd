# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from ..common import CchcMixin

PLANS = '/odoo/action-cchc_propaganda.cchc_plan_action'


@tagged('post_install', '-at_install')
class TestTypedPlanTour(CchcMixin, HttpCase):
    """A plan is typed in the browser, by the Office of an agency that has no plan yet, and approved by its director."""

    def test_office_types_a_plan_and_the_director_approves_it(self):
        self.env['hr.department'].create(
            {'name': "Inspectorate", 'cchc_kind': 'division', 'company_id': self.company.id})
        self.start_tour(PLANS, 'cchc_type_plan', login='test.office', timeout=180)
        plan = self.env['cchc.plan'].search([('company_id', '=', self.company.id)])
        self.assertEqual([(row.code, row.level, row.parent_id.code) for row in plan.topic_ids], [
            ('1', 0, False), (False, 1, '1'), ('2', 0, False), ('2.1', 1, '2'), ('2.2', 1, '2')])
        self.assertEqual(plan.topic_ids[1].name, "The first of its parts")
        self.assertEqual(plan.topic_ids[0].coordinator_department_ids.mapped('name'),
                         ["Digital", "Inspectorate", "Office", "Press"])
        self.assertEqual(plan.obligation_ids.sorted('id').mapped('rotation_text'), [
            "Q I Office · Q II Press · Q III Digital · Q IV Inspectorate",
            "M 1–3 Office · M 4–6 Press · M 7–9 Digital · M 10–12 Inspectorate"])
        self.assertEqual((plan.state, plan.expected_assignment_count), ('submitted', 16))
        self.start_tour(f'/odoo/cchc.plan/{plan.id}', 'cchc_approve_plan', login='test.director')
        self.assertEqual(plan.state, 'approved')
