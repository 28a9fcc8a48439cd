# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The servers of the profile `scale` of docker-compose.yml as processes of this machine: a PostgreSQL primary with a
streaming replica, two Odoo, files in S3 storage, sessions in the database, and before them nginx as it is shipped."""

import contextlib
import dataclasses
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import safe_server
import work_database
from safe_server import end, until

from bootstrap import databases, odoo_run, paths, postgres, processes, python_env

ROOT = Path(__file__).resolve().parents[2]
SCALE = ROOT / 'docker/scale'
MOTO = Path(__file__).with_name('requirements.lock')


class Primary(safe_server.SafeServer):
    """The server that all changes go to. It keeps what a replica that is away for some minutes will ask for."""

    settings = safe_server.SAFE + 'wal_keep_size = 512MB\n'


class Replica(safe_server.SafeServer):
    """A server that follows the primary and answers whoever only reads."""

    settings = Primary.settings + 'hot_standby_feedback = on\n'

    def __init__(self, home, primary):
        self._primary = primary
        super().__init__(home)

    def _create(self):
        self._give(self.home)
        self._run('pg_basebackup', '-h', self._primary.sockets, '-U', postgres.SUPERUSER, '-D', self.data,
                  '--write-recovery-conf', '--wal-method=stream', '--checkpoint=fast', '--no-sync')
        (self.data / 'server.log').unlink(missing_ok=True)

    def pause(self):
        """Let it fall behind: it receives what the primary writes, and does not show it."""
        self._execute("SELECT pg_wal_replay_pause()")
        until(lambda: self._execute("SELECT pg_get_wal_replay_pause_state()") == 'paused', "it does not pause")

    def resume(self):
        self._execute("SELECT pg_wal_replay_resume()")

    def has_all_of(self, primary):
        """Whether it shows all that the primary has written by now."""
        with contextlib.closing(postgres.connect(primary.server, 'postgres')) as opened, opened.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_flush_lsn()")
            [(position,)] = cursor.fetchall()
        return self._execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [position])

    def _execute(self, query, parameters=None):
        with contextlib.closing(postgres.connect(self.server, 'postgres')) as opened, opened.cursor() as cursor:
            cursor.execute(query, parameters)
            return cursor.fetchone()[0]


@dataclasses.dataclass(frozen=True)
class ScaledOdoo(odoo_run.Odoo):
    """The checkout's Odoo with the libraries and settings of the profile `scale`."""

    further: dict       # variables that tell where the other servers are

    def environment(self):
        found = super().environment()
        return {
            **found, 'PYTHONPATH': os.pathsep.join([str(libraries()), found['PYTHONPATH']]),
            **settings(), **self.further}


def libraries():
    """Return the folder of the OCA addons and libraries of the profile, which the checkout's own environment lacks."""
    python = python_env.apart('scale', ROOT / 'requirements-scale.lock')
    [folder] = python.parents[1].glob('lib/python3*/site-packages')
    return folder


def moto():
    """Return the program that stands for S3 storage. Its botocore is another one than that of the profile."""
    return python_env.apart('moto', MOTO).with_name('moto_server')


def settings():
    """Return the variables of the profile's Odoo, without the names of machines."""
    lines = (SCALE / 'odoo.env').read_text().splitlines()
    found = dict(line.split('=', 1) for line in lines if not line.startswith('#'))
    return {name: value for name, value in found.items() if name not in ('PGHOST_REPLICA', 'AWS_ENDPOINT_URL_S3')}


class Storage:
    """Moto in a process of its own."""

    def __init__(self, folder):
        port = safe_server.free_port()
        self.address = f'http://127.0.0.1:{port}'
        with (folder / 'moto.log').open('w') as log:
            self._process = subprocess.Popen(
                [moto(), '-H', '127.0.0.1', '-p', str(port)], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True)
        until(self._answers, "the storage does not answer")

    def environment(self):
        return {'AWS_ENDPOINT_URL_S3': self.address, 'AWS_ACCESS_KEY_ID': 'cluster', 'AWS_SECRET_ACCESS_KEY': 'cluster'}

    def content(self, key):
        """Return the bytes that are stored under the name, or None."""
        # Moto refuses whoever has no key, and believes any signature.
        request = urllib.request.Request(f'{self.address}/{settings()["CCHC_S3_BUCKET"]}/{key}', headers={
            'Authorization': 'AWS4-HMAC-SHA256 Credential=cluster/20260101/us-east-1/s3/aws4_request, Signature=0'})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            assert error.code == 404, error
            return None

    def stop(self):
        end(self._process)

    def _answers(self):
        try:
            with urllib.request.urlopen(self.address, timeout=5):
                return True
        except OSError:
            return False


