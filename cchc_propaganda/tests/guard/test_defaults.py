# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from contextlib import suppress

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..common import CchcMixin
from ..core.test_file_contents import PNG
from .web_calls import WebCallsMixin

SECRET = "Unapproved zq7"
RENAMED = "Renamed by a stranger"


@tagged('post_install', '-at_install')
class TestDefaults(WebCallsMixin, CchcMixin, HttpCase):
    """A default, sent with a call or kept for later, gives the first values of a new record. It changes no existing
    record, not even in the cache for the rest of the request."""

    def attachment(self, login, **values):
        return self.as_(self.env['ir.attachment'], login).create(values).with_env(self.env)

    def as_admin(self, user):
        """Return the values that would make that user a system administrator."""
        return [1, user.id, {'group_ids': [[4, self.env.ref('base.group_system').id]]}]

    # ------------------------------------------------------------------
    # Sent along with a call
    # ------------------------------------------------------------------

    def test_new_article_takes_no_file_of_others(self):
        theirs = self.article_in('draft')
        files = {
            'of an article': self.attachment('author', name='photo.png', raw=PNG),
            'not yet bound': self.attachment('author', name='loose.png', raw=PNG),
            'of another agency': self.attachment('outsider', name='other.png', raw=PNG),
        }
        self.as_(theirs, 'author').attachment_ids = files['of an article']
        for name, file in files.items():
            before = (file.res_model, file.res_id)
            freed = {'res_model': False, 'res_id': 0, 'create_uid': self.users['stranger'].id}
            for command in ([1, file.id, freed], [4, file.id], [6, 0, [file.id]], file.id,
                            [0, 0, {'name': 'x', 'ids': [[1, file.id, freed]]}]):
                with self.subTest(file=name, command=command):
                    made = self.call('stranger', 'cchc.article', 'create', [{'name': "Mine"}], context={
                        'default_attachment_ids': [command]})
                    self.assertNotIn(file, self.env['cchc.article'].browse(made or ()).attachment_ids)
                    self.assertEqual((file.res_model, file.res_id), before)
                    address = f'/web/content/{file.id}'
                    self.assertNotEqual(self.url_open(address).content, PNG)

    def test_draft_of_others_is_neither_read_nor_renamed(self):
        draft = self.article_in('draft', name=SECRET)
        publication, assignment = draft.publication_ids, self.assignment_in('open')
        own = self.model('cchc.article', 'stranger').create({
            'name': "Mine", 'publication_ids': [[0, 0, {'channel_id': self.channels['portal'].id}]]}).publication_ids
        opened = {'name': RENAMED, 'author_id': self.users['stranger'].id, 'state': 'published'}
        deep = [1, assignment.id, {'publication_ids': [[1, publication.id, {'article_id': {'id': draft.id, **opened}}]],
                                   'article_ids': [[1, draft.id, opened]]}]
        defaults = {
            'publication_ids': [[1, publication.id, {
                'article_id': draft.id, 'department_id': self.units['digital'].id}]],
            'assignment_ids': [deep],
            'topic_ids': [[1, assignment.topic_id.id, {'assignment_ids': [deep]}]],
        }
        for name, value in [*defaults.items(), ('publication_ids', [[1, own.id, {'article_id': draft.id}]])]:
            context = {f'default_{name}': value}
            for method, given in (('create', [{'name': "Mine"}]), ('default_get', ['name', name]),
                                  ('name_create', "Mine"), ('load', [['name'], [["Mine"]]])):
                arguments = given if method == 'load' else [given]
                with self.subTest(default=name, method=method):
                    answer = self.call('stranger', 'cchc.article', method, *arguments, context=context)
                    self.assertNotIn(SECRET, str(answer))
                    self.assertEqual((draft.name, draft.author_id, draft.state), (
                        SECRET, self.users['author'], 'draft'))
                    self.assertFalse(self.as_(draft, 'stranger').has_access('read'))

    def test_nobody_gains_a_group(self):
        """The server caches the groups of a user for later calls, so a forged group would outlive the call."""
        system = self.env.ref('base.group_system')
        own = self.env.ref('cchc_propaganda.group_contributor')
        for field in ('all_implied_ids', 'implied_ids'):
            defaults = {'default_group_ids': [[1, own.id, {field: [[4, system.id]]}]]}
            for method, given in (('default_get', ['group_ids']), ('create', {'name': "Mine"})):
                with self.subTest(field=field, method=method):
                    self.call('stranger', 'discuss.channel', method, given, context=defaults)
                    model = self.model('discuss.channel', 'stranger', **defaults)
                    self.env.registry.clear_cache()
                    with suppress(UserError):
                        getattr(model, method)(given)
                    self.assertFalse(model.env.user.has_group('base.group_system'))
                    self.assertIsNone(self.call('stranger', 'ir.config_parameter', 'search_count', []))

    def test_update_becomes_a_link_at_any_depth_and_the_rest_stays(self):
        partner = self.users['author'].partner_id
        plain = {'category_id': [[6, 0, []]], 'name': "A", 'ref': [1, partner.id, {'name': RENAMED}]}
        model = self.env['res.partner']
        self.assertEqual(model._cchc_linked_values(plain), {**plain, 'category_id': [[6, 0, []]]})
        nested = {'child_ids': [[0, 0, {'user_ids': [[1, 7, {'login': "x"}]]}], [1, 8, {}], {'user_ids': [(1, 9, {})]}]}
        self.assertEqual(model._cchc_linked_values(nested), {
            'child_ids': [(0, 0, {'user_ids': [(4, 7, 0)]}), (4, 8, 0), {'user_ids': [(4, 9, 0)]}]})

    # ------------------------------------------------------------------
    # Kept for later
    # ------------------------------------------------------------------

    def test_kept_default_writes_into_no_record(self):
        """Odoo tries a kept default out as superuser."""
        user, draft = self.users['stranger'], self.article_in('draft', name=SECRET)
        values = {
            ('res.groups', 'user_ids'): [[1, user.id, {'login': RENAMED}], self.as_admin(user)],
            ('res.partner', 'user_ids'): [self.as_admin(user)],
            ('res.partner', 'child_ids'): [[0, 0, {'name': "x", 'user_ids': [self.as_admin(user)]}]],
            ('res.partner', 'category_id'): [{'name': "x"}],
            ('cchc.assignment', 'article_ids'): [[1, draft.id, {'name': RENAMED}]],
            ('cchc.publication', 'article_id'): {'id': draft.id, 'name': RENAMED},
        }
        for (model, name), value in values.items():
            field = self.env['ir.model.fields']._get(model, name).id
            text = self.env['ir.model.fields']._get('cchc.article', 'name').id
            json_value = self.json(value)
            with self.subTest(model=model, field=name):
                self.call('stranger', 'ir.default', 'create', [
                    {'field_id': field, 'user_id': user.id, 'json_value': json_value}])
                self.call('stranger', 'ir.default', 'create', [{'field_id': field, 'user_id': user.id}],
                          context={'default_json_value': json_value})
                harmless = self.call('stranger', 'ir.default', 'create', [
                    {'field_id': text, 'user_id': user.id, 'json_value': self.json(json_value)}])
                self.call('stranger', 'ir.default', 'write', harmless, {'field_id': field, 'json_value': json_value})
                self.call('stranger', 'ir.default', 'unlink', harmless)
                self.call('stranger', 'ir.default', 'set', model, name, value, True)
                self.assertFalse(user.has_group('base.group_system'))
                self.assertEqual((user.login, draft.name), ('test.stranger', SECRET))

    def test_kept_default_may_name_records(self):
        partner = self.env['ir.model.fields']._get('cchc.article', 'contributor_ids').id
        number = self.users['stranger'].partner_id.id
        for value in ([number], [[4, number]], [[4, number, 0]], [[6, 0, [number]]], []):
            with self.subTest(value=value):
                self.assertTrue(self.call('stranger', 'ir.default', 'create', [
                    {'field_id': partner, 'user_id': self.users['stranger'].id, 'json_value': self.json(value)}]))

    def test_default_kept_before_this_was_refused_is_harmless(self):
        user = self.users['stranger']
        field = self.env['ir.model.fields']._get('cchc.article', 'contributor_ids').id
        default = self.env['ir.default'].create({'field_id': field, 'user_id': user.id, 'json_value': '[]'})
        self.env.flush_all()
        self.env.cr.execute("UPDATE ir_default SET json_value = %s WHERE id = %s", [
            self.json([[1, user.partner_id.id, {'name': RENAMED, 'user_ids': [self.as_admin(user)]}]]), default.id])
        self.env.invalidate_all()
        self.call('stranger', 'cchc.article', 'create', [{'name': "Mine"}])
        self.assertEqual((user.name, user.has_group('base.group_system')), ('stranger', False))

    def test_default_of_a_user_reaches_nothing_that_the_server_makes(self):
        """The server creates an outside author by name with its own rights on contacts, without the user's defaults. A
        default that the administrator keeps for everybody still applies."""
        country, title = self.env.ref('base.vn'), "Kept by a stranger"
        self.env['ir.default'].set('res.partner', 'country_id', country.id)
        for name, value in (('comment', title), ('email', 'forged@example.org'), ('is_company', True),
                            ('parent_id', self.company.partner_id.id)):
            self.assertTrue(self.call('stranger', 'ir.default', 'set', 'res.partner', name, value, True))
        self.call('stranger', 'ir.default', 'set', 'cchc.workflow.log', 'reason', title, True)
        number, __ = self.call('stranger', 'res.partner', 'name_create', "Hoa Binh", context={
            'cchc_outside_author': True, 'default_ref': title})
        made = self.env['res.partner'].browse(number)
        self.assertEqual(
            (made.name, made.comment, made.email, made.is_company, made.parent_id.ids, made.ref, made.country_id),
            ("Hoa Binh", False, False, False, [], False, country))
        [own] = self.call('stranger', 'cchc.article', 'create', [{'name': "Mine"}])
        self.call('stranger', 'cchc.article', 'action_cancel', [own], "Written twice")
        logged = self.env['cchc.workflow.log'].search([('res_model', '=', 'cchc.article'), ('res_id', '=', own)])
        self.assertEqual(set(logged.mapped('reason')), {"Written twice"})

    @staticmethod
    def json(value):
        return json.dumps(value)
