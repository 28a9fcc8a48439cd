# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Many people at once: `./bin/test tests/load`. Not part of `./bin/test`. `CCHC_LOAD=short` makes everything small, to
see that it runs."""

import contextlib
import os
import sys
from pathlib import Path

import aftermath
import loads
import psutil
import pytest
import safe_server
import work_database

from bootstrap import databases, odoo_run, strict_skips

ROOT = Path(__file__).resolve().parents[2]
SERVERS, WORKERS = 2, 2


@pytest.fixture(scope='session')
def safe():
    """A PostgreSQL server of our own with fsync on, as in production."""
    with safe_server.running('cchc-load-') as server:
        yield server


@pytest.fixture(scope='session')
def agency(odoo, safe):
    """A database with an agency and its three years: ``(database, what its people know)``. Copy it, and leave it as it
    is."""
    name = f'cchc_test_{os.getpid()}_load'
    safe_odoo = odoo_run.Odoo(odoo.source, safe.for_odoo())
    try:
        work_database.install(odoo, safe_odoo, name, apps=('project',))
        yield work_database.Database(safe_odoo, name), fill(safe_odoo, name)
    finally:
        databases.Databases(odoo).drop(name)    # also the files, which both share
        databases.Databases(safe_odoo).drop(name)


@pytest.fixture
def office(agency, safe, tmp_path):
    """Two Odoo servers on a copy of it, which the load may change: an ``Offices``."""
    database, known = agency
    store = databases.Databases(database.odoo)
    copy = work_database.Database(database.odoo, f'{database.name}_copy')
    store.copy(database.name, copy.name)
    try:
        with contextlib.ExitStack() as running:
            servers = [running.enter_context(safe_server.OdooServer(
                copy.odoo, copy.name, tmp_path / f'odoo-{number}.log', workers=WORKERS, crons=1,
                environment={'ODOO_HTTP_SOCKET_TIMEOUT': '30'}))   # no proxy keeps slow clients away from them
                for number in range(SERVERS)]
            yield Offices(copy, known, servers, servers, tmp_path, {'PostgreSQL': postmaster(safe)})
    finally:
        store.drop(copy.name)


@pytest.fixture
def scaled_office(odoo, tmp_path):
    """The servers of the profile `scale`, with such an agency: an ``Offices``."""
    strict_skips.need('nginx')
    sys.path.append(str(ROOT / 'tests/cluster'))
    import topology  # starts them as processes of this machine

    with topology.Cluster(odoo, apps=('project',), fill=fill, workers=WORKERS) as cluster:
        yield Offices(cluster, cluster.ids, cluster.servers, [cluster], tmp_path, {
            'PostgreSQL': postmaster(cluster.primary), 'replica': postmaster(cluster.replica)})


def postmaster(server):
    return int((server.data / 'postmaster.pid').read_text().split()[0])


class Offices:
    """A database, its servers, and what people reach: addresses of these or of a proxy. ``further``: ``{name: id}`` of
    other processes to watch."""

    def __init__(self, database, known, servers, reached, folder, further):
        self.database, self.servers, self._known = database, servers, known
        self._reached, self._folder = reached, folder
        groups = {'Odoo': [server.pid for server in servers], **{name: [pid] for name, pid in further.items()}}
        self._groups = {name: [psutil.Process(pid) for pid in pids] for name, pids in groups.items()}
        self._before = aftermath.Before(database)

    def let_work(self, **settings):
        """Let people work and leave; return the Run once all that must hold is known to hold."""
        run = loads.let_work(
            [one.address for one in self._reached], self.database.name, self._known, self._folder, self._groups,
            **settings)
        self._before.check(run, self.servers)
        return run

    def tried_again(self):
        """Return how often a request was run once more because another one had been first; nobody noticed."""
        return sum(server.log.read_text().count('tries left') for server in self.servers)

    def memory(self):
        """Return the MiB that each process that answers requests has for itself (PSS: shared pages are shared out)."""
        sizes = []
        for server in self.servers:
            for process in server.workers():
                with contextlib.suppress(psutil.Error):
                    sizes.append(process.memory_full_info().pss / 2**20)
        return sorted(sizes)


def fill(odoo, name):
    """Make the agency in the database; return what its people know."""
    paths = [str(ROOT / 'bin'), str(ROOT / 'cchc_propaganda/tests/screen')]
    return work_database.result(odoo, name, (
        f'import sys; sys.path[:0] = {paths!r}\nexec(open({str(ROOT / "tests/load/agency.py")!r}).read())\n'))
