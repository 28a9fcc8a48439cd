# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import AccessDenied, AccessError
from odoo.tests import HttpCase, tagged

from ...models.reminder.cchc_reminder_roster import Roster
from ..common import CchcCommon, CchcMixin

GROUPS = ('contributor', 'unit_head', 'editor', 'office', 'director', 'admin')


@tagged('post_install', '-at_install')
class TestWhoLeft(CchcCommon):
    """People who left (archived employee, archived user) lose all rights at once."""

    def leave(self, login):
        self.employees[login].active = False

    def reads(self, record, login):
        return self.as_(record, login).has_access('read')

    def test_archived_employee_has_none_of_our_groups_whatever_the_account_says(self):
        for login in self.employees:
            user = self.users[login]
            before = {group for group in GROUPS if user.has_group(f'cchc_propaganda.group_{group}')}
            self.assertTrue(before)
            self.leave(login)
            self.assertFalse({group for group in GROUPS if user.has_group(f'cchc_propaganda.group_{group}')})
            self.assertTrue(user.has_group('base.group_user'), "the rest of the account is not ours")
            self.employees[login].active = True
            self.assertEqual(
                {group for group in GROUPS if user.has_group(f'cchc_propaganda.group_{group}')}, before)

    def test_author_who_left_reads_not_even_the_own_draft(self):
        draft, published = self.article_in('draft'), self.article_in('published')
        self.assertTrue(self.reads(draft, 'author') and self.reads(published, 'author'))
        self.leave('author')
        self.assertFalse(self.reads(draft, 'author') or self.reads(published, 'author'))
        for call in (lambda: self.as_(draft, 'author').action_submit(),
                     lambda: self.as_(draft, 'author').write({'name': "Other"}),
                     lambda: self.model('cchc.article', 'author').create({'name': "New"})):
            self.assertTrue(self.refusal(call))

    def test_editor_who_left_approves_nothing_and_is_named_nowhere(self):
        article = self.article_in('submitted')
        self.assertIn('editor', article.reviewer_names)
        self.leave('editor')
        self.assertTrue(self.refusal(self.as_(article, 'editor').action_approve))
        self.env.invalidate_all()
        self.assertNotIn('editor', article.reviewer_names or '')
        self.assertIn("its channels: nobody yet", self.as_(article, 'head').next_step)
        publication = self.publication(article, 'portal')
        self.assertNotIn('editor', publication.channel_id._member_names())

    def test_office_and_director_who_left_decide_nothing(self):
        plan = self.plan_in('submitted')
        self.leave('director')
        self.assertTrue(self.refusal(self.as_(plan, 'director').action_approve))
        self.leave('office')
        for model in ('cchc.plan', 'cchc.assignment', 'cchc.article'):
            with self.assertRaises(AccessError):
                self.model(model, 'office').search([])

    def test_borrowed_member_who_left_is_no_member(self):
        self.assertIn(self.users['colleague'], self.units['cell']._cchc_users())
        self.leave('colleague')
        self.assertNotIn(self.users['colleague'], self.units['cell']._cchc_users())
        self.assertFalse(self.reads(self.article_in('published'), 'colleague'))

    def test_account_without_an_employee_has_not_left(self):
        """The accounts of a leader or the administrator need no employee."""
        self.assertFalse(self.users['admin']._cchc_has_left())
        self.assertTrue(self.users['admin'].has_group('cchc_propaganda.group_admin'))

    def test_second_employee_record_keeps_the_rights(self):
        """A person employed again, or in another unit, has not left."""
        self.leave('author')
        self.env['hr.employee'].create({
            'name': 'author', 'user_id': self.users['author'].id, 'company_id': self.other_company.id})
        self.assertTrue(self.users['author'].has_group('cchc_propaganda.group_contributor'))

    def test_employee_archived_through_the_resource_has_left_as_well(self):
        self.employees['author'].resource_id.active = False
        self.env.flush_all()
        self.assertFalse(self.users['author'].has_group('cchc_propaganda.group_contributor'))

    def test_who_comes_and_goes_empties_the_caches_only_when_somebody_s_rights_change(self):
        """After the caches are emptied, every worker fills them again for every user of the database."""
        employee, elsewhere = self.employees['author'], {'company_id': self.other_company.id}
        mason = self.env['hr.employee'].create({'name': "Mason"})
        second = self.env['hr.employee'].create(
            {'name': 'author', 'user_id': self.users['author'].id, **elsewhere})
        calls = {
            'no account': (lambda: self.env['hr.employee'].create({'name': "Mason"}), False),
            'an account that is new here': (lambda: self.env['hr.employee'].create(
                {'name': 'admin', 'user_id': self.users['admin'].id}), False),
            'other values': (lambda: employee.write({'job_title': "Writer", 'department_id': self.units['cell'].id}),
                             False),
            'leaves without an account': (lambda: mason.write({'active': False}), False),
            'stays elsewhere': (lambda: second.write({'active': False}), False),
            'leaves': (lambda: employee.write({'active': False}), True),
            'nothing is left of elsewhere': (second.unlink, False),
            'back again': (lambda: self.env['hr.employee'].create(
                {'name': 'author', 'user_id': self.users['author'].id, **elsewhere}), True),
            'back here as well': (lambda: employee.write({'active': True}), False),
        }
        for name, (call, emptied) in calls.items():
            self.env.flush_all()
            with self.subTest(name=name), patch.object(type(self.env.registry), 'clear_cache') as clear:
                call()
                self.env.flush_all()
                self.assertEqual(bool(clear.call_count), emptied)
            self.env.registry.clear_cache()

    def test_removed_from_the_group_loses_it_at_once(self):
        article = self.article_in('submitted')
        self.users['editor'].group_ids = self.env.ref('base.group_user')
        self.assertFalse(self.reads(article, 'editor'))
        self.assertTrue(self.refusal(self.as_(article, 'editor').action_approve))
        self.assertNotIn('editor', article.reviewer_names or '')

    def test_archived_user_is_no_reviewer(self):
        article = self.article_in('submitted')
        self.users['editor'].active = False
        self.env.invalidate_all()
        self.assertNotIn('editor', article.reviewer_names or '')
        self.assertNotIn(self.users['editor'], self.units['board']._cchc_users())

    def test_nobody_who_left_is_reminded(self):
        roster = Roster(self.env(su=True), self.company)
        self.assertIn(self.users['office'], roster.office)
        self.leave('office')
        self.leave('director')
        roster = Roster(self.env(su=True), self.company)
        self.assertNotIn(self.users['office'], roster.office)
        self.assertNotIn(self.users['director'], roster.director)
        self.assertFalse(roster.reached(self.users['office']))


