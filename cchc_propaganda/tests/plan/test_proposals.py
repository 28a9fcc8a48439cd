# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import Form, tagged

from .plan_rows import PLAN_FORM, PlanRowsCase


@tagged('post_install', '-at_install')
class TestProposals(PlanRowsCase):
    """What a form proposes while it is typed into; whoever types may change it."""

    def test_the_number_after_the_last_one_is_proposed_on_the_day_of_issue(self):
        self.company.cchc_symbol = 'SNV'
        plan = self.plan_in('approved')
        with Form(self.as_(plan, 'office'), PLAN_FORM) as form:
            form.date_issued = '2024-03-01'
            self.assertEqual(form.number, '1/KH-SNV')
            form.number = '7/KH-SNV'
        other = self.plan_in('approved')
        with Form(self.as_(other, 'office'), PLAN_FORM) as form:
            form.date_issued = '2024-03-02'
        self.assertEqual(other.number, '8/KH-SNV')

    def test_the_code_of_a_channel_is_proposed(self):
        for name, code in (("Cổng TTĐT Sở", 'cong-ttdt-so'), ("Cổng TTĐT Sở.", 'cong-ttdt-so-2')):
            form = Form(self.model('cchc.channel', 'office'), 'cchc_propaganda.cchc_channel_view_form')
            form.name = name
            self.assertEqual(form.code, code)
            form.save()
