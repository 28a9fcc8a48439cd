# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where Odoo reads from a replica, whoever has changed something reads it at once, however far the replica is behind;
and nobody notices when the replica goes away.

The answer to a request that may write carries, as a cookie, the position that the database has reached. Later requests
of that browser which only read go to the replica once it has reached that position, and to the primary until then.
Without a replica, Odoo stays as it is: no cookie, no query.
"""

import contextlib
import re
import threading

import psycopg2
from werkzeug.http import dump_cookie

from odoo.exceptions import MissingError
from odoo.http import RegistryError, Request, request
from odoo.modules.registry import Registry
from odoo.tools import config

from .database_away import is_lost, serve_database

COOKIE = 'cchc_position'
SECONDS = 300       # as long as a replica may be behind; one that is further behind is broken
POSITION = re.compile(r'[0-9A-F]{1,8}-[0-9A-F]{1,8}')    # a pg_lsn, with a sign that needs no quotes in a cookie

_cursor = Registry.cursor
_serve_ir_http = Request._serve_ir_http


def post_load():
    if config['db_replica_host']:
        Registry.cursor = _cursor_of_reader
        Request._serve_ir_http = _serve_ir_http_and_note
        Request._serve_db = _serve_db_and_tell


def _cursor_of_reader(self, /, readonly=False):
    if request and getattr(request, 'cchc_needs_primary', False):
        return _cursor(self)
    cr = _cursor(self, readonly=readonly)
    if cr.readonly and request and (position := _position()) and _is_behind(cr, position):
        with contextlib.suppress(psycopg2.Error):
            cr.close()
        request.cchc_needs_primary = True
        cr = _cursor(self)
    return cr


def _serve_ir_http_and_note(self, rule, args):
    """Note whether this may write: it does not on a replica, nor where only its cookie has led it to the primary."""
    self.cchc_may_write = not self.env.cr.readonly and (
        threading.current_thread().cursor_mode == 'ro->rw'      # it has tried to on the replica
        or not getattr(self, 'cchc_needs_primary', False) or not _only_reads(rule, args))
    return _serve_ir_http(self, rule, args)


def _only_reads(rule, args):
    readonly = rule.endpoint.routing['readonly']
    return readonly(rule.endpoint.func.__self__, rule, args) if callable(readonly) else readonly


def _serve_db_and_tell(self):
    try:
        response = serve_database(self)
    except Exception as error:
        cause = error.__cause__ if isinstance(error, RegistryError) else error
        if threading.current_thread().cursor_mode not in (None, 'ro') or not (
                is_lost(cause) or isinstance(cause, MissingError)):
            raise
        # The replica has gone, or has yet to get a record: somebody was told of it just now, or this very request has
        # made it on the primary, as Odoo makes the scripts of a page. Nothing else was written: the primary answers.
        self.cchc_needs_primary = True
        response = serve_database(self)
    if getattr(self, 'cchc_may_write', False):
        with contextlib.suppress(psycopg2.Error), contextlib.closing(self.registry.cursor()) as cr:
            cr.execute("SELECT pg_current_wal_insert_lsn()")
            [position] = cr.fetchone()
            response.headers.add('Set-Cookie', dump_cookie(
                COOKIE, position.replace('/', '-'), max_age=SECONDS, httponly=True, samesite='Lax',
                secure=self.httprequest.scheme == 'https'))
    return response


def _position():
    """Return the position up to which the browser has to read, or None. Whatever a client sends for it, the worst that
    comes of it is an answer of the primary."""
    found = POSITION.fullmatch(request.httprequest.cookies.get(COOKIE, ''))
    return found and found[0].replace('-', '/')


def _is_behind(cr, position):
    """Whether the replica has not reached the position, or cannot be asked any more."""
    try:
        cr.execute("SELECT pg_last_wal_replay_lsn() < %s::pg_lsn", [position], log_exceptions=False)
        [behind] = cr.fetchone()
        cr.rollback()       # what is read next is read as of now, not as of before the replica was asked
    except psycopg2.OperationalError:
        return True
    return bool(behind)     # a server that is no replica has no such position
