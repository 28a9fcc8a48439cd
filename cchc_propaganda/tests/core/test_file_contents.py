# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import builtins
import errno
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import CchcCommon, CchcMixin

SECRET_TOO = "Unapproved zq7 too"
PNG = bytes.fromhex(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f00038601805a346f6b'
    '0000000049454e44ae426082')
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
BAD = {     # file name, content, message
    'ảnh.jpg': (b'<html><script>alert(1)</script></html>', "web page"),
    'hình.png': (SVG, "web page or a drawing"),
    'báo cáo.pdf': (b'MZ\x90\x00\x03' + b'\x00' * 200, "program"),
    'rỗng.docx': (b'', "empty"),
    'chạy.bat': (b'@echo off', "program"),
}


@contextmanager
def full_disk(path):
    """Open a file on a disk that takes the first bytes only."""
    with Path(path).open('ab') as file:
        def stop(content):
            file.write(content[:3])
            raise OSError(errno.ENOSPC, "No space left on device")
        yield SimpleNamespace(write=stop)


@tagged('post_install', '-at_install')
class TestFileContents(CchcCommon):
    """Attachments are checked by content, not by name."""

    def test_content_that_could_do_harm_is_refused_by_name_with_what_is_allowed(self):
        article = self.article_in('draft')
        publication = article.publication_ids
        for name, (content, words) in BAD.items():
            for record, field in ((article, 'attachment_ids'), (publication, 'evidence_ids')):
                with self.subTest(name=name, field=field):
                    file = self.attachment('author', name=name, raw=content)
                    told = self.refusal(self.as_(record, 'author').write, {field: [Command.link(file.id)]})
                    self.assertIn(f"“{name}”", told)
                    self.assertIn(words, told)
                    self.assertIn("Allowed are pictures", told)
                    self.assertIn(record.display_name, told)

    def test_full_disk_leaves_no_part_of_a_file_and_a_sentence(self):
        """Odoo would keep the part, and refuse the same content for ever: it "collides with an existing file"."""
        content = b'a photo that comes on a full disk'
        plain = builtins.open

        def opened(path, mode='r', *given, **named):
            return full_disk(path) if mode == 'wb' else plain(path, mode, *given, **named)

        with patch.object(builtins, 'open', opened), self.assertRaises(OSError) as failed:
            self.attachment('author', raw=content)
        told = self.env['ir.http']._cchc_told(failed.exception, 'cchc.article', 'write', [], {})
        self.assertIn("The disk of the server is full", str(told))
        self.assertEqual(self.attachment('author', raw=content).raw, content)

    def test_no_way_of_attaching_it_goes_past_the_check(self):
        article = self.article_in('draft')
        values = {'name': 'ảnh.jpg', 'raw': SVG}
        own = {'res_model': 'cchc.article', 'res_id': article.id}
        ways = {
            'create in place': lambda: self.as_(article, 'author').write({'attachment_ids': [Command.create(values)]}),
            'bound before': lambda: self.as_(article, 'author').write({'attachment_ids': [
                Command.link(self.attachment('author', **values, **own).id)]}),
            'said to be a picture': lambda: self.as_(article, 'author').write({'attachment_ids': [
                Command.link(self.attachment('author', mimetype='image/png', **values).id)]}),
            'with a new article': lambda: self.model('cchc.article', 'author').create(
                {'name': "New", 'attachment_ids': [Command.link(self.attachment('author', **values).id)]}),
            'in the text': lambda: self.as_(article, 'author').write({
                'body': f'<p><img src="/web/image/{self.attachment("author", **values).id}"/></p>'}),
            'a link instead of a file': lambda: self.as_(article, 'author').write({'attachment_ids': [Command.create(
                {'name': 'x', 'type': 'url', 'url': 'javascript:alert(1)'})]}),
            'import': lambda: self.load(article, self.attachment('author', **values)),
        }
        for name, way in ways.items():
            with self.subTest(way=name):
                self.assertTrue(self.refusal(way), "it was let through")

    def load(self, article, file):
        result = self.as_(article, 'author').load(
            ['.id', 'attachment_ids/.id'], [[str(article.id), str(file.id)]])
        if not result['ids']:
            raise UserError(str(result['messages']))

    def test_file_that_was_taken_is_not_exchanged_for_a_bad_one(self):
        article = self.article_in('draft')
        file = self.attachment('author', name='ảnh.png', raw=PNG)
        self.as_(article, 'author').attachment_ids = file
        mine = self.as_(file, 'author')
        for values in ({'raw': SVG}, {'raw': b''}, {'raw': SVG, 'mimetype': 'image/png'}, {'name': 'ảnh.exe'},
                       {'type': 'url', 'url': 'https://evil.example/x'}):
            with self.subTest(values=values):
                self.assertTrue(self.refusal(mine.write, values))
        self.assertAllowed(mine.write, {'raw': PNG + b' '})
        self.assertAllowed(mine.write, {'name': 'ảnh khác.png'})

    def test_file_is_handed_out_as_what_it_is(self):
        article = self.article_in('draft')
        for name, content, said, kept in (
                ('ảnh.jpg', PNG, 'image/jpeg', 'image/png'),
                ('ảnh.png', PNG, 'text/html', 'image/png'),
                ('văn bản.txt', "Chữ Việt".encode(), 'application/javascript', 'text/plain')):
            file = self.attachment('author', name=name, raw=content, mimetype=said)
            self.as_(article, 'author').attachment_ids = [Command.link(file.id)]
            self.assertEqual(file.mimetype, kept)
            self.assertEqual(file.name, name)

    def test_file_of_a_document_is_never_public(self):
        article = self.article_in('draft')
        file = self.attachment('author', name='ảnh.png', raw=PNG, public=True)
        self.as_(article, 'author').attachment_ids = file
        self.assertFalse(file.public)
        self.assertRefused("only its readers", self.as_(file, 'author').write, {'public': True})


