# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from ..common import CchcMixin

FORGED = {'cchc_gate': True, 'default_state': 'approved', 'tracking_disable': True, 'lang': 'en_US'}


@tagged('post_install', '-at_install')
class TestDoors(CchcMixin, HttpCase):
    """Each HTTP door is tried once (STYLE §11): nobody gets further over HTTP than through the models."""

    def web_client(self, login, model, method, *args, **kwargs):
        """Send what the web client's buttons, forms and lists send."""
        self.authenticate(f'test.{login}', f'test.{login}')
        return self.opener.post(f'{self.base_url()}/web/dataset/call_kw/{model}/{method}', json={
            'jsonrpc': '2.0', 'method': 'call',
            'params': {'model': model, 'method': method, 'args': args, 'kwargs': {'context': FORGED, **kwargs}}}).json()

    def json_rpc(self, login, model, method, *args, **kwargs):
        return self.opener.post(f'{self.base_url()}/jsonrpc', json={
            'jsonrpc': '2.0', 'method': 'call', 'params': {'service': 'object', 'method': 'execute_kw', 'args': [
                self.env.cr.dbname, self.users[login].id, f'test.{login}', model, method, args,
                {'context': FORGED, **kwargs}]}}).json()

    def json_2(self, login, model, method, ids=(), **kwargs):
        key = self.env['res.users.apikeys'].with_user(self.users[login]).sudo()._generate('rpc', "Test", None)
        answer = self.opener.post(
            f'{self.base_url()}/json/2/{model}/{method}', json={'ids': ids, 'context': FORGED, **kwargs},
            headers={'Authorization': f'bearer {key}', 'X-Odoo-Database': self.env.cr.dbname})
        return {'result': answer.json()} if answer.ok else {'error': {'data': {'message': answer.text}}}

    def told(self, answer):
        self.env.invalidate_all()
        return answer.get('error', {}).get('data', {}).get('message', '')

    def test_web_client(self):
        self.probe(lambda login, record, method, *args: self.web_client(
            login, record._name, method, record.ids, *args))
        self.assertIn("begins as", self.told(self.web_client(
            'author', 'cchc.article', 'create', [{'name': "A", 'state': 'approved'}])))
        self.assertIn("begins as", self.told(self.web_client(
            'author', 'cchc.article', 'web_save', [], {'name': "A"}, specification={})), "default_state is input too")

    def test_json_rpc(self):
        self.probe(lambda login, record, method, *args: self.json_rpc(
            login, record._name, method, record.ids, *args))
        self.assertIn("begins as", self.told(self.json_rpc(
            'author', 'cchc.article', 'create', [{'name': "A", 'state': 'approved'}])))
        raised = self.json_rpc('head', 'cchc.difficulty', 'create', [{
            'name': "No camera", 'description': "No pictures.", 'department_id': self.units['press'].id}], context={})
        self.assertFalse(self.told(raised), "a program creates documents as the web client does")

    def test_json_2(self):
        names = {'write': ('vals',), 'action_return': ('reason',), '_run_transition': ('name',)}
        self.probe(lambda login, record, method, *args: self.json_2(
            login, record._name, method, record.ids, **dict(zip(names.get(method, ()), args, strict=True))))
        self.assertIn("begins as", self.told(self.json_2(
            'author', 'cchc.article', 'create', vals_list=[{'name': "A", 'state': 'approved'}])))

    def probe(self, call):
        article = self.article_in('submitted')
        for login in ('author', 'head', 'office', 'outside_editor'):
            for method, args in (('action_approve', ()), ('write', ({'state': 'approved'},)),
                                 ('write', ({'approved_by_id': self.users['editor'].id},)),
                                 ('_run_transition', ('approve',)), ('_with_gate', ())):
                with self.subTest(login=login, method=method):
                    self.assertTrue(self.told(call(login, article, method, *args)))
                    self.assertEqual(article.state, 'submitted')
        self.assertIn("needs a reason", self.told(call('editor', article, 'action_return', "")))
        self.assertFalse(self.told(call('editor', article, 'action_approve')))
        self.assertEqual((article.state, article.approved_by_id), ('approved', self.users['editor']))
        self.assertIn("(editor)", self.told(call('editor', article, 'action_approve')), "the second click is told who")
        self.assertIn("can no longer be changed", self.told(call('editor', article, 'write', {'name': "Other"})))

    def test_frozen_content_from_outside(self):
        """No door changes approved content, not even the route by which the chatter deletes files."""
        article = self.article_in('draft', attachment_ids=self.attachment('author').ids)
        file, picture = article.attachment_ids, self.attachment('author', name='picture.png')
        self.as_(article, 'author').body = f'<p>Text <img src="/web/image/{picture.id}"></p>'
        self.as_(article, 'author').action_submit()
        for login, state in (('author', 'submitted'), ('author', 'approved'), ('editor', 'approved')):
            if state != article.state:
                self.as_(article, 'editor').action_approve()
            before = article.read(['name', 'body', 'html_field_history'])[0], file.raw, picture.raw
            for call in (self.web_client, self.json_rpc):
                for record, method, args in (
                        (article, 'write', ({'name': "Other"},)), (article, 'web_save', ({'body': "<p>x</p>"}, {})),
                        (article, 'write', ({'attachment_ids': [[5]]},)),
                        (article, 'write', ({'attachment_ids': [[1, file.id, {'datas': 'eHg='}]]},)),
                        (article, 'write', ({'html_field_history': False},)), (file, 'unlink', ()),
                        (picture, 'write', ({'raw': 'eHg='},)), (picture, 'web_save', ({'datas': 'eHg='}, {}))):
                    with self.subTest(login=login, state=state, method=method, args=args):
                        self.assertTrue(self.told(call(login, record._name, method, record.ids, *args)))
                self.assertTrue(self.loaded(call, login, article), "an import tells what it refused")
            self.authenticate(f'test.{login}', f'test.{login}')
            for one in (file, picture):
                self.assertIn('error', self.opener.post(f'{self.base_url()}/mail/attachment/delete', json={
                    'jsonrpc': '2.0', 'method': 'call', 'params': {'attachment_id': one.id}}).json())
            self.env.invalidate_all()
            self.assertEqual((article.read(['name', 'body', 'html_field_history'])[0], file.raw, picture.raw), before)
        self.assertTrue(article.is_as_approved)

    def loaded(self, call, login, article):
        """Return the refusals of an import that would change the title of the article."""
        answer = call(login, 'cchc.article', 'load', ['.id', 'name'], [[str(article.id), "Other"]])
        return answer.get('error') or answer['result']['messages']
