# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
import json
import logging
import sys

import psycopg2
from markupsafe import Markup
from psycopg2.errors import AdminShutdown, CannotConnectNow, ConnectionException, ConnectionFailure, CrashShutdown

from odoo import http
from odoo.exceptions import UserError
from odoo.service.server import PreforkServer
from odoo.sql_db import PsycoConnection, db_connect
from odoo.tools import LazyTranslate, config

_lt = LazyTranslate(__name__)

AWAY = _lt(
    "The system cannot reach its database at the moment. What you have just done may not be saved: wait a minute, "
    "reload the page and look.")
TITLE = _lt("One moment, please")
LOST = (
    psycopg2.InterfaceError, AdminShutdown, CannotConnectNow, ConnectionException, ConnectionFailure, CrashShutdown)
HEALTH = '/web/health'      # whether Odoo itself runs; monitors ask for it
SECONDS = 15                # after which a page loads itself again
PAGE = Markup("""<!DOCTYPE html>
<html lang="%(lang)s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="%(seconds)s"><title>%(title)s</title></head>
<body style="font-family: sans-serif; max-width: 36em; margin: 15vh auto; padding: 0 1em; line-height: 1.5">
<h1 style="font-size: 1.4em">%(title)s</h1><p>%(words)s</p></body></html>
""")

NO_CLASS = (psycopg2.OperationalError, psycopg2.DatabaseError)     # of an answer: there was none

_serve_nodb, _serve_db, _reset = http.Request._serve_nodb, http.Request._serve_db, PsycoConnection.reset
_post_init, _process_spawn = http.Request._post_init, PreforkServer.process_spawn
_logger = logging.getLogger(__name__)


def post_load():
    """While the database of this server cannot be reached, answer with a sentence. Odoo would say "No database is
    selected" and end the session of whoever loads a page meanwhile; here everybody goes on where they were."""
    http.Request._serve_nodb = _serve_without_database
    http.Request._serve_db = serve_database
    http.Request._post_init = _post_init_without_sessions
    PsycoConnection.reset = _reset_or_replace
    PreforkServer.process_spawn = _process_spawn_once_it_is_back


def is_lost(error):
    """Whether the error tells that the connection to the database is gone, or could not be made."""
    return isinstance(error, LOST) or type(error) in NO_CLASS


def _reset_or_replace(self):
    """Let the pool replace a connection that died while nobody used it. It does so after an OperationalError only."""
    try:
        return _reset(self)
    except psycopg2.DatabaseError as error:
        raise psycopg2.OperationalError(str(error)) from error


def _process_spawn_once_it_is_back(self):
    """Start processes that are missing; while the database is away, wait for it. Odoo would end the whole server: the
    process of the jobs ends when it loses its connection, and before another is started, the database is asked."""
    try:
        _process_spawn(self)
    except psycopg2.Error as error:
        if not is_lost(error):
            raise
        _logger.warning("Processes are started once the database is back: %s", error)


def serve_database(self):
    """Tell that the database is away, however that shows, before anything of the request is done."""
    try:
        return _serve_db(self)
    except psycopg2.Error as error:
        if is_lost(error) and not hasattr(error, 'error_response'):     # which Odoo gives to what was begun
            raise http.RegistryError(f"Cannot get registry {self.db}") from error
        raise


def _post_init_without_sessions(self):
    """Begin a request. Where sessions are in the database, too, they are as far away as it is: then the request goes on
    without one, to the sentence. Once it is back, the first try may only find that its connection is gone."""
    for is_last in (False, True):
        try:
            return _post_init(self)
        except psycopg2.Error as error:
            if not is_lost(error):
                raise
            if is_last:
                self.session, self.db = http.Session(http.get_default_session(), sid='', new=True), None
                self.session.can_save = False
                self.cchc_sessions_are_away = True
    return None


def _serve_without_database(self):
    # A server that lets people choose a database has no `db_name`: it stays as Odoo has it.
    if config['db_name'] and self.httprequest.path != HEALTH and (
            getattr(self, 'cchc_sessions_are_away', False)
            # Odoo comes here from the error, too; meanwhile the database may have come back.
            or is_lost(getattr(sys.exc_info()[1], '__cause__', None)) or _is_away(config['db_name'][0])):
        return answer(self)
    return _serve_nodb(self)


def _is_away(database):
    try:
        with contextlib.closing(db_connect(database).cursor()):
            return False
    except psycopg2.Error as error:
        return is_lost(error)


def answer(self):
    """Return the answer: a page, or an error that the web client shows as a sentence. The session is not stored: it
    stays as it was."""
    lang = self.session.context.get('lang') or self.default_lang()
    words, called = AWAY._translate(lang), self.httprequest
    if called.mimetype not in http.JsonRPCDispatcher.mimetypes:
        page = PAGE % {'lang': lang[:2], 'seconds': SECONDS, 'title': TITLE._translate(lang), 'words': words}
        return http.Response(page, status=503, headers={'Retry-After': SECONDS, 'Cache-Control': 'no-store'},
                             content_type='text/html; charset=utf-8')
    error = {**http.serialize_exception(UserError(words)), 'debug': ''}
    if called.path.startswith('/json/'):
        return self.make_json_response(error, status=503)
    with contextlib.suppress(ValueError, AttributeError):
        called_id = json.loads(called.get_data(as_text=True)).get('id')
        return self.make_json_response({
            'jsonrpc': '2.0', 'id': called_id, 'error': {'code': 0, 'message': "Odoo Server Error", 'data': error}})
    return self.make_json_response(error, status=503)
