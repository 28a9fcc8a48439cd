# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests that take minutes and break things: `./bin/test tests/faults`. Not part of `./bin/test`."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import types
from pathlib import Path

import invariants
import psycopg2
import pytest
import safe_server

from bootstrap import databases, odoo_run, processes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope='session')
def odoo():
    """Odoo on the checkout's own database server."""
    with odoo_run.ready() as ready:
        yield ready


@pytest.fixture(scope='session')
def year(odoo, tmp_path_factory):
    """Return the name of a database with the year that bin/demo plays: the one that CCHC_YEAR names, or a new one. Copy
    it, and leave it as it is."""
    if os.environ.get('CCHC_YEAR'):
        yield os.environ['CCHC_YEAR']
        return
    name = f'cchc_test_{os.getpid()}_year'
    try:
        done = subprocess.run(
            [str(ROOT / 'bin/demo'), '--no-serve', '--database', name, '--out', str(tmp_path_factory.mktemp('out'))],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr
        yield name
    finally:
        databases.Databases(odoo).drop(name)
        (ROOT / '.cache' / f'demo-accounts-{name}.txt').unlink(missing_ok=True)


@pytest.fixture(scope='session')
def safe():
    """A PostgreSQL server of our own with fsync on, which tests may crash and start again."""
    home = Path(tempfile.mkdtemp(prefix='cchc-safe-', dir='/var/tmp'))
    home.chmod(0o755)
    server = safe_server.SafeServer(home)
    try:
        server.ensure()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope='session')
def safe_odoo(odoo, safe):
    """The same Odoo on that server."""
    return odoo_run.Odoo(odoo.source, safe.for_odoo())


@pytest.fixture(scope='session')
def prepared(odoo, safe_odoo):
    """Return ``(database on that server with the work of material.py, ids)``. Copy it, and leave it as it is."""
    name = f'cchc_test_{os.getpid()}_work'
    store, safe_store = databases.Databases(odoo), databases.Databases(safe_odoo)
    try:
        store.fresh(name, databases.present_addons())
        safe_store._execute(f'CREATE DATABASE "{name}" TEMPLATE "{safe_odoo.server.template}"')
        immutable = 'ALTER FUNCTION unaccent(text) IMMUTABLE'   # as Odoo does in each database that it makes
        processes.quiet(
            ['sh', '-c', f'psql -q -d "{name}" -c "{immutable}"; pg_dump -O --no-comments -h "$FROM" "{name}"'
             f' | psql -q -v ON_ERROR_STOP=1 -d "{name}"'], 'faults.log',
            env={**safe_odoo.environment(), 'FROM': odoo.server.host})
        told = shell(safe_odoo, name, f'import sys; sys.path.insert(0, {str(ROOT / "tests")!r})\n'
                     f'exec(open({str(ROOT / "tests/faults/material.py")!r}).read())\n')
        [line] = [line for line in told.splitlines() if line.startswith('RESULT ')]
        yield name, types.SimpleNamespace(**json.loads(line.removeprefix('RESULT ')))
    finally:
        store.drop(name)    # also the files, which both share
        safe_store.drop(name)


@pytest.fixture
def work(prepared, safe_odoo, tmp_path):
    """A copy of it, which the test may break: ``Work``."""
    name, ids = prepared
    store = databases.Databases(safe_odoo)
    store.copy(name, f'{name}_copy')
    try:
        yield Work(safe_odoo, f'{name}_copy', ids, tmp_path)
    finally:
        store.drop(f'{name}_copy')


class Work:
    """A database, and what tests ask of it."""

    def __init__(self, odoo, name, ids, folder):
        self.odoo, self.name, self.ids, self._folder = odoo, name, ids, folder
        server = odoo.server
        self.connection = {'host': server.host, 'port': server.port, 'user': server.user}

    def server(self, log='odoo.log', **options):
        return safe_server.OdooServer(self.odoo, self.name, self._folder / log, **options)

    def killer(self, server, pattern):
        killer = safe_server.Killer(server, self.connection, pattern)
        killer.start()
        return killer

    def rows(self, query, *parameters):
        with contextlib.closing(psycopg2.connect(dbname=self.name, **self.connection)) as opened:
            opened.autocommit = True
            with opened.cursor() as cursor:
                cursor.execute(query, parameters or None)
                return cursor.fetchall() if cursor.description else []

    def number(self, query, *parameters):
        [(found,)] = self.rows(query, *parameters)
        return found

    def holds(self):
        """Raise AssertionError with the rows that break a rule of invariants.sql."""
        assert invariants.check(self.name, odoo_run.DATA / 'filestore' / self.name, **self.connection) == {}

    def shell(self, script):
        return shell(self.odoo, self.name, script)

    def start_crons(self, *names):
        """Make these crons due, and wake the servers that run them."""
        self.rows("""UPDATE ir_cron SET active = true, nextcall = now() at time zone 'utc' - interval '1 minute'
                     FROM ir_model_data data
                     WHERE data.model = 'ir.cron' AND data.res_id = ir_cron.id AND data.name IN %s""", names)
        with contextlib.closing(psycopg2.connect(dbname='postgres', **self.connection)) as opened:
            opened.autocommit = True
            with opened.cursor() as cursor:
                cursor.execute("SELECT pg_notify('cron_trigger', %s)", [self.name])


def shell(odoo, database, script):
    """Run a script in `odoo shell`; return what it printed."""
    done = subprocess.run(
        [sys.executable, str(odoo_run.SCRIPT), 'shell', '-d', database, '--no-http', '--log-level=warn'],
        input=script, env=odoo.environment(), capture_output=True, text=True, check=False)
    assert not done.returncode and 'Traceback' not in done.stderr, done.stderr
    return done.stdout