class Proxy:
    """nginx with the shipped configuration; only addresses and ports are those of this machine."""

    def __init__(self, folder, servers):
        self.folder, port = folder, safe_server.free_port()
        self.address = f'http://127.0.0.1:{port}'
        folder.mkdir()
        folder.chmod(0o755)
        (folder / 'nginx.conf').write_text(shipped(folder, port, servers))
        with (folder / 'nginx.log').open('w') as log:
            self._process = subprocess.Popen(
                ['nginx', '-p', str(folder), '-c', str(folder / 'nginx.conf')], stdin=subprocess.DEVNULL, stderr=log,
                start_new_session=True, env={**os.environ, 'PATH': os.environ['PATH'] + ':/usr/sbin'})

    def faults(self):
        """Return the lines in which nginx tells of servers that did not answer."""
        return [line for line in (self.folder / 'nginx.log').read_text().splitlines() if '[error]' in line]

    def stop(self):
        end(self._process, signal.SIGQUIT)


def shipped(folder, port, servers):
    """Return the configuration of the profile `scale` with the addresses of these servers."""
    text = (ROOT / 'docker/nginx.conf').read_text()
    upstreams = folder / 'upstreams.conf'
    found = (SCALE / 'upstreams.conf').read_text()
    for name, server in zip(('odoo', 'odoo-2'), servers, strict=True):
        found = re.sub(rf'server {name}:8069\b', f'server 127.0.0.1:{server.port}', found)
        found = re.sub(rf'server {name}:8072\b', f'server 127.0.0.1:{server.gevent_port}', found)
    assert 'odoo:' not in found and 'odoo-2:' not in found
    upstreams.write_text(found)
    for words, here in (
            ('include /etc/nginx/upstreams.conf;', f'include {upstreams};'),
            ('listen 8080;', f'listen 127.0.0.1:{port};'),
            ('worker_processes auto;', 'worker_processes 1; daemon off;'),
            ('pid /tmp/nginx.pid;', f'pid {folder}/nginx.pid;')):
        assert words in text, words
        text = text.replace(words, here)
    return text


class Watch:
    """What the servers write into their logs for some time."""

    def __init__(self, logs):
        self._logs, self.lines = logs, []
        self._begun = [log.stat().st_size for log in logs]

    def end(self, seconds=1):
        """Read the lines once none has come for a moment: the answer comes before its line."""
        time.sleep(seconds)
        for log, begun in zip(self._logs, self._begun, strict=True):
            with log.open('rb') as file:
                file.seek(begun)
                self.lines += file.read().decode(errors='replace').splitlines()

    def modes(self, words):
        """Return, for each request with these words in its line, whether it used the replica ('ro'), the primary
        ('rw'), or the primary after it had tried to write on the replica ('ro->rw')."""
        return [line.rsplit(' ', 1)[1] for line in self.lines if words in line and ' werkzeug: ' in line]


