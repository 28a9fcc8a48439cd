# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A database with the work of ``material.py`` on a server of the tests' own, and what tests ask of a database."""

import contextlib
import json
import subprocess
import sys
import types
from pathlib import Path

import invariants
import psycopg2

from bootstrap import databases, odoo_run, processes

ROOT = Path(__file__).resolve().parents[1]


class Database:
    """A database, and what tests ask of it."""

    def __init__(self, odoo, name):
        self.odoo, self.name = odoo, name
        server = odoo.server
        self.connection = {'host': server.host, 'port': server.port, 'user': server.user}

    def rows(self, query, *parameters):
        with contextlib.closing(psycopg2.connect(dbname=self.name, **self.connection)) as opened:
            opened.autocommit = True
            with opened.cursor() as cursor:
                cursor.execute(query, parameters or None)
                return cursor.fetchall() if cursor.description else []

    def number(self, query, *parameters):
        [(found,)] = self.rows(query, *parameters)
        return found

    def broken(self):
        """Return ``{rule of invariants.sql: rows that break it}``."""
        return invariants.check(self.name, self._files(), **self.connection)

    def holds(self):
        """Raise AssertionError with the rows that break a rule."""
        broken = self.broken()
        assert broken == {}, broken

    def _files(self):
        """Return the folder with the files of the documents."""
        return odoo_run.DATA / 'filestore' / self.name

    def shell(self, script):
        return shell(self.odoo, self.name, script)

    def result(self, script):
        return result(self.odoo, self.name, script)

    def start_crons(self, *names):
        """Make those of these crons due that do not run at this moment, and wake the servers that run them."""
        self.rows("""UPDATE ir_cron SET active = true, nextcall = now() at time zone 'utc' - interval '1 minute'
                     WHERE id IN (SELECT id FROM ir_cron WHERE id IN (
                         SELECT res_id FROM ir_model_data WHERE model = 'ir.cron' AND name IN %s)
                         FOR NO KEY UPDATE SKIP LOCKED)""", names)
        with contextlib.closing(psycopg2.connect(dbname='postgres', **self.connection)) as opened:
            opened.autocommit = True
            with opened.cursor() as cursor:
                cursor.execute("SELECT pg_notify('cron_trigger', %s)", [self.name])


def install(odoo, target, name, apps=()):
    """Make a new database with both addons on the server of `target`: installed on the checkout's own server, which is
    fast, and moved. Its files are in the checkout's own data directory. `apps` are further modules of Odoo."""
    store, target_store = databases.Databases(odoo), databases.Databases(target)
    store.fresh(name, databases.present_addons(), apps)
    target_store._execute(f'CREATE DATABASE "{name}" TEMPLATE "{target.server.template}"')
    immutable = 'ALTER FUNCTION unaccent(text) IMMUTABLE'   # as Odoo does in each database that it makes
    processes.quiet(
        ['sh', '-c', f'psql -q -d "{name}" -c "{immutable}"; pg_dump -O --no-comments -h "$FROM" "{name}"'
         f' | psql -q -v ON_ERROR_STOP=1 -d "{name}"'], 'faults.log',
        env={**target.environment(), 'FROM': odoo.server.host})


def fill(odoo, name):
    """Add the work of material.py; return the ids of what the tests act on."""
    return types.SimpleNamespace(**result(
        odoo, name, f'import sys; sys.path.insert(0, {str(ROOT / "tests")!r})\n'
        f'exec(open({str(ROOT / "tests/material.py")!r}).read())\n'))


def result(odoo, database, script):
    """Run a script in `odoo shell`; return the JSON that it printed behind the word RESULT."""
    [line] = [line for line in shell(odoo, database, script).splitlines() if line.startswith('RESULT ')]
    return json.loads(line.removeprefix('RESULT '))


def shell(odoo, database, script):
    """Run a script in `odoo shell`; return what it printed."""
    done = subprocess.run(
        [sys.executable, str(odoo_run.SCRIPT), 'shell', '-d', database, '--no-http', '--log-level=warn'],
        input=script, env=odoo.environment(), capture_output=True, text=True, check=False)
    assert not done.returncode and 'Traceback' not in done.stderr, done.stderr
    return done.stdout
