# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Holds a transaction of an Odoo server in the middle of its work, so that a test can end its process just there."""

import contextlib
import time

import psycopg2
from safe_server import WAIT, until

KEY = 1919
MAKE = """
CREATE SEQUENCE cchc_gate_seen;
CREATE FUNCTION cchc_gate() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$ BEGIN
    IF nextval('cchc_gate_seen') > {passing} THEN
        PERFORM pg_advisory_xact_lock_shared({key});
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cchc_gate AFTER {operation} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION cchc_gate();
"""
REMOVE = "DROP FUNCTION cchc_gate() CASCADE; DROP SEQUENCE cchc_gate_seen"
WAITING = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
ALIVE = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY(%s) AND datname = current_database()"


class Gate:
    """While it is closed, whoever has done ``operation`` (INSERT, UPDATE or DELETE) on the table waits, with the rows
    written and nothing committed; the first ``passing`` statements go through."""

    def __init__(self, connection, database, operation, table, passing=0):
        self._opened = psycopg2.connect(dbname=database, **connection)
        self._opened.autocommit = True
        self._making = MAKE.format(operation=operation, table=table, passing=passing, key=KEY)
        self._name = f'{operation} {table}'

    def __enter__(self):
        self._rows("SELECT pg_advisory_lock(%s)", KEY)
        self._rows(self._making)
        return self

    def __exit__(self, *error):
        with contextlib.closing(self._opened):
            self._rows("SELECT pg_advisory_unlock_all()")
            self._rows(REMOVE)

    def kill(self, server, nudge=lambda: None):
        """Wait until somebody stands at the gate, then end all workers of the Odoo server by SIGKILL: the database does
        not know which one it is, as all have the name of the process that started them. ``nudge`` is called each second
        until then. Returns when the database has ended their transactions."""
        end = time.monotonic() + WAIT
        while not (waiting := [pid for (pid,) in self._rows(WAITING, KEY)]):
            assert time.monotonic() < end, f"nothing was ended: no {self._name} came"
            nudge()
            with contextlib.suppress(AssertionError):
                until(lambda: self._rows(WAITING, KEY), '', 1)
        for worker in server.workers():
            worker.kill()
        self._rows("SELECT pg_advisory_unlock(%s)", KEY)
        until(lambda: self._rows(ALIVE, waiting) == [(0,)], "the database keeps a transaction of an ended process")

    def _rows(self, query, *parameters):
        with self._opened.cursor() as cursor:
            cursor.execute(query, parameters or None)
            return cursor.fetchall() if cursor.description else []
