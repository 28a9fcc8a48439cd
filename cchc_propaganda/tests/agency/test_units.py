# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import runpy

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import file_path

from ..common import CchcCommon

VIEW = 'cchc_propaganda.cchc_department_wizard_view_form'


@tagged('post_install', '-at_install')
class TestUnits(CchcCommon):
    """The administrator makes, names and archives units in a dialog, without rights on employees."""

    def dialog(self, login='admin', unit=None, **values):
        unit = self.units[unit].id if unit else False
        return self.model('cchc.department.wizard', login, default_department_id=unit).create(values)

    def unit(self, name):
        return self.env['hr.department'].with_context(active_test=False).search([('name', '=', name)])

    def test_administrator_types_a_unit(self):
        form = Form(self.model('cchc.department.wizard', 'admin', default_department_id=False), VIEW)
        form.name = "  Phòng  Cải cách hành chính. "
        form.cchc_kind = 'division'
        form.manager_id = self.env['hr.employee.public'].browse(self.employees['author'].id)
        form.alias_names = "CCHC\n"
        form.cchc_member_ids.add(self.users['stranger'])
        self.assertIn("does not have the role", form.head_note)
        form.save().action_save()
        unit = self.unit("Phòng Cải cách hành chính")
        self.assertEqual((unit.company_id, unit.cchc_kind, unit.manager_id, unit.cchc_member_ids), (
            self.company, 'division', self.employees['author'], self.users['stranger']))
        self.assertEqual(unit.cchc_alias_ids.mapped('name'), ["CCHC"])

    def test_nothing_that_a_client_keeps_or_sends_gets_into_a_unit(self):
        self.env['ir.default'].with_user(self.users['admin']).set(
            'hr.department', 'parent_id', self.units['press'].id, user_id=True)
        dialog = self.dialog(name="New", cchc_kind='division').with_context(
            default_parent_id=self.units['office'].id, default_company_id=self.other_company.id,
            default_member_ids=[(4, self.employees['office'].id)])
        dialog.action_save()
        unit = self.unit("New")
        self.assertEqual((unit.company_id, unit.parent_id.id, unit.member_ids.ids), (self.company, False, []))

    def test_only_the_administrator_makes_names_and_archives(self):
        for dialog, button in (
                (self.dialog('office', name="New", cchc_kind='division'), 'action_save'),
                (self.dialog('office', 'union', name="Other"), 'action_save'),
                (self.dialog('office', 'union'), 'action_archive_unit')):
            self.assertRefused("Only the administrator", getattr(dialog, button))
        for login in ('author', 'head', 'editor', 'director'):
            self.assertRefused("not allowed", self.dialog, login, name="New")

    def test_unit_is_renamed_in_every_language_of_the_agency(self):
        self.env['res.lang']._activate_lang('vi_VN')
        self.company.partner_id.lang = 'vi_VN'
        self.units['union'].with_context(lang='vi_VN').name = "Công đoàn"
        dialog = self.dialog('admin', 'union').with_context(lang='vi_VN')
        dialog.name = "Công đoàn cơ sở"
        dialog.action_save()
        for lang in ('en_US', 'vi_VN'):
            self.assertEqual(self.units['union'].with_context(lang=lang).name, "Công đoàn cơ sở")

    def test_two_units_of_one_name_are_refused(self):
        for name, words in (("PRESS.", "a unit of the agency already"), ("", "Enter the name"), ("\u200b", "Enter")):
            self.assertRefused(words, self.dialog(name=name, cchc_kind='division').action_save)
        self.assertRefused("Choose the kind", self.dialog(name="New").action_save)
        self.units['union'].active = False
        self.assertRefused("archived unit", self.dialog(name="Union", cchc_kind='union').action_save)

    def test_unit_is_archived_and_brought_back(self):
        self.dialog('admin', 'union').action_archive_unit()
        self.assertFalse(self.units['union'].active)
        self.dialog('admin', 'union').action_unarchive_unit()
        self.assertTrue(self.units['union'].active)

    def test_unit_of_another_agency_is_nobody_s(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        with self.subTest("a client that names it"):
            self.assertRefused("another agency", lambda: self.model(
                'cchc.department.wizard', 'admin').create({'department_id': theirs.id}).action_archive_unit())
        self.assertTrue(theirs.active)

    def test_head_and_successors_are_of_the_agency(self):
        """A client may send the id of any; whose it is, is not told."""
        boss = self.env['hr.employee'].create({'name': "Their boss", 'company_id': self.other_company.id})
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        for values in ({'manager_id': boss.id}, {'cchc_successor_ids': [Command.set(theirs.ids)]}):
            said = self.refusal(self.dialog, 'office', 'union', **values)
            self.assertRegex(said, "belongs to another agency. Choose again")
            self.assertNotIn("Their", said)

    def test_draft_plan_that_names_a_unit_is_named_only_to_its_readers(self):
        self.plan_in('draft', name="Secret plan", leads=('union',))
        said = self.refusal(self.dialog('admin', 'union').action_archive_unit)
        self.assertIn("a plan that the Office has not issued yet names it", said)
        self.assertNotIn("Secret", said)
        self.assertNotIn("Secret", str(self.as_(self.company, 'admin').cchc_first_steps()))
        self.users['admin'].group_ids = [Command.link(self.env.ref('cchc_propaganda.group_office').id)]
        self.assertRefused("the plan “Secret plan”", self.dialog('admin', 'union').action_archive_unit)

    def test_actions_with_new_names_are_still_those_that_were_bookmarked(self):
        names = runpy.run_path(file_path('cchc_propaganda/migrations/19.0.1.2.0/pre-people.py'))
        for old, new in names['NEW_NAMES'].items():
            action = self.env.ref(f'cchc_propaganda.{new}')
            data = self.env['ir.model.data'].search([('module', '=', 'cchc_propaganda'), ('name', '=', new)])
            data.name = old
            self.env.flush_all()
            names['migrate'](self.env.cr, '19.0.1.1.0')
            self.env.invalidate_all()
            self.assertEqual((data.name, data.res_id), (new, action.id))
