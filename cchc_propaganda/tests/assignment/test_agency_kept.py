# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestAgencyKept(CchcCommon):
    """A unit or channel never changes its agency: what it owes would belong to two."""

    def test_units_and_channels_stay_with_their_agency(self):
        self.plan_in()
        plain = self.env['hr.department'].create({'name': "Of another app", 'company_id': self.company.id})
        for record in (self.units['press'], self.units['union'], self.channels['portal'], self.channels['closed']):
            for company in (self.other_company.id, False):
                with self.subTest(record=record.name, company=company):
                    self.assertRefused(f"“{record.name}” stays with “Department of the Province”",
                                       record.write, {'company_id': company, 'name': "Moved"})
            self.assertAllowed(record.write, {'company_id': self.company.id})
        self.assertRefused("stays with", (plain | self.units['press']).write, {
            'company_id': self.other_company.id, 'cchc_kind': False})
        plain.company_id = self.other_company
        self.assertEqual(plain.company_id, self.other_company, "departments of other apps move as before")

    def test_unit_that_owes_stays_whatever_its_kind(self):
        self.plan_in()
        self.units['press'].cchc_kind = False
        self.assertRefused("stays with", self.units['press'].write, {'company_id': self.other_company.id})
