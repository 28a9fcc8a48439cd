# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.tests import HttpCase, new_test_user, tagged

from ...tools import accounts

LOGIN = 'officialone'
PEOPLE = '/odoo/action-cchc_propaganda.action_cchc_person'


@tagged('post_install', '-at_install')
class TestPeopleTour(HttpCase):
    """The first day: an administrator types a unit and a person, who then logs in."""

    def test_administrator_starts_an_agency_from_nothing(self):
        agency = self.env['res.company'].create({'name': "An agency on its first day"})
        new_test_user(self.env, 'test.first_admin', 'cchc_propaganda.group_admin', company_id=agency.id,
                      lang='en_US', tz='Asia/Ho_Chi_Minh')
        with patch.object(accounts, 'first_password', lambda choose: LOGIN):    # the login that start_tour logs in with
            self.start_tour(PEOPLE, 'cchc_first_people', login='test.first_admin')
        unit = self.env['hr.department'].search([('company_id', '=', agency.id)])
        user = self.env['res.users'].search([('login', '=', LOGIN)])
        self.assertEqual((unit.name, unit.cchc_kind, unit.manager_id.user_id, user.company_ids), (
            "Office of the agency", 'division', user, agency))
        self.assertTrue(user.has_group('cchc_propaganda.group_unit_head'))
        self.start_tour('/odoo', 'cchc_first_login', login=LOGIN)
