# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests that take minutes and break things: `./bin/test tests/faults`. Not part of `./bin/test`."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
import safe_server

from bootstrap import databases, odoo_run, processes

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = 'right-password'


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
def safe_year(odoo, year, safe_odoo):
    """Return the name of the year's database on that server, in which everybody has the password `PASSWORD`."""
    name = f'{year}_safe'
    store = databases.Databases(safe_odoo)
    store._execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    dump = f'pg_dump -O "{year}" -h "$FROM" | psql -q -v ON_ERROR_STOP=1 -d "{name}"'
    processes.quiet(['sh', '-c', dump], 'faults.log', env={**safe_odoo.environment(), 'FROM': odoo.server.host})
    shutil.copytree(odoo_run.DATA / 'filestore' / year, odoo_run.DATA / 'filestore' / name)
    with_password = '''
from odoo.tools import SQL
users = env['res.users'].search([('share', '=', False)])
hashed = users._crypt_context().hash('right-password')
env.cr.execute(SQL("UPDATE res_users SET password = %s WHERE id IN %s", hashed, tuple(users.ids)))
env.cr.execute("UPDATE ir_cron SET active = false")
env.cr.commit()
'''
    shell(safe_odoo, name, with_password)
    try:
        yield name
    finally:
        store.drop(name)


@pytest.fixture
def broken_year(safe_year, safe_odoo):
    """Return the name of a copy of it, which the test may break."""
    name = f'{safe_year}_b'
    store = databases.Databases(safe_odoo)
    store.copy(safe_year, name)
    try:
        yield name
    finally:
        store.drop(name)


def shell(odoo, database, script):
    """Run a script in `odoo shell`; return what it printed."""
    done = subprocess.run(
        [os.sys.executable, str(odoo_run.SCRIPT), 'shell', '-d', database, '--no-http', '--log-level=warn'],
        input=script, env=odoo.environment(), capture_output=True, text=True, check=False)
    assert not done.returncode and 'Traceback' not in done.stderr, done.stderr
    return done.stdout
