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
        rule = self.env.ref('cchc_propaganda_report.regime_month')
        unit = report.create({
            'period_key': '2024-M02', 'plan_id': plan.id, 'regime_id': rule.id,
            'department_id': self.units['press'].id})
        scheme = self.env.ref('cchc_propaganda_report.scoring_scheme_commune_2022').copy({
            'company_id': self.company.id, 'active': True})
        pack = self.model('cchc.scoring', 'office').create({'year': 2022, 'level': 'commune'})
        nudge = self.env['ir.actions.act_window']._for_xml_id('cchc_propaganda_report.cchc_report_nudge_action')
        self.look({'test.director': {'overview': 'cchc_propaganda_report.cchc_overview_action'}}, {'test.office': {
            'overview': 'cchc_propaganda_report.cchc_overview_action',
            'rules': 'cchc_propaganda_report.cchc_report_regime_action',
            'rule': {'type': 'ir.actions.act_window', 'res_model': rule._name, 'res_id': rule.id,
                     'views': [[False, 'form']]},
            'not sent': 'cchc_propaganda_report.cchc_report_not_sent_action',
            'asking for reports': {**nudge, 'domain': False, 'search_view_id': False, 'context': {
                'active_model': 'cchc.report', 'active_id': unit.id, 'active_ids': unit.ids}},
            'report': {'type': 'ir.actions.act_window', 'res_model': 'cchc.report', 'res_id': report.id,
                       'views': [[False, 'form']]},
            'reports': 'cchc_propaganda_report.cchc_report_action',
            'packs': 'cchc_propaganda_report.cchc_scoring_action',
            **{record._name: {'type': 'ir.actions.act_window', 'res_model': record._name, 'res_id': record.id,
                              'views': [[False, 'form']]} for record in (scheme, pack, pack.gap_ids[:1])}}})
