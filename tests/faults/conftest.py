# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests that take minutes and break things: `./bin/test tests/faults`. Not part of `./bin/test`."""

import os
import subprocess
from pathlib import Path

import pytest
import safe_server
import work_database
from gate import Gate

from bootstrap import databases, odoo_run

ROOT = Path(__file__).resolve().parents[2]


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
    with safe_server.running('cchc-safe-') as server:
        yield server


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
        work_database.install(odoo, safe_odoo, name)
        yield name, work_database.fill(safe_odoo, name)
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


class Work(work_database.Database):
    """A database, and the servers on it."""

    def __init__(self, odoo, name, ids, folder):
        super().__init__(odoo, name)
        self.ids, self._folder = ids, folder

    def server(self, log='odoo.log', **options):
        return safe_server.OdooServer(self.odoo, self.name, self._folder / log, **options)

    def gate(self, operation, table, passing=0):
        return Gate(self.connection, self.name, operation, table, passing)
