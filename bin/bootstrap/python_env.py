# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The project's own interpreter: a virtual environment with exactly the locked libraries. And others beside it, for
tools whose libraries Odoo shall not meet."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import locks, paths, processes, progress
from .errors import SetupError
from .paths import CACHE, ROOT

LOCK_FILE = ROOT / 'requirements.lock'
MINIMUM = (3, 11)
TRIES = 3

# uv does not read pip's configuration: what the machine tells pip is told to uv in its own words.
PIP_TO_UV = {
    'index-url': 'UV_DEFAULT_INDEX',
    'extra-index-url': 'UV_INDEX',
    'find-links': 'UV_FIND_LINKS',
    'trusted-host': 'UV_INSECURE_HOST',
    'cert': 'SSL_CERT_FILE',
}


def fingerprint(lock_file=LOCK_FILE):
    """Return what an environment depends on, as a short text: the lock file and the interpreter."""
    interpreter = f'{sys.version} {os.path.realpath(sys.base_prefix)}'
    return hashlib.sha256(lock_file.read_bytes() + interpreter.encode()).hexdigest()[:12]


def enter(script):
    """Return once this process runs in the project's interpreter; outside it, build that and start `script` over."""
    if os.environ.get('CCHC_PYTHON') == sys.executable:
        return
    python = str(ensure())
    os.environ.update(_keep_bytecode(Path(python).parents[1]), CCHC_PYTHON=python)
    os.environ.pop('PYTHONDONTWRITEBYTECODE', None)
    os.execv(python, [python, *script])


def _keep_bytecode(home):
    """Return the variable that keeps compiled modules inside the environment and none beside their sources.

    Without them, on a machine that forbids Python to write them beside the sources, each start of Odoo would compile
    its 2,000 modules again. A place that the user has chosen stays.
    """
    return {'PYTHONPYCACHEPREFIX': os.environ.get('PYTHONPYCACHEPREFIX') or str(home / 'bytecode')}


def ensure():
    """Return the path of the environment's interpreter, building the environment first if need be."""
    if sys.version_info < MINIMUM:
        raise SetupError(f"Python {MINIMUM[0]}.{MINIMUM[1]} or newer needed, this is {sys.version.split()[0]}")
    home = CACHE / f'python-{fingerprint()}'
    with locks.exclusive('python'):
        _ensure(home, LOCK_FILE, 2, "Building the Python environment (200 MB, once)")
        _link(home)
    return home / 'bin/python'


def apart(name, lock_file):
    """Return the path of the interpreter of an environment of its own, with exactly the libraries of that lock file."""
    home = CACHE / f'{name}-{fingerprint(lock_file)}'
    with locks.exclusive(f'python-{name}'):
        _ensure(home, lock_file, 0.5, f"Building the Python environment of {name} (once)")
    return home / 'bin/python'


def _ensure(home, lock_file, gigabytes, text):
    """Build the environment `home`, named after its lock file, unless it is there."""
    ready = home / 'ready'   # written last: scripts hold their own path, so the directory cannot be renamed into place
    if ready.exists():
        return
    paths.need_space(gigabytes)
    shutil.rmtree(home, ignore_errors=True)
    _remove_old(home.name.rpartition('-')[0])
    with progress.step(text):
        try:
            _build(home, lock_file)
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            raise
    ready.touch()


def _remove_old(name):
    """Remove environments of earlier lock files, but for the last: a server may still be running in it."""
    for home in sorted(CACHE.glob(f'{name}-*'), key=lambda path: path.stat().st_mtime)[:-1]:
        shutil.rmtree(home)


def _link(home):
    """Let `.cache/python` point at the environment, for editors and for people."""
    link, part = CACHE / 'python', CACHE / 'python.part'
    if link.is_symlink() and os.readlink(link) == home.name:
        return
    part.unlink(missing_ok=True)
    part.symlink_to(home.name)
    part.replace(link)


def _build(home, lock_file):
    try:
        processes.quiet([sys.executable, '-m', 'venv', home], 'python.log')
    except SetupError as error:
        raise SetupError(f"cannot make a virtual environment: install python3-venv ({error})") from error
    python = home / 'bin/python'
    environment = {**os.environ, **_uv_environment(),
                   'UV_CACHE_DIR': str(CACHE / 'uv'), 'PIP_CACHE_DIR': str(CACHE / 'pip')}
    uv_lock = home / 'uv.lock'
    uv_lock.write_text(_locked('uv'))
    locked = ['--no-deps', '--require-hashes', '-r']   # what the lock file names, with the checksums it names
    pip = [python, '-m', 'pip', 'install', '-q', '--no-input', *locked]
    installers = (
        [python, '-m', 'uv', 'pip', 'install', '-q', '--python', python, *locked, lock_file],
        [*pip, lock_file],
    )
    for attempt in range(TRIES):
        try:
            if attempt < TRIES - 1:
                processes.quiet([*pip, uv_lock], 'python.log', env=environment)
            processes.quiet(installers[attempt == TRIES - 1], 'python.log', env=environment)
            return
        except SetupError as error:
            failure = error
    raise SetupError(f"cannot install the Python libraries: check the network ({failure})") from failure


def _locked(library):
    """Return the lines of the lock file that pin one library and name the checksums of its files."""
    return re.search(rf'^{re.escape(library)}==(?:.*\\\n)*.*\n', LOCK_FILE.read_text(), re.MULTILINE)[0]


def _uv_environment():
    """Return uv's variables for the settings that pip has on this machine.

    Folders that serve as an index are left out: pip passes over what they lack, uv gives up.
    """
    done = subprocess.run(
        [sys.executable, '-m', 'pip', 'config', 'list'], capture_output=True, text=True, check=False,
    )
    found = {'UV_INDEX_STRATEGY': 'unsafe-best-match'}   # as pip does: the version counts, not the order of indexes
    for line in done.stdout.splitlines():
        key, _, value = line.partition('=')
        name = PIP_TO_UV.get(key.rpartition('.')[2].strip())
        values = [part for part in value.strip().strip('\'"').replace('\\n', ' ').split()
                  if not part.startswith('file:')]
        if name and values:
            found[name] = ' '.join(values)
    return {name: value for name, value in found.items() if name not in os.environ}