class Cluster(work_database.Database):
    """All of them, with a database whose work `fill` has made."""

    def __init__(self, odoo, *, apps=(), fill=work_database.fill, workers=2, crons=1):
        self.home = Path(tempfile.mkdtemp(prefix='cchc-cluster-', dir='/var/tmp'))
        self.home.chmod(0o755)
        self._checkout, self._apps, self._fill = odoo, apps, fill
        self._options = {'workers': workers, 'crons': crons}
        self._running = contextlib.ExitStack()

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self._running.close()
            raise
        return self

    def __exit__(self, *error):
        self._running.close()

    def _start(self):
        keep = self._running.callback
        keep(shutil.rmtree, self.home, ignore_errors=True)
        self.storage = Storage(self.home)
        keep(self.storage.stop)
        for folder in ('primary', 'replica', 'odoo-0', 'odoo-1'):
            (self.home / folder).mkdir()
        self.primary = Primary(self.home / 'primary')
        keep(self.primary.stop)
        self.primary.ensure()
        odoo = ScaledOdoo(self._checkout.source, self.primary.for_odoo(), self.storage.environment())
        super().__init__(odoo, f'cchc_cluster_{os.getpid()}')
        self._make_database()
        self.replica = Replica(self.home / 'replica', self.primary)
        keep(self.replica.stop)
        self.replica.ensure()
        self.odoo.further['PGHOST_REPLICA'] = str(self.replica.sockets)
        self.servers = [self._server(number) for number in (0, 1)]
        keep(lambda: [server.__exit__() for server in self.servers])
        for server in self.servers:
            server.__enter__()
        self.proxy = Proxy(self.home / 'nginx', self.servers)
        keep(self.proxy.stop)
        self.address = self.proxy.address
        until(self._answers, "nginx does not answer")

    def _make_database(self):
        """Install as the profile does."""
        store = databases.Databases(self._checkout)
        try:
            work_database.install(self._checkout, self.odoo, self.name, self._apps)
            program = self.home / 'bin/odoo'
            program.parent.mkdir()
            program.write_text(f'#!/bin/sh\nexec {sys.executable} {odoo_run.SCRIPT} "$@"\n')
            program.chmod(0o755)
            environment = self.odoo.environment()
            processes.quiet(['bash', SCALE / 'install.sh'], 'cluster.log', env={
                **environment, 'PGDATABASE': self.name,
                'PATH': os.pathsep.join([str(program.parent), environment['PATH']])})
        finally:
            store.drop(self.name)
        self.ids = self._fill(self.odoo, self.name)
        shutil.rmtree(odoo_run.DATA / 'filestore' / self.name, ignore_errors=True)

    def _server(self, number, **ports):
        """Start an Odoo that has nothing of its own: its data directory is empty."""
        return safe_server.OdooServer(
            self.odoo, self.name, self.home / f'odoo-{number}.log', **self._options, **ports, options=[
                '--proxy-mode', '--data-dir', str(self.home / f'odoo-{number}')])

    def client(self, login, password='right-password'):
        """Return somebody who has logged in through nginx."""
        return safe_server.Client(self.address, self.name, login, password).log_in()

    def kill(self, number):
        """End an Odoo and all of its processes at once, as a power cut of its machine does."""
        self.servers[number].kill()

    def start(self, number):
        """Start an Odoo again that was killed."""
        killed = self.servers[number]
        self.servers[number] = self._server(number, port=killed.port, gevent_port=killed.gevent_port)
        self.servers[number].__enter__()

    def repair(self):
        """Start whatever does not run, and let the replica follow."""
        for server in (self.primary, self.replica):
            server.ensure()
        self.replica.resume()
        for number, server in enumerate(self.servers):
            if not server.runs():
                self.start(number)
        until(lambda: self.replica.has_all_of(self.primary), "the replica does not follow")

    @contextlib.contextmanager
    def watch(self):
        """Yield a ``Watch``, which afterwards knows what the two Odoo have answered meanwhile."""
        watch = Watch(self.logs)
        yield watch
        watch.end()

    @property
    def logs(self):
        return [self.home / f'odoo-{number}.log' for number in (0, 1)]

    def _files(self):
        """Return a folder with the files as they are in S3."""
        mirror = self.home / 'files'
        for (name,) in self.rows("SELECT store_fname FROM ir_attachment WHERE res_model LIKE 'cchc.%' AND store_fname"
                                 " IS NOT NULL"):
            assert name.startswith('s3://'), f"{name} is not in the storage"
            content = self.storage.content(name.removeprefix('s3://'))
            path = mirror / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is not None:
                path.write_bytes(content)
        return mirror

    def _answers(self):
        try:
            with urllib.request.urlopen(f'{self.address}/web/health', timeout=5) as answer:
                return json.loads(answer.read())['status'] == 'pass'
        except OSError:
            return False


assert len('/var/tmp/cchc-cluster-12345678/primary/s') <= paths.SOCKET_DIR_MAX
