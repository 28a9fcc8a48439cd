# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A PostgreSQL server of the tests' own, which keeps what it has acknowledged, and Odoo servers on it."""

import contextlib
import dataclasses
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from bootstrap import odoo_run, postgres

SAFE = postgres.SETTINGS.replace(' = off\nsynchronous_commit = off\nfull_page_writes = off',
                                 ' = on\nsynchronous_commit = on\nfull_page_writes = on')
WAIT = 60


class SafeServer(postgres.Private):
    """A cluster in a directory of its own, with fsync and synchronous_commit on."""

    settings = SAFE

    def __init__(self, home):
        assert 'fsync = on' in SAFE and 'synchronous_commit = on' in SAFE
        self._own_home = home
        super().__init__()

    def _home(self):
        return self._own_home

    def _sockets(self):
        return self._own_home / 's'

    def _create(self):
        self._give(self.home)
        super()._create()

    def for_odoo(self):
        return postgres.Server(str(self.sockets), '5432', postgres.ROLE, '', postgres.TEMPLATE, str(self.programs))

    def crash(self):
        """End the server as a power cut would: nothing is written any more."""
        self._pg_ctl('stop', '-m', 'immediate')

    def start(self):
        self._pg_ctl('start', '-l', self.data / 'server.log')


@contextlib.contextmanager
def running(prefix):
    """Yield such a server in a new directory whose name begins with `prefix`; afterwards it ends, and its data go."""
    home = Path(tempfile.mkdtemp(prefix=prefix, dir='/var/tmp'))
    home.chmod(0o755)
    server = SafeServer(home)
    try:
        server.ensure()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


class Refused(Exception):
    """What the server answered instead of a result: `words` is what the user reads."""

    def __init__(self, words, name=''):
        super().__init__(words)
        self.words, self.name = words, name


class NoAnswer(Exception):
    """The connection was cut before an answer came."""


@dataclasses.dataclass
class Client:
    """A person's web client: a session, and calls as the web client makes them."""

    address: str
    database: str
    login: str
    password: str
    cookies: dict = dataclasses.field(default_factory=dict)
    uid: int = 0

    def log_in(self):
        result = self._post('/web/session/authenticate', {
            'db': self.database, 'login': self.login, 'password': self.password})
        self.uid = result['uid']
        return self

    def call(self, model, method, *arguments, **keywords):
        keywords.setdefault('context', {'lang': 'vi_VN'})
        return self._post(f'/web/dataset/call_kw/{model}/{method}', {
            'model': model, 'method': method, 'args': list(arguments), 'kwargs': keywords})

    def page(self, path='/odoo'):
        """Return ``(status, body)`` of a page."""
        status, content = self.content(path)
        return status, content.decode()

    def content(self, path):
        """Return ``(status, bytes)`` of a file."""
        try:
            with self._open(path) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def _open(self, path, body=None, kind='application/json'):
        """Send a request as a browser does, and keep the cookies of the answer."""
        request = urllib.request.Request(self.address + path, body, {
            'Cookie': '; '.join(f'{name}={value}' for name, value in self.cookies.items()),
            'Accept-Language': 'vi-VN,vi;q=0.9', **({'Content-Type': kind} if body is not None else {})})
        answer = urllib.request.urlopen(request, timeout=WAIT)
        for cookie in answer.headers.get_all('Set-Cookie', ()):
            name, __, value = cookie.partition(';')[0].partition('=')
            self.cookies[name] = value
        return answer

    def _post(self, path, parameters):
        body = {'jsonrpc': '2.0', 'method': 'call', 'id': 1, 'params': parameters}
        try:
            with self._open(path, json.dumps(body).encode()) as answer:
                told = json.loads(answer.read())
        except urllib.error.HTTPError as error:
            body = error.read().decode(errors='replace')
            if error.code in (502, 504):        # a proxy says that the server has not answered
                raise NoAnswer(f'HTTP {error.code}') from None
            with contextlib.suppress(ValueError):
                told = json.loads(body)
                raise Refused(told['error']['data']['message'], told['error']['data']['name']) from None
            raise Refused(body, f'HTTP {error.code}') from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise NoAnswer(str(error)) from error
        if 'error' in told:
            raise Refused(told['error']['data']['message'], told['error']['data']['name'])
        return told['result']


class OdooServer:
    """`odoo --workers=2` in processes of its own."""

    def __init__(self, odoo, database, log, *, workers=2, crons=0, environment=(), limits=None, port=None,
                 gevent_port=None, options=()):
        self.database, self.log = database, Path(log)
        self.port, self.gevent_port = port or free_port(), gevent_port or free_port()
        self.address = f'http://127.0.0.1:{self.port}'
        command = [
            sys.executable, str(odoo_run.SCRIPT), '-d', database, f'--db-filter=^{database}$', '-p', str(self.port),
            '--gevent-port', str(self.gevent_port), '--workers', str(workers), '--max-cron-threads', str(crons),
            '--logfile', str(self.log), '--log-level=info', *options]
        self._process = subprocess.Popen(
            command, env={**odoo.environment(), **dict(environment)}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=limits)
        self.pid = self._process.pid

    def __enter__(self):
        until(lambda: self._answers(), "Odoo does not answer, see " + str(self.log))
        return self

    def __exit__(self, *error):
        end(self._process)

    def runs(self):
        return self._process.poll() is None

    def kill(self):
        """End all of its processes at once."""
        kill(self._process)

    def client(self, login, password='right-password'):
        return Client(self.address, self.database, login, password).log_in()

    def workers(self):
        """Return the processes that answer requests and run the crons."""
        return psutil.Process(self.pid).children()

    def faults(self):
        """Return the lines of the log that tell of errors."""
        return [line for line in self.log.read_text().splitlines() if ' ERROR ' in line or ' CRITICAL ' in line]

    def _answers(self):
        assert self._process.poll() is None, f"Odoo has ended, see {self.log}"
        try:
            with urllib.request.urlopen(f'{self.address}/web/health', timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def end(process, signum=signal.SIGTERM):
    """Ask a process, begun in a session of its own, to end; end it with all that it has started if it does not."""
    process.send_signal(signum)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        kill(process)


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)      # its own session: the program and what it has started, nothing else
    process.wait()


def assets(client):
    """Return the addresses of the scripts and styles that the login page needs."""
    return re.findall(r'/web/assets/[^"]+', client.page('/web/login')[1])


def until(holds, words, seconds=WAIT):
    """Wait until `holds()` is true; return what it returned. Raise AssertionError with `words` after some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.1)
    raise AssertionError(words)


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]
