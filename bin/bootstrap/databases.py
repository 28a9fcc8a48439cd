# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Databases made in seconds: installed once into a template that is named after its content, then copied."""

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

import psycopg2.errors

from . import locks, postgres, progress, python_env
from .odoo_run import DATA
from .paths import ADDONS, CACHE, ROOT

LANGUAGES = ('vi_VN', 'en_US')   # the first is everybody's default
BASE_MODULES = ('base', 'mail', 'hr')
PREFIX = 'cchc_template_'
# Parts of an addon that are read from the disk at run time and leave no trace in a database.
NOT_INSTALLED = {'tests', 'static', '__pycache__', 'readme', 'README.rst'}


class Databases:
    """The databases of one Odoo: their filestores are handled together with them."""

    def __init__(self, odoo):
        self._odoo = odoo

    def exists(self, name):
        """Whether there is a database `name`."""
        return bool(self._execute('SELECT 1 FROM pg_database WHERE datname = %s', [name]))

    def drop(self, name):
        """Remove the database `name`, if there is one, with its files and log; who is connected to it is cut off."""
        try:
            self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except psycopg2.errors.InsufficientPrivilege:   # an autovacuum, which only a drop without force may end
            self._execute(f'DROP DATABASE IF EXISTS "{name}"')
        shutil.rmtree(_filestore(name), ignore_errors=True)
        _log(name).unlink(missing_ok=True)

    def rename(self, name, target):
        """Rename a database that nobody is connected to."""
        self._execute(f'ALTER DATABASE "{name}" RENAME TO "{target}"')
        if _filestore(name).exists():
            _filestore(name).replace(_filestore(target))

    def copy(self, source, target):
        """Make `target`, dropping an old one, a copy of `source`. Stored files are never changed, so links do."""
        self.drop(target)
        self._execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY file_copy')
        if _filestore(source).exists():
            shutil.copytree(_filestore(source), _filestore(target), copy_function=os.link)

    def fresh(self, target, addons=(), apps=()):
        """Make `target` a new database in Vietnamese with Odoo's modules and `addons`. Return its install log's path.

        `apps` are further modules of Odoo, installed before ours. What is installed is kept in a template, named by a
        hash of all that it depends on. The log goes with `target`, as another run may replace the template.
        """
        with locks.exclusive('database templates'):
            name = self._base()
            if apps:
                name = self._install('apps', name, apps)
            if addons:
                name = self._install('addons_and_apps' if apps else 'addons_only', name, addons)
            self.copy(name, target)
            return Path(shutil.copy(_log(name), _log(target)))

    def _base(self):
        key = '-'.join([self._odoo.source.version, python_env.fingerprint(), *LANGUAGES, *BASE_MODULES])
        return self._template('base', hashlib.sha256(key.encode()).hexdigest()[:12],
                              f"Installing {', '.join(BASE_MODULES)} (half a minute, once)", None,
                              ['-i', ','.join(BASE_MODULES), f'--load-language={",".join(LANGUAGES)}'])

    def _install(self, kind, source, modules):
        return self._template(kind, _fingerprint(source, modules), f"Installing {', '.join(modules)}", source,
                              ['-i', ','.join(modules)])

    def _template(self, kind, key, text, source, arguments):
        """Return the name of the template `kind` with this `key`, installing it and dropping its predecessors."""
        name = f'{PREFIX}{kind}_{key}'
        if self.exists(name) and _log(name).exists():
            return name
        for (old,) in self._execute('SELECT datname FROM pg_database WHERE starts_with(datname, %s)',
                                    [f'{PREFIX}{kind}_']):
            self.drop(old)
        part = f'{name}_part'
        _log(name).unlink(missing_ok=True)   # of an installation that failed
        with progress.step(text):
            if source:
                self.copy(source, part)
            try:
                self._odoo.quiet(_log(name).name, '-d', part, *arguments, '--stop-after-init', '--no-http',
                                 '--max-cron-threads=0')
                self.rename(part, name)
            finally:
                self.drop(part)
        return name

    def _execute(self, query, parameters=None):
        """Run one statement outside a transaction; return its rows, if it has any."""
        server = self._odoo.server
        with contextlib.closing(postgres.connect(server, 'postgres')) as connection, connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return cursor.fetchall() if cursor.description else []


def present_addons():
    """Return those of our addons that this checkout holds, in the order of their dependency."""
    return [addon for addon in ADDONS if (ROOT / addon / '__manifest__.py').exists()]


def _filestore(name):
    return DATA / 'filestore' / name


def _log(name):
    return CACHE / 'logs' / f'{name}.log'


def _fingerprint(base, addons):
    """Return a hash of the template below and of every file of `addons` that an installation reads; of those that
    Odoo brings along, the template below tells the version."""
    digest = hashlib.sha256(','.join([base, *addons]).encode())
    for addon in addons:
        for path in sorted((ROOT / addon).rglob('*')):
            name = path.relative_to(ROOT)
            if path.is_file() and not NOT_INSTALLED.intersection(name.parts[1:]):
                digest.update(f'{name}\0{path.stat().st_size}\0'.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
