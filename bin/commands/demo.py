"""`bin/demo`: the 2024 plan played for its whole year, then the web client on 127.0.0.1."""

import argparse
import importlib
import secrets
import socket
import threading
import time
import urllib.error
import urllib.request

from bootstrap import databases, odoo_run, progress
from bootstrap.errors import SetupError
from bootstrap.paths import CACHE, OUT, ROOT

ACCOUNTS = CACHE / 'demo-accounts.txt'
FIRST_PORT, PORTS = 8069, 30
# Without letters and figures that look alike.
ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
PASSWORD_LENGTH = 12


def main(arguments):
    options = _parser().parse_args(arguments)
    port = None if options.no_serve else _free_port(options.port)
    if not (ROOT / 'bin/demo_story.py').exists():
        raise SetupError("bin/demo_story.py is missing: this checkout is incomplete")
    with odoo_run.ready() as odoo:
        store = databases.Databases(odoo)
        if options.keep and store.exists(options.database):
            progress.say(f"* Using database {options.database} as it is")
        else:
            _play(odoo, store, options.database)
        if port:
            return _serve(odoo, options.database, port)
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog='bin/demo', description=__doc__)
    parser.add_argument('--no-serve', action='store_true', help="end after the files are written to out/")
    parser.add_argument('--keep', action='store_true', help="serve the database of an earlier run as it is")
    parser.add_argument('--port', type=int, help=f"default: {FIRST_PORT}, or the next free one")
    parser.add_argument('--database', default='cchc_demo', help="default: %(default)s")
    return parser


def _play(odoo, store, database):
    """Build the database under another name and put it in place when the whole story has been told."""
    part = f'{database}_part'
    OUT.mkdir(exist_ok=True)
    try:
        store.fresh(part, databases.present_addons())
        story = importlib.import_module('demo_story')
        with progress.step("Playing the year"), odoo.environment_of(part) as env:
            story.run(env, OUT)
            _give_passwords(env, database)
            env.cr.commit()
        store.drop(database)
        store.rename(part, database)
    finally:
        store.drop(part)


def _give_passwords(env, database):
    """Give every account that can log in a random password; keep them where only this user reads them."""
    lines = [f"Accounts of database {database}", ""]
    for user in env['res.users'].search([('share', '=', False)], order='login'):
        user.password = ''.join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))
        lines.append(f'{user.login:<28} {user.password}   {user.name}')
    ACCOUNTS.unlink(missing_ok=True)
    ACCOUNTS.touch(mode=0o600)
    ACCOUNTS.write_text('\n'.join(lines) + '\n')


def _free_port(wanted):
    """Return a port of 127.0.0.1 that nobody listens on: the wanted one, or the first free from 8069 on."""
    candidates = [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS)
    for port in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(('127.0.0.1', port))
            except OSError:
                continue
            return port
    raise SetupError(f"port {wanted or f'{FIRST_PORT} and the next {PORTS - 1}'} taken: give another with --port")


def _serve(odoo, database, port):
    address = f'http://127.0.0.1:{port}'
    threading.Thread(target=_announce, args=[address], daemon=True).start()
    return odoo.foreground('-d', database, f'--db-filter=^{database}$', '-p', str(port), '--log-level=warn')


def _announce(address):
    """Print the accounts and the address once the server answers."""
    while True:
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(f'{address}/web/health', timeout=10):
                break
        except (urllib.error.URLError, OSError):
            continue
    progress.say(f"\n{ACCOUNTS.read_text()}\nkept in {ACCOUNTS}\n\nReady: {address}   (Ctrl-C ends it)")
