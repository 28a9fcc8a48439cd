# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging
import re

from odoo.tests import HttpCase, tagged

from ..common import CchcMixin

RIGHT, WRONG, NEW = 'Right-pass-zq71', 'Wrong-pass-zq72', 'New-pass-zq73'


@tagged('post_install', '-at_install')
class TestSecretsInLogs(CchcMixin, HttpCase):
    """What the server writes into its log, at the level of an installation, holds no password, key or session: neither
    when all goes well, nor in the traceback of what fails."""

    def setUp(self):
        super().setUp()
        self.users['admin'].password = self.users['author'].password = RIGHT
        self.lines = []
        handler = logging.Handler(logging.INFO)
        handler.emit = lambda record: self.lines.append(
            record.getMessage() + (logging.Formatter().formatException(record.exc_info) if record.exc_info else ''))
        for logger in map(logging.getLogger, ('odoo', 'werkzeug')):
            self.addCleanup(logger.setLevel, logger.level)
            logger.setLevel(logging.INFO)
            logger.addHandler(handler)
            self.addCleanup(logger.removeHandler, handler)

    def rpc(self, service, method, *arguments):
        return self.url_open('/jsonrpc', json={'jsonrpc': '2.0', 'id': 1, 'params': {
            'service': service, 'method': method, 'args': [self.env.cr.dbname, *arguments]}})

    def test_no_password_key_or_session(self):
        author = self.users['author']
        for password in (WRONG, RIGHT):
            page = self.url_open('/web/login')
            token = re.search(r'csrf_token: "(\w+)"', page.text)[1]
            self.url_open('/web/login', data={'login': author.login, 'password': password, 'csrf_token': token})
            self.url_open('/web/session/authenticate', json={'jsonrpc': '2.0', 'params': {
                'db': self.env.cr.dbname, 'login': author.login, 'password': password}})
            self.rpc('common', 'authenticate', author.login, password, {})
            for model, method, arguments in (
                    ('cchc.article', 'create', [[{'name': 7, 'genre_id': {}}]]),
                    ('cchc.article', 'no_such_method', [[1]]),
                    ('res.users', 'change_password', [password, '']),
                    ('res.users', 'write', [[self.users['admin'].id], {'password': NEW}]),
                    ('res.users', 'write', [[author.id], {'nothing': NEW}])):
                self.rpc('object', 'execute_kw', author.id, password, model, method, arguments)
        key = self.env['res.users.apikeys'].with_user(author).sudo()._generate(None, 'test', None)
        for found in (key, WRONG):
            self.url_open('/json/2/cchc.article/search_count', json={'domain': 7}, headers={
                'Authorization': f'Bearer {found}', 'X-Odoo-Database': self.env.cr.dbname})
        self.authenticate(author.login, RIGHT)
        shown = self.model('cchc.person.add', 'admin').create({
            'name': "Hoa", 'login': 'hoa', 'department_id': self.units['press'].id}).action_add()
        first = shown['context']['default_passwords'].split('\t')[2]
        self.assertGreaterEqual(len(first), 10)
        self.assertGreater(len(self.lines), 10, "the log is read")
        log = '\n'.join(self.lines)
        for secret in (RIGHT, WRONG, NEW, key, first, self.session.sid, '$pbkdf2-'):
            self.assertNotIn(secret, log)
