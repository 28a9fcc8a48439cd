# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from ..common import CchcMixin


@tagged('post_install', '-at_install')
class TestReorganisationTour(CchcMixin, HttpCase):
    """A merger of two units in the browser: typed, looked at, decided, carried out."""

    def test_the_office_merges_two_units(self):
        plan = self.plan_in('published', {})
        self.at('2024-02-10')
        draft = self.article_in('draft')
        self.at('2024-03-26')
        self.refresh(plan)
        self.start_tour('/odoo/action-cchc_propaganda.cchc_reorganisation_action', 'cchc_merge_units',
                        login='test.office')
        merger = self.env['cchc.reorganisation'].search([('company_id', '=', self.company.id)])
        new = merger.new_department_id
        self.assertEqual((merger.state, new.name, new.manager_id), ('done', "Media and data", self.employees['head']))
        self.assertEqual(draft.department_id, new)
        self.assertEqual(self.assignment(plan, '2024-M04').department_id, new)
        waived = merger.line_ids.filtered(lambda line: line.choice == 'waive')
        self.assertEqual(plan.assignment_ids.filtered(lambda one: one.state == 'waived').mapped(
            lambda one: f'overdue,{one.id}'), waived.mapped('key'))
        self.assertEqual(len(waived), 1)