@tagged('post_install', '-at_install')
class TestWhoLeftFromOutside(CchcMixin, HttpCase):

    def ask(self, key):
        return self.opener.post(
            f'{self.base_url()}/json/2/cchc.article/search_read', json={'domain': [], 'fields': ['name']},
            headers={'Authorization': f'bearer {key}', 'X-Odoo-Database': self.env.cr.dbname})

    def test_key_and_session_of_who_left_open_nothing(self):
        self.article_in('published')
        key = self.env['res.users.apikeys'].with_user(self.users['author']).sudo()._generate('rpc', "Test", None)
        self.assertTrue(self.ask(key).json())
        self.employees['author'].active = False
        self.env.flush_all()
        self.assertEqual(self.ask(key).status_code, 403)
        self.employees['author'].active = True
        self.authenticate('test.author', 'test.author')
        self.users['author'].active = False
        self.env.flush_all()
        self.assertEqual(self.ask(key).status_code, 401)
        answer = self.opener.post(f'{self.base_url()}/web/dataset/call_kw/cchc.article/search_read', json={
            'jsonrpc': '2.0', 'method': 'call',
            'params': {'model': 'cchc.article', 'method': 'search_read', 'args': [[]], 'kwargs': {}}}).json()
        self.assertIn('error', answer)
        with self.assertRaises(AccessDenied):
            self.env['res.users'].authenticate(
                {'login': 'test.author', 'password': 'test.author', 'type': 'password'}, {})