@tagged('post_install', '-at_install')
class TestFileDoors(CchcMixin, HttpCase):

    def get(self, login, address):
        self.authenticate(login and f'test.{login}', login and f'test.{login}')
        return self.url_open(address)

    def test_address_that_was_kept_opens_nothing_once_the_right_is_gone(self):
        """The editor puts a token for each picture into the text; it must not outlive the rights."""
        article = self.article_in('draft')
        file = self.attachment('author', name='ảnh.png', raw=PNG)
        [token] = self.as_(file, 'author').generate_access_token()
        picture = self.attachment('author', name='hình.png', raw=PNG)
        [picture_token] = self.as_(picture, 'author').generate_access_token()
        self.as_(article, 'author').write({
            'attachment_ids': [Command.link(file.id)],
            'body': f'<p>Text<img src="/web/image/{picture.id}-x/h.png?access_token={picture_token}"/></p>'})
        self.env.flush_all()
        for address in (f'/web/content/{file.id}', f'/web/content/{file.id}?access_token={token}',
                        f'/web/image/{file.id}?access_token={token}',
                        f'/web/image/{picture.id}-x/h.png?access_token={picture_token}'):
            with self.subTest(address=address.split('=')[0]):
                self.assertEqual(self.get('author', address).content, PNG)
                for login in ('stranger', 'outside_editor', 'outsider', None):
                    self.assertNotEqual(self.get(login, address).content, PNG)
        self.employees['author'].active = False
        self.env.flush_all()
        self.assertNotEqual(self.get('author', f'/web/content/{file.id}?access_token={token}').content, PNG)

    def test_text_file_is_never_run_by_the_browser(self):
        article = self.article_in('draft')
        file = self.attachment('author', name='x.txt', raw=b'alert(1)', mimetype='text/javascript')
        self.as_(article, 'author').attachment_ids = file
        self.env.flush_all()
        answer = self.get('author', f'/web/content/{file.id}')
        self.assertEqual(answer.headers['Content-Type'].split(';')[0], 'text/plain')
        self.assertEqual(answer.headers['X-Content-Type-Options'], 'nosniff')

    def test_chatter_and_web_routes_tell_strangers_nothing(self):
        article = self.article_in('submitted', name="Unapproved zq7")
        self.as_(article, 'author').message_post(body=SECRET_TOO)
        self.env.flush_all()
        routes = {
            '/mail/data': {'fetch_params': [['mail.thread', {
                'thread_model': 'cchc.article', 'thread_id': article.id,
                'request_list': ['activities', 'attachments', 'followers', 'messages', 'suggestedRecipients']}]]},
            '/mail/thread/messages': {'thread_model': 'cchc.article', 'thread_id': article.id},
            '/mail/thread/recipients': {'thread_model': 'cchc.article', 'thread_id': article.id},
            '/mail/thread/recipients/fields': {'thread_model': 'cchc.article'},
            '/mail/message/post': {'thread_model': 'cchc.article', 'thread_id': article.id,
                                   'post_data': {'body': "In", 'message_type': 'comment'}},
            '/web/action/load_breadcrumbs': {'actions': [{'model': 'cchc.article', 'resId': article.id}]},
        }
        for login in ('stranger', 'outside_editor', 'outsider'):
            self.authenticate(f'test.{login}', f'test.{login}')
            for route, params in routes.items():
                with self.subTest(login=login, route=route):
                    answer = self.opener.post(f'{self.base_url()}{route}', json={
                        'jsonrpc': '2.0', 'method': 'call', 'params': params}).text
                    self.assertNotIn('zq7', answer)
                    self.assertNotIn('"name": "author"', answer)
            for address in (f'/odoo/cchc.article/{article.id}', f'/mail/view?model=cchc.article&res_id={article.id}',
                            f'/web/image/cchc.article/{article.id}/body',
                            f'/web/content/cchc.article/{article.id}/body'):
                with self.subTest(login=login, address=address):
                    self.assertNotIn('zq7', self.url_open(address).text)
        self.assertFalse([line.body for line in article.message_ids if line.body == '<p>In</p>'])
        self.authenticate('test.author', 'test.author')
        self.assertIn('zq7', self.opener.post(f'{self.base_url()}/mail/thread/messages', json={
            'jsonrpc': '2.0', 'method': 'call', 'params': routes['/mail/thread/messages']}).text, "else it cannot fail")
