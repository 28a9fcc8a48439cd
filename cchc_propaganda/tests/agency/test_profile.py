# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestProfile(CchcCommon):
    """A new agency begins with the units, channels and periods of its kind; nothing is made twice or changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency = cls.env['res.company'].create({'name': "UBND phường Sông Xanh"})
        for role in ('admin', 'office', 'editor', 'director', 'contributor'):
            cls.users[f'new_{role}'] = new_test_user(
                cls.env, f'test.new_{role}', f'cchc_propaganda.group_{role}', lang='en_US', company_id=cls.agency.id)

    def apply(self, profile='commune', by='new_admin'):
        return self.as_(self.agency, by).action_apply_profile(profile)

    def own_units(self):
        return self.env['hr.department'].with_context(active_test=False).search([('company_id', '=', self.agency.id)])

    def own_channels(self):
        return self.env['cchc.channel'].with_context(active_test=False).search([('company_id', '=', self.agency.id)])

    def test_ward_begins_with_its_units_and_their_kinds(self):
        self.apply()
        self.assertEqual(
            {(unit.name, unit.cchc_kind) for unit in self.own_units()}, {
                ("Thường trực UBND", 'leadership'), ("Văn phòng HĐND và UBND", 'division'),
                ("Phòng Kinh tế, Hạ tầng và Đô thị", 'division'), ("Phòng Văn hóa – Xã hội", 'division'),
                ("Trung tâm Phục vụ hành chính công", 'subordinate')})
        self.assertEqual(self.agency.cchc_office_id.name, "Văn phòng HĐND và UBND")
        self.assertIn("TT Phục vụ HCC", self.own_units().cchc_alias_ids.mapped('name'))

    def test_commune_has_the_division_that_communes_have(self):
        self.agency.name = "UBND xã Đồng Xanh"
        self.apply()
        self.assertIn("Phòng Kinh tế", self.own_units().mapped('name'))

    def test_department_begins_with_its_own(self):
        self.apply('department')
        board = self.own_units().filtered(lambda unit: unit.cchc_kind == 'board')
        self.assertEqual(board.mapped('name'), ["Ban Biên tập"])
        self.assertEqual(self.agency.cchc_office_id.name, "Văn phòng")

    def test_again_it_makes_and_changes_nothing(self):
        self.apply()
        office = self.agency.cchc_office_id = self.own_units().filtered(lambda unit: unit.name.startswith("Phòng Văn"))
        self.own_units()[0].active = False
        renamed = self.own_units().filtered(lambda unit: unit.name.startswith("Trung tâm"))
        renamed.name = "Trung tâm HCC của phường"      # its other names tell that it is the same
        before = self.own_units().read(['name', 'cchc_kind', 'active', 'cchc_alias_ids'])
        self.apply(by='new_office')
        self.assertEqual(self.own_units().read(['name', 'cchc_kind', 'active', 'cchc_alias_ids']), before)
        self.assertEqual(self.agency.cchc_office_id, office)

    def test_unit_that_is_there_under_another_name_is_not_made_again(self):
        there = self.env['hr.department'].create({'name': "văn phòng", 'company_id': self.agency.id})
        self.apply()
        self.assertEqual(len(self.own_units()), 5)
        self.assertEqual(self.agency.cchc_office_id, there)
        self.assertEqual(there.cchc_kind, 'division', "it had no kind yet")

    def test_no_person_plan_or_record_is_made(self):
        names = ('res.users', 'res.partner', 'hr.employee', 'cchc.plan', 'cchc.topic', 'cchc.article')
        before = {name: self.env[name].search_count([]) for name in names}
        self.apply()
        self.as_(self.agency, 'new_admin').action_suggest_channels()
        self.assertEqual({name: self.env[name].search_count([]) for name in names}, before)

    def test_channels_are_proposed_with_the_board_and_once(self):
        self.apply()
        self.as_(self.agency, 'new_admin').action_suggest_channels()
        self.assertEqual(
            {(channel.name, channel.is_internal, channel.kind) for channel in self.own_channels()}, {
                ("Trang TTĐT phường", True, 'website'), ("Đài truyền thanh phường", True, 'broadcast'),
                ("Chuyên trang CCHC tỉnh", False, 'website')})
        self.assertEqual(self.own_channels().member_ids, self.users['new_editor'])
        own = self.own_channels().filtered('is_internal')[0]
        own.write({'name': "Trang của phường", 'member_ids': self.users['new_office'].ids})
        second = new_test_user(
            self.env, 'test.second_editor', 'cchc_propaganda.group_editor', company_id=self.agency.id)
        self.as_(self.agency, 'new_office').action_suggest_channels()
        self.assertEqual(len(self.own_channels()), 3)
        self.assertEqual(own.member_ids, self.users['new_office'])
        self.assertNotIn(second, self.own_channels().member_ids, "who is entered is left as it is")

    def test_channels_without_anybody_get_the_board_when_there_is_one(self):
        self.apply()
        self.users['new_editor'].active = False
        self.as_(self.agency, 'new_admin').action_suggest_channels()
        self.assertFalse(self.own_channels().member_ids)
        self.users['new_editor'].active = True
        self.as_(self.agency, 'new_admin').action_suggest_channels()
        self.assertEqual(len(self.own_channels()), 3)
        self.assertEqual(self.own_channels().mapped('member_ids'), self.users['new_editor'])

    def test_periods_are_proposed_for_an_obligation(self):
        for profile, expected in (
                (False, ('quarter', 25)), ('department', ('quarter', 20)), ('commune', ('month', 25))):
            self.agency.cchc_profile = profile
            plan = self.model('cchc.plan', 'new_office').create({'name': "Plan", 'year': 2024})
            obligation = self.model('cchc.obligation', 'new_office').default_get(['frequency', 'due_day'])
            with self.subTest(profile=profile):
                self.assertEqual((obligation['frequency'], obligation['due_day']), expected)
                self.assertTrue(plan)

    def test_who_sets_up_nothing_is_refused(self):
        for login in ('new_editor', 'new_director', 'new_contributor'):
            self.assertRefused("administrator of the agency or the Office", self.apply, by=login)
            self.assertRefused("administrator of the agency or the Office",
                               self.as_(self.agency, login).action_suggest_channels)
        self.assertRefused("another agency", self.apply, by='admin')
        self.assertRefused("Choose the kind", self.apply, 'ministry')
        self.assertRefused(
            "Choose the kind of agency first", self.as_(self.agency, 'new_admin').action_suggest_channels)
        with self.assertRaises(AccessError):
            self.as_(self.agency, 'new_admin').write({'cchc_profile': 'commune'})
