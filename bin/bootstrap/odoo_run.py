# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Runs Odoo with this project's addons, libraries and database server, in a child process or in this one."""

import configparser
import contextlib
import dataclasses
import os
import secrets
import sys
from pathlib import Path

from . import locks, odoo_source, postgres, processes
from .errors import SetupError
from .paths import ADDONS, CACHE, ROOT

CONFIG = CACHE / 'odoo.conf'
DATA = CACHE / 'odoo-data'
SCRIPT = Path(__file__).with_name('odoo_script.py')    # `python -m odoo` cannot start the websocket worker


@dataclasses.dataclass(frozen=True)
class Odoo:
    """An Odoo that can be run: its source and a server that answers."""

    source: odoo_source.Source
    server: postgres.Server

    def environment(self):
        """Return the variables under which `python -m odoo`, and any program that imports odoo, is this one."""
        return {
            **os.environ,
            **self.server.environment(),
            'PGDATABASE_TEMPLATE': self.server.template,
            'PATH': _joined(str(Path(sys.executable).parent), self.server.programs, os.environ.get('PATH')),
            'PYTHONPATH': _joined(str(self.source.path), os.environ.get('PYTHONPATH')),
            'ODOO_RC': os.environ.get('ODOO_RC', str(CONFIG)),
        }

    def foreground(self, *arguments):
        """Run Odoo on our own terminal; return its exit code."""
        return processes.foreground([sys.executable, SCRIPT, *arguments], env=self.environment())

    def quiet(self, log, *arguments):
        """Run Odoo with its output in `.cache/logs/<log>`. Raise SetupError if it fails."""
        processes.quiet([sys.executable, SCRIPT, *arguments], log, env=self.environment())

    @contextlib.contextmanager
    def environment_of(self, database):
        """Make this very process an Odoo without web server; yield an environment as superuser on `database`.

        Whoever wants to keep what was done commits.
        """
        os.environ.update(self.environment())
        if str(self.source.path) not in sys.path:
            sys.path.insert(0, str(self.source.path))
        import odoo.init  # noqa: F401 - sets the server up; must come first
        from odoo.api import SUPERUSER_ID, Environment
        from odoo.modules.registry import Registry
        from odoo.sql_db import close_db
        from odoo.tools import config

        config.parse_config(['-d', database, '--no-http', '--max-cron-threads=0', '--log-level=warn'],
                            setup_logging=True)
        try:
            with Registry(database).cursor() as cr:
                yield Environment(cr, SUPERUSER_ID, {})
        finally:
            Registry.delete(database)
            close_db(database)


@contextlib.contextmanager
def ready():
    """Yield an Odoo whose database server runs until the end of the block."""
    source = odoo_source.ensure()
    with postgres.running() as server:
        _write_config()
        DATA.mkdir(mode=0o700, exist_ok=True)   # files of articles nobody has approved yet, and sessions
        DATA.chmod(0o700)
        yield Odoo(source, server)


def _joined(*paths):
    return os.pathsep.join(filter(None, paths))


def _write_config():
    """Write the configuration file; only its master password is kept from an earlier one."""
    if ',' in str(ROOT):
        raise SetupError(f"Odoo separates paths by commas: move the checkout to a path without one ({ROOT})")
    with locks.exclusive('config'):
        old = configparser.RawConfigParser()
        old.read(CONFIG)
        new = configparser.RawConfigParser()
        new['options'] = {
            'admin_passwd': old.get('options', 'admin_passwd', fallback=secrets.token_urlsafe(24)),
            'data_dir': DATA,
            'db_maxconn': 128,   # a request may need two at once, and fifty people work at the same moment
            'http_interface': '127.0.0.1',
            'list_db': False,
            'unaccent': True,
        }
        if any((ROOT / addon / '__manifest__.py').exists() for addon in ADDONS):
            new['options']['addons_path'] = str(ROOT)
        if old != new:
            part = CONFIG.with_suffix('.part')
            part.touch(mode=0o600)
            with part.open('w') as file:
                new.write(file)
            part.replace(CONFIG)
