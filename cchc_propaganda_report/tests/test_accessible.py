# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from odoo.addons.cchc_propaganda.tests.common import CchcMixin
from odoo.addons.cchc_propaganda.tests.screen.accessible import AccessibleMixin


@tagged('post_install', '-at_install')
class TestAccessible(AccessibleMixin, CchcMixin, HttpCase):

    def test_nothing_of_a_report_keeps_anybody_out(self):
        plan = self.plan_in('published')
        report = self.model('cchc.report', 'office').create({'period_key': '2024-Q1', 'plan_id': plan.id})
        report.action_refresh()
        self.look({}, {'test.office': {
            'report': {'type': 'ir.actions.act_window', 'res_model': 'cchc.report', 'res_id': report.id,
                       'views': [[False, 'form']]},
            'reports': 'cchc_propaganda_report.cchc_report_action'}})
