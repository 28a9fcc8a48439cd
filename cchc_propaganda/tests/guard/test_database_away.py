# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import sys
from unittest.mock import patch

import psycopg2

from odoo import http
from odoo.modules.module import Manifest
from odoo.modules.registry import Registry
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...controllers import database_away

VIETNAMESE = {'Accept-Language': 'vi-VN,vi;q=0.9,en;q=0.8'}
GONE = psycopg2.OperationalError("connection to server failed: Connection refused")


@tagged('post_install', '-at_install')
class TestDatabaseAway(HttpCase):
    """While the database is away, people read a sentence, and find themselves logged in afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        new_test_user(cls.env, 'linh', 'base.group_user,cchc_propaganda.group_contributor', lang='vi_VN')

    def setUp(self):
        super().setUp()
        self.authenticate('linh', 'linh')
        self.enterContext(mute_logger('odoo.http'))
        # What `post_load` does in a server; here, the tests were imported before the addon was loaded.
        self.enterContext(patch.object(http.Request, '_serve_nodb', database_away._serve_without_database))
        self.enterContext(patch.object(database_away, 'config', {'db_name': [self.env.cr.dbname]}))

    def away(self):
        """Return a context in which neither the request nor the question whether the database is there reaches it."""
        return self.request_fails(), patch.object(database_away, 'db_connect', side_effect=GONE)

    def request_fails(self):
        return patch('odoo.http.Registry', side_effect=GONE)

    def call(self, method='search_count', **keywords):
        return self.url_open(f'/web/dataset/call_kw/cchc.article/{method}', headers=VIETNAMESE, json={
            'jsonrpc': '2.0', 'id': 7, 'params': {
                'model': 'cchc.article', 'method': method, 'args': [[]], 'kwargs': keywords}}).json()

    def test_each_server_loads_it(self):
        addon = Manifest.for_addon('cchc_propaganda')
        of_replica = http.Request._serve_db, http.Request._serve_ir_http, Registry.cursor
        with patch.object(http.Request, '_serve_nodb'), patch.object(http.Request, '_post_init'):
            getattr(sys.modules['odoo.addons.cchc_propaganda'], addon['post_load'])()
            self.assertIs(http.Request._serve_nodb, database_away._serve_without_database)
            self.assertIs(http.Request._post_init, database_away._post_init_without_sessions)
        self.assertEqual((http.Request._serve_db, http.Request._serve_ir_http, Registry.cursor), of_replica,
                         "a server without a replica stays as Odoo has it")

    def test_sessions_in_a_database_that_is_away(self):
        """The person reads the sentence, and finds the session again afterwards."""
        self.enterContext(patch.object(http.Request, '_post_init', database_away._post_init_without_sessions))
        with patch.object(http.Request, '_get_session_and_dbname', side_effect=GONE):
            page = self.url_open('/odoo', headers=VIETNAMESE, allow_redirects=False)
            self.assertEqual((page.status_code, 'Set-Cookie' in page.headers), (503, False))
            self.assertIn(database_away.AWAY._translate('vi_VN'), page.text)
            self.assertEqual(self.call()['error']['data']['message'], database_away.AWAY._translate('vi_VN'))
            self.assertEqual(self.url_open('/web/health').status_code, 200)
        self.assertIn('result', self.call())

    def test_page_is_a_sentence_and_the_session_goes_on(self):
        request, question = self.away()
        with request, question:
            for path in ('/odoo', '/web/login', '/odoo/action-1', '/web/nothing'):
                page = self.url_open(path, headers=VIETNAMESE, allow_redirects=False)
                self.assertEqual((page.status_code, page.headers['Retry-After']), (503, '15'), path)
                self.assertIn(database_away.AWAY._translate('vi_VN'), page.text)
                self.assertNotIn('No database is selected', page.text)
                self.assertNotIn('Set-Cookie', page.headers)
            self.assertEqual(self.url_open('/web/health').status_code, 200)
        self.assertEqual(self.call()['result'], 0, "still logged in")

    def test_call_is_answered_with_the_sentence(self):
        request, question = self.away()
        with request, question:
            answer = self.call()
        self.assertEqual(answer['id'], 7)
        self.assertEqual(answer['error']['data']['name'], 'odoo.exceptions.UserError')
        self.assertEqual(answer['error']['data']['message'], database_away.AWAY._translate('vi_VN'))
        self.assertNotIn('Traceback', answer['error']['data']['debug'])

    def test_connection_that_is_lost_in_the_middle_is_the_same_sentence(self):
        for error in (GONE, psycopg2.InterfaceError("connection already closed")):
            def fail(records, *arguments, error=error):
                raise error
            with patch.object(type(self.env['cchc.article']), 'search_count', fail):
                self.assertEqual(self.call()['error']['data']['message'], database_away.AWAY._translate('vi_VN'))

    def test_what_has_another_cause_stays_as_it_is(self):
        """A database that answers, an unknown page on it, and a lock that somebody else holds."""
        self.assertEqual(self.url_open('/web/nothing').status_code, 404)
        self.assertFalse(database_away.is_lost(psycopg2.errors.LockNotAvailable()))
        self.assertFalse(database_away.is_lost(psycopg2.IntegrityError()))
        with self.request_fails():
            self.assertNotEqual(self.url_open('/web/login', allow_redirects=False).status_code, 503)
