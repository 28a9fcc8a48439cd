# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import sys
from contextlib import ExitStack
from unittest.mock import patch

import psycopg2

from odoo import http
from odoo.modules.module import Manifest
from odoo.modules.registry import Registry
from odoo.service.server import PreforkServer
from odoo.sql_db import PsycoConnection
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...controllers import database_away

VIETNAMESE = {'Accept-Language': 'vi-VN,vi;q=0.9,en;q=0.8'}


def gone():
    return psycopg2.OperationalError("connection to server failed: Connection refused")


def broken():
    """Return what psycopg2 makes of some broken connections: an error without a class of its own."""
    return psycopg2.DatabaseError("server closed the connection unexpectedly")


def closed():
    return psycopg2.InterfaceError("connection already closed")


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
        self.enterContext(patch.object(http.Request, '_serve_db', database_away.serve_database))
        self.enterContext(patch.object(database_away, 'config', {'db_name': [self.env.cr.dbname]}))

    def away(self):
        """Return a context in which neither the request nor the question whether the database is there reaches it."""
        return self.request_fails(), patch.object(database_away, 'db_connect', side_effect=gone())

    def request_fails(self, error=gone):
        """Each request gets an error of its own: Odoo notes on it how it is answered."""
        return patch('odoo.http.Registry', side_effect=lambda *arguments: self._raise(error))

    def _raise(self, error):
        raise error()

    def call(self, method='search_count', model='cchc.article', **keywords):
        return self.url_open(f'/web/dataset/call_kw/{model}/{method}', headers=VIETNAMESE, json={
            'jsonrpc': '2.0', 'id': 7, 'params': {
                'model': model, 'method': method, 'args': [[]], 'kwargs': keywords}}).json()

    def test_each_server_loads_it(self):
        addon = Manifest.for_addon('cchc_propaganda')
        of_replica = http.Request._serve_ir_http, Registry.cursor
        with patch.object(http.Request, '_serve_nodb'), patch.object(http.Request, '_post_init'), patch.object(
                http.Request, '_serve_db'), patch.object(PsycoConnection, 'reset'), patch.object(
                PreforkServer, 'process_spawn'):
            getattr(sys.modules['odoo.addons.cchc_propaganda'], addon['post_load'])()
            self.assertIs(http.Request._serve_nodb, database_away._serve_without_database)
            self.assertIs(http.Request._post_init, database_away._post_init_without_sessions)
            self.assertIs(http.Request._serve_db, database_away.serve_database)
            self.assertIs(PsycoConnection.reset, database_away._reset_or_replace)
            self.assertIs(PreforkServer.process_spawn, database_away._process_spawn_once_it_is_back)
        self.assertEqual((http.Request._serve_ir_http, Registry.cursor), of_replica,
                         "a server without a replica stays as Odoo has it")

    def test_server_waits_with_new_processes_until_the_database_is_back(self):
        """Odoo would end altogether. Any other fault still ends it."""
        with mute_logger(database_away.__name__), patch.object(database_away, '_process_spawn', side_effect=gone()):
            database_away._process_spawn_once_it_is_back(None)
        with patch.object(database_away, '_process_spawn', side_effect=psycopg2.ProgrammingError), self.assertRaises(
                psycopg2.ProgrammingError):
            database_away._process_spawn_once_it_is_back(None)

    def test_sessions_in_a_database_that_is_away(self):
        """The person reads the sentence, and finds the session again afterwards."""
        self.enterContext(patch.object(http.Request, '_post_init', database_away._post_init_without_sessions))
        with patch.object(http.Request, '_get_session_and_dbname', side_effect=gone()):
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
        for error in (gone, broken, closed):
            def fail(records, *arguments, error=error):
                raise error()
            with patch.object(type(self.env['cchc.article']), 'search_count', fail):
                self.assertEqual(self.call()['error']['data']['message'], database_away.AWAY._translate('vi_VN'))

    def test_page_or_call_of_odoo_that_loses_its_connection_is_the_same_sentence(self):
        lost = self.enterContext(ExitStack())

        def fail(records, *arguments, **keywords):
            lost.enter_context(patch.object(type(records.env.cr), 'closed', True, create=True))
            raise gone()
        for model, method, path in (('ir.http', 'session_info', '/odoo'), ('res.partner', 'web_search_read', None)):
            with self.subTest(model=model), patch.object(self.env.registry[model], method, fail):
                if path:
                    answer = self.url_open(path, headers=VIETNAMESE)
                    self.assertEqual((answer.status_code, answer.headers['Retry-After']), (503, '15'))
                    told = answer.text
                else:
                    told = self.call(method, model=model, specification={})['error']['data']['message']
                self.assertIn(database_away.AWAY._translate('vi_VN'), told)
            lost.close()
        self.assertEqual(self.call()['result'], 0, "still logged in")

    def test_database_that_is_back_at_once_ends_no_session(self):
        """Between the request and the question whether the database is there, it can have come back."""
        for error in (gone, broken):
            with self.subTest(error=error), self.request_fails(error):
                self.assertEqual(self.call()['error']['data']['message'], database_away.AWAY._translate('vi_VN'))
                self.assertEqual(self.url_open('/odoo', headers=VIETNAMESE).status_code, 503)
        self.assertEqual(self.call()['result'], 0, "still logged in")

    def test_connection_that_died_unused_is_replaced(self):
        """Odoo looks for another one after an OperationalError only, which is not always what psycopg2 raises."""
        with patch.object(database_away, '_reset', side_effect=broken()), self.assertRaises(psycopg2.OperationalError):
            database_away._reset_or_replace(None)

    def test_what_has_another_cause_stays_as_it_is(self):
        """A database that answers, an unknown page on it, and a lock that somebody else holds."""
        self.assertEqual(self.url_open('/web/nothing').status_code, 404)
        self.assertFalse(database_away.is_lost(psycopg2.errors.LockNotAvailable()))
        self.assertFalse(database_away.is_lost(psycopg2.IntegrityError()))
        with self.request_fails(lambda: psycopg2.ProgrammingError("no such table")):
            self.assertNotEqual(self.url_open('/web/login', allow_redirects=False).status_code, 503)
