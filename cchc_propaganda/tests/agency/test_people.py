# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, new_test_user, tagged

from ..common import QUIET
from .people import ROLES, PeopleCase

VIEW = 'cchc_propaganda.cchc_person_add_view_form'


@tagged('post_install', '-at_install')
class TestPeople(PeopleCase):
    """The administrator of an agency keeps its people, without rights on accounts, employees or settings."""

    def dialog(self, by='admin', **values):
        return self.model('cchc.person.add', by).create({
            'name': "New Colleague", 'login': 'colleaguen', 'department_id': self.units['press'].id, **values})

    def change(self, login, by='admin', **values):
        """Open the person of ``login`` and save the dialog with these values."""
        dialog = self.model('cchc.person.add', by, default_user_id=self.users[login].id).create({})
        dialog.write(values)
        return dialog.action_add()

    # ------------------------------------------------------------------
    # Adding
    # ------------------------------------------------------------------

    def test_administrator_types_a_person_who_then_logs_in(self):
        form = Form(self.model('cchc.person.add', 'admin'), VIEW)
        form.name = " Cán  Bộ Mới "
        self.assertEqual(form.login, 'moicb', "proposed from the name")
        form.department_id = self.units['union']
        form.job_title = "Head of the union"
        form.is_unit_head = True
        self.assertIn("Becomes the head", form.head_note)
        action = form.save().action_add()
        user = self.account('moicb')
        self.assertEqual((user.name, user.email, user.lang, user.tz, user.notification_type, user.company_ids), (
            "Cán Bộ Mới", False, self.company._cchc_lang(), 'Asia/Ho_Chi_Minh', 'inbox', self.company))
        self.assertEqual(self.roles(user), {'unit_head', 'contributor'})
        employee = self.employees_of(user)
        self.assertEqual((employee.department_id, employee.job_title, employee.company_id), (
            self.units['union'], "Head of the union", self.company))
        self.assertEqual(self.units['union'].manager_id, employee)
        self.assertTrue(self.can_log_in('moicb', self.password_of(action)))
        self.assertFalse(self.can_log_in('moicb', 'wrong'))

    def test_account_has_no_right_but_those_of_its_roles(self):
        for role in ROLES:
            with self.subTest(role=role), self.undone():
                self.dialog(**{f'is_{role}': True}).action_add()
                user = self.account()
                self.assertEqual(self.roles(user), {role, 'contributor'})
                self.assertFalse(self.env['cchc.person']._other_rights(user))
                self.assertTrue(user.has_group('base.group_user'))

    def test_nothing_that_a_client_keeps_or_sends_gets_into_an_account(self):
        """Odoo gives a new account whatever groups the caller's context or kept defaults name."""
        system, portal = self.env.ref('base.group_system'), self.env.ref('base.group_portal')
        self.env['ir.default'].set('res.users', 'group_ids', [Command.link(system.id)], user_id=self.users['admin'].id)
        self.env['ir.default'].set('res.partner', 'comment', "Kept", user_id=self.users['admin'].id)
        dialog = self.dialog().with_context(
            default_group_ids=[Command.link(system.id)], default_company_ids=[Command.link(self.other_company.id)],
            default_company_id=self.other_company.id, default_active=False, default_share=True, default_lang='fr_FR',
            default_partner_id=self.users['director'].partner_id.id, default_notification_type='email',
            default_password='known', default_parent_id=self.users['director'].partner_id.id,
            default_role='group_system', default_department_id=self.units['office'].id, default_action_id=1,
            default_create_employee=True, install_mode=True, active_test=False)
        dialog.action_add()
        user = self.account()
        self.assertEqual((user.group_ids & (system | portal)).ids, [])
        self.assertEqual((user.company_ids, user.company_id, user.active, user.share), (
            self.company, self.company, True, False))
        self.assertEqual((user.notification_type, user.action_id.id, user.partner_id.parent_id.id, user.comment), (
            'inbox', False, False, False))
        self.assertNotEqual(user.partner_id, self.users['director'].partner_id)
        self.assertFalse(self.can_log_in('colleaguen', 'known'))
        self.assertEqual(self.employees_of(user).mapped('department_id'), self.units['press'])
        self.assertEqual(len(self.employees_of(user)), 1)

    def test_login_is_taken_once_whatever_its_spelling(self):
        self.dialog(login=" ColleagueN ").action_add()
        self.assertTrue(self.account('colleaguen'))
        for login, words in (('colleaguen', "login of “New Colleague”.*colleaguen2"), ('văn', "small letters"),
                             ('TEST.AUTHOR', "login of “author”"), ('test%', "small letters"), ('an', "3 to 64")):
            with self.subTest(login=login):
                self.assertRefused(words, self.dialog(login=login).action_add)
        self.assertAllowed(self.dialog(login='test_author').action_add)

    def test_login_of_another_agency_is_taken_and_nothing_more_is_told(self):
        refusal = self.refusal(self.dialog(login='test.outsider').action_add)
        self.assertIn("This login is taken", refusal)
        self.assertNotIn('outsider”', refusal)
        self.users['outsider'].active = False
        dialog = self.dialog(login='test.outsider')
        self.assertFalse(dialog.known_user_id)
        self.assertRefused("No archived account of this agency", dialog.action_take_back)

    def test_archived_account_of_the_same_login_is_offered_again(self):
        """Without the roles of then, with what the dialog says now."""
        user = self.users['editor']
        self.employees['editor'].active = False
        user.active = False
        dialog = self.dialog(name="Editor Again", login='Test.Editor', is_office=True)
        self.assertEqual(dialog.known_user_id, user)
        self.assertRefused("Is it the same person", dialog.action_add)
        password = self.password_of(dialog.action_take_back())
        self.assertEqual((user.active, user.name, self.roles(user)), (True, "Editor Again", {'office', 'contributor'}))
        self.assertEqual((self.employees['editor'].active, self.employees['editor'].department_id), (
            True, self.units['press']))
        self.assertEqual(len(self.employees_of(user)), 1)
        self.assertTrue(self.can_log_in('test.editor', password))
        self.assertEqual(self.log(user).mapped('step'), ['person_back', 'person_change', 'person_move', 'role_grant',
                                                        'password'])

    def test_archived_account_with_other_rights_is_not_opened(self):
        self.users['editor'].write({'active': False, 'group_ids': [Command.link(self.env.ref('base.group_system').id)]})
        self.assertRefused("rights outside this application", self.dialog(login='test.editor').action_take_back)

    def test_what_is_missing_is_said_at_once(self):
        refusal = self.refusal(self.dialog(name="\u200b", login='x', email='x', department_id=False,
                                           first_login='invitation').action_add)
        for words in ("full name", "3 to 64", "no e-mail address", "Choose the unit", "An invitation needs"):
            self.assertIn(words, refusal)
        self.assertAllowed(self.dialog(department_id=False, is_director=True).action_add)

    def test_unit_of_another_agency_is_refused(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        self.assertRefused("another agency. Choose again", self.dialog, department_id=theirs.id)
        self.units['union'].active = False
        self.assertRefused(
            "Choose a unit of this agency", self.dialog(department_id=self.units['union'].id).action_add)

    def test_invitation_takes_the_place_of_a_password(self):
        """Where mail can leave; the person chooses the password, and nobody else ever knows it."""
        invited = []
        with (patch.object(type(self.env['res.company']), '_cchc_refusal_to_mail', lambda company: ''),
              patch.object(type(self.env['res.users']), 'action_reset_password',
                             lambda users: invited.append(users), create=True)):
            dialog = self.dialog(email='new@example.com', first_login='invitation')
            self.assertTrue(dialog.can_invite)
            self.assertEqual(dialog.action_add()['tag'], 'soft_reload')
        self.assertEqual(invited, [self.account()])
        self.assertEqual(invited[0].env.context.get('create_user'), 1)
        self.assertEqual(self.log(self.account()).mapped('step'), ['person_add', 'invite'])

    def test_employee_who_has_no_account_yet_gets_one(self):
        """An agency that keeps its staff in Odoo already has the employee."""
        employee = self.env['hr.employee'].create({
            'name': "New Colleague", 'department_id': self.units['press'].id, 'company_id': self.company.id})
        self.dialog().action_add()
        self.assertEqual(employee.user_id, self.account())

    # ------------------------------------------------------------------
    # Who may, and on whom
    # ------------------------------------------------------------------

    def test_every_role_tries_every_action(self):
        person = self.env['cchc.person'].browse(self.users['author'].id)
        for login in self.users:
            if login in ('admin', 'second_admin', 'outsider'):
                continue
            with self.subTest(login=login):
                self.assertRefused("not allowed", self.dialog, login)
                self.assertRefused("administrator|not allowed", self.as_(person, login).action_new_password)
        for login in ('office', 'director'):
            self.assertRefused("Only the administrator", self.as_(person, login).action_new_password)
        dialog = self.dialog()
        for login in ('office', 'author', 'outsider'):
            self.assertTrue(self.refusal(self.as_(dialog, login).action_add))

    def test_nobody_changes_their_own_roles(self):
        for values in ({'is_director': True}, {'is_admin': False}, {'name': "Other"},
                       {'department_id': self.units['press'].id}):
            self.assertRefused("Nobody changes their own", self.change, 'admin', **values)
        me = self.env['cchc.person'].browse(self.users['admin'].id)
        self.assertRefused("Nobody changes their own", self.as_(me, 'admin').action_new_password)
        self.assertAllowed(self.change, 'admin', by='second_admin', is_admin=False,
                           department_id=self.units['press'].id)

    def test_account_with_other_rights_is_out_of_reach(self):
        """Whoever gave it a password would have those rights."""
        for group in ('base.group_system', 'base.group_erp_manager', 'hr.group_hr_user', 'base.group_partner_manager'):
            self.users['author'].group_ids = [Command.link(self.env.ref(group).id)]
            person = self.env['cchc.person'].browse(self.users['author'].id)
            with self.subTest(group=group):
                self.assertRefused("rights outside", self.change, 'author', is_editor=True)
                self.assertRefused("rights outside", self.as_(person, 'admin').action_new_password)
            self.users['author'].group_ids = [Command.unlink(self.env.ref(group).id)]
        self.assertAllowed(self.change, 'author', is_editor=True)

    def test_account_of_several_agencies_is_out_of_reach(self):
        self.users['author'].company_ids |= self.other_company
        self.assertRefused("also belongs to other agencies", self.change, 'author', is_editor=True)

    def test_account_of_another_agency_is_not_seen_and_not_changed(self):
        people = self.model('cchc.person', 'admin').search([])
        self.assertIn(self.users['author'].id, people.ids)
        self.assertNotIn(self.users['outsider'].id, people.ids)
        self.assertNotIn(self.env.ref('base.user_root').id, people.ids)
        theirs = self.model('cchc.person', 'admin').browse(self.users['outsider'].id)
        self.assertTrue(self.refusal(theirs.read, ['name']))
        self.assertRefused("another agency|no account", theirs.action_new_password)
        self.assertTrue(self.refusal(self.change, 'outsider', is_editor=True))
        dialog = self.dialog()
        dialog.user_id = self.users['outsider']     # as a client may send it
        self.assertRefused("another agency", dialog.action_add)
        for name in ('portal', 'public'):
            stranger = self.env.ref('base.public_user') if name == 'public' else new_test_user(
                self.env, 'test.portal', 'base.group_portal', company_id=self.company.id)
            self.assertTrue(self.refusal(self.model('cchc.person', 'admin').browse(stranger.id).action_new_password))

    def test_names_of_groups_or_ids_smuggle_in_no_right(self):
        """The dialog has six roles and no field for other groups; what else a client sends is no field of it."""
        with self.assertRaises(ValueError), self.undone():
            self.dialog(group_ids=[Command.link(self.env.ref('base.group_system').id)])
        self.assertRefused("not allowed|doesn't have", self.as_(self.users['author'], 'admin').write, {
            'group_ids': [Command.link(self.env.ref('cchc_propaganda.group_director').id)]})
        self.assertRefused("not allowed|doesn't have", self.model('res.users', 'admin').create, {
            'name': "X", 'login': 'xxx'})
        self.assertRefused("not allowed", self.model('cchc.person', 'admin').create, {'name': "X"})
        for method in ('_set_roles', '_give_passwords', '_create_accounts', '_take_back', '_seat', '_clean'):
            with self.subTest(method=method), self.assertRaises(AccessError):
                call_kw(self.model('cchc.person', 'admin'), method, [{}], {})

    # ------------------------------------------------------------------
    # Log and notices
    # ------------------------------------------------------------------

    def test_each_change_is_logged_and_no_password(self):
        action = self.dialog(is_director=True).action_add()
        user = self.account()
        self.users['colleaguen'] = user
        self.change('colleaguen', is_director=False, is_editor=True, email='new@example.com')
        self.change('colleaguen', department_id=self.units['digital'].id)
        self.assertEqual(self.log(user).mapped('step'), [
            'person_add', 'password', 'person_change', 'role_grant', 'role_remove', 'person_move'])
        self.assertEqual(self.log(user)[0].note, "Contributor, Director")
        self.assertEqual(self.log(user).mapped('user_id'), self.users['admin'])
        kept = str(self.log(user).read())
        self.assertNotIn(self.password_of(action), kept)
        self.assertRefused("Only the system writes", self.as_(self.log(user), 'admin').write, {'note': "Nothing"})
        opened = self.as_(self.log(user)[0], 'director').action_open_record()
        self.assertEqual((opened['res_model'], opened['res_id']), ('cchc.person', user.id))

    def test_directors_are_told_of_a_new_director_or_administrator(self):
        """DESIGN §3: granting Director or Quản trị is told to the Director."""
        for role, told in (('director', True), ('admin', True), ('editor', False), ('office', False)):
            before = self.env['mail.message'].search([], order='id desc', limit=1).id
            self.dialog(login=f'new.{role}', **{f'is_{role}': True}).action_add()
            messages = self.env['mail.message'].search([
                ('id', '>', before), ('partner_ids', 'in', self.users['director'].partner_id.ids)])
            with self.subTest(role=role):
                self.assertEqual(bool(messages), told)
                if told:
                    self.assertIn("New Colleague", messages.body)
                    self.assertEqual(messages.author_id, self.users['admin'].partner_id)

    def test_access_to_the_account_of_a_director_is_told(self):
        """With a new password, or the address to which one is sent, an administrator could decide as the director."""
        def told(call):
            before = self.env['mail.message'].search([], order='id desc', limit=1).id
            call()
            return self.env['mail.message'].search([
                ('id', '>', before), ('message_type', '=', 'user_notification'),
                ('author_id', '=', self.users['admin'].partner_id.id)])

        def changed(**values):
            dialog = self.model('cchc.person.add', 'admin', default_user_id=self.users['director'].id).create({})
            dialog.write(values)
            dialog.action_add()

        def password(login):
            return self.as_(self.env['cchc.person'].browse(self.users[login].id), 'admin').action_new_password

        for login, call, readers in (
                ('director', password('director'), ['director']),
                ('second_admin', password('second_admin'), ['director', 'second_admin']),
                ('director', lambda: changed(email='mine@example.com'), ['director']),
                ('director', lambda: changed(login='other.login'), ['director']),
                ('director', lambda: changed(name="Other name"), []),
                ('editor', password('editor'), [])):
            with self.subTest(login=login, readers=readers), self.undone():
                messages = told(call)
                self.assertEqual(messages.partner_ids, self.env['res.partner'].union(
                    *(self.users[reader].partner_id for reader in readers)))
                self.assertEqual(len(messages), min(len(readers), 1))

    # ------------------------------------------------------------------
    # The list
    # ------------------------------------------------------------------

    def test_list_shows_roles_units_and_who_has_never_logged_in(self):
        people = self.model('cchc.person', 'admin').search([('user_id', 'in', [
            self.users[login].id for login in ('author', 'office')])]).sorted('login')
        self.assertEqual(people.mapped('department_id'), self.units['press'] | self.units['office'])
        self.assertFalse(any(people.mapped('is_head')))
        self.assertTrue(self.model('cchc.person', 'admin').browse(self.users['head'].id).is_head)
        self.assertEqual(people[1].role_ids.mapped('name'), ["Office (coordination)"])
        self.assertEqual(people.mapped('login_text'), ["Never logged in"] * 2)
        director = self.env['cchc.person']._role('director')
        self.assertEqual(self.model('cchc.person', 'admin').search([('role_ids', 'in', director.ids)]).user_id,
                         self.users['director'])

    def test_list_shows_units_without_people(self):
        people = self.model('cchc.person', 'admin', read_group_expand=True)
        groups = people.web_read_group([], ['department_id'], ['__count'])['groups']
        shown = {group['department_id'] and group['department_id'][0] for group in groups}
        self.assertLessEqual({unit.id for unit in self.units.values()}, shown)

    def test_archived_employee_is_no_person_of_the_agency_any_more(self):
        self.employees['author'].active = False
        people = self.model('cchc.person', 'admin')
        self.assertNotIn(self.users['author'].id, people.search([]).ids)
        self.assertIn(self.users['author'].id, people.search([('active', '=', False)]).ids)

    def test_hundred_people_cost_no_more_queries_than_ten(self):
        def queries(count):
            with self.undone():
                new = self.env(context=QUIET)['res.users'].create([{
                    'name': f"P{number}", 'login': f'p{number}', 'company_id': self.company.id,
                    'company_ids': [Command.set(self.company.ids)]} for number in range(count)])
                people = self.model('cchc.person', 'admin')
                before = self.env.cr.sql_log_count
                self.assertGreaterEqual(len(people.search_read([], ['name', 'role_ids', 'login_text'])), len(new))
                return self.env.cr.sql_log_count - before
        self.assertEqual(queries(10), queries(100))
