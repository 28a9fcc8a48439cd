# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A running Odoo beside the benchmark, as `bin/odoo` serves it, and accounts that can log in to it."""

import contextlib
import secrets
import socket
import subprocess
import sys
import time

import requests

from bootstrap.paths import CACHE

START = 120         # seconds in which the server must answer


def let_in(users):
    """Give the accounts the same password, hashed only once. Return it."""
    users[0].password = password = secrets.token_urlsafe(9)
    users.env.flush_all()
    users.env.cr.execute(
        'UPDATE res_users SET password = (SELECT password FROM res_users WHERE id = %s) WHERE id IN %s',
        [users[0].id, users._ids])
    return password


@contextlib.contextmanager
def serving(database):
    """Serve the database; yield the address and the process."""
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    log = CACHE / 'logs/bench-server.log'
    command = [sys.executable, '-m', 'odoo', '-d', database, '--http-port', str(port), '--max-cron-threads=0',
               '--log-level=warn', '--logfile', str(log)]
    log.unlink(missing_ok=True)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address, deadline = f'http://127.0.0.1:{port}', time.monotonic() + START
        while time.monotonic() < deadline:
            with contextlib.suppress(requests.RequestException):
                if requests.get(f'{address}/web/health', timeout=5).ok:
                    break
            if process.poll() is not None:
                raise RuntimeError(f'the server ended: see {log}')
            time.sleep(0.5)
        yield address, process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
