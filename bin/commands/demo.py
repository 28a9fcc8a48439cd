# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`bin/demo`: the 2024 plan played for its whole year, then the web client on 127.0.0.1."""

import argparse
import importlib
import secrets
import socket
import threading
import time
import urllib.request
from pathlib import Path

from bootstrap import databases, odoo_run, progress
from bootstrap.errors import SetupError
from bootstrap.paths import CACHE, OUT

DATABASE, PROVINCE = 'cchc_demo', 'cchc_demo_province'
FIRST_PORT, PORTS = 8069, 30
# Without letters and figures that look alike.
ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
PASSWORD_LENGTH = 12


def main(arguments):
    options = _parser().parse_args(arguments)
    options.database = options.database or (PROVINCE if options.province else DATABASE)
    port = None if options.no_serve else _free_port(options.port)
    with odoo_run.ready() as odoo:
        store = databases.Databases(odoo)
        if options.keep and store.exists(options.database):
            progress.say(f"* Using database {options.database} as it is")
        else:
            _play(odoo, store, options)
        if port:
            return _serve(odoo, options.database, port)
    return 0


def _parser():
    parser = argparse.ArgumentParser(prog='bin/demo', description=__doc__)
    parser.add_argument('--no-serve', action='store_true', help="end after the files are written")
    parser.add_argument('--keep', action='store_true', help="serve the database of an earlier run as it is")
    parser.add_argument('--port', type=int, help=f"default: {FIRST_PORT}, or the next free one")
    parser.add_argument('--province', action='store_true',
                        help="instead of the 2024 plan: a parent agency and those that report to it")
    parser.add_argument('--database', help=f"default: {DATABASE}, of a province {PROVINCE}")
    parser.add_argument('--out', type=Path, default=OUT, metavar='DIR', help="where files go (default: out)")
    return parser


def _play(odoo, store, options):
    """Build the database under another name, and rename it when the whole story is complete."""
    database, out = options.database, options.out
    part, story = f'{database}_part', 'demo_story.province' if options.province else 'demo_story'
    out.mkdir(parents=True, exist_ok=True)
    try:
        store.fresh(part, databases.present_addons())
        with progress.step("Playing the year"), odoo.environment_of(part) as env:
            importlib.import_module(story).run(env, out)
            passwords = _give_passwords(env)
            env.cr.commit()
        store.drop(database)
        store.rename(part, database)
    finally:
        store.drop(part)
    accounts = _accounts(database)
    accounts.unlink(missing_ok=True)
    accounts.touch(mode=0o600)
    accounts.write_text(passwords)
    progress.say(f"Accounts and passwords: {accounts}")


def _give_passwords(env):
    """Give every account that can log in a random password; return them as a table."""
    lines = []
    for user in env['res.users'].search([('share', '=', False)], order='login'):
        password = ''.join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))
        # Not through the field: Odoo would mail each person that the password was changed.
        user._set_encrypted_password(user.id, user._crypt_context().hash(password))
        lines.append(f'{user.login:<28} {password}   {user.name}\n')
    return ''.join(lines)


def _accounts(database):
    """Return the file, readable by this user alone, that keeps the passwords of a demonstration."""
    return CACHE / ('demo-accounts.txt' if database == DATABASE else f'demo-accounts-{database}.txt')


def _free_port(wanted):
    """Return a free port of 127.0.0.1: the wanted one, or the first free one from 8069 on."""
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
    threading.Thread(target=_announce, args=[f'http://127.0.0.1:{port}', database], daemon=True).start()
    return odoo.foreground('-d', database, f'--db-filter=^{database}$', '-p', str(port), '--log-level=warn')


def _announce(address, database):
    """Print the accounts and the address once the server answers."""
    while True:
        time.sleep(0.5)
        try:
            with urllib.request.urlopen(f'{address}/web/health', timeout=10):
                break
        except OSError:
            continue
    accounts = _accounts(database)
    if accounts.exists():
        progress.say(f"\n{accounts.read_text()}")
    progress.say(f"Ready: {address}   (Ctrl-C ends it)")
