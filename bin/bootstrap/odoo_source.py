# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo 19 itself: ODOO_SRC, an installed one, Debian's package unpacked, or a shallow clone; in this order."""

import dataclasses
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import locks, paths, processes, progress
from .errors import SetupError
from .paths import CACHE

SERIES = '19.0'
TARGET = CACHE / 'odoo'
TRIES = 3
CLONE_URL = 'https://github.com/odoo/odoo.git'

# Debian's odoo-19 links into these packages. Its icons link to version 4.7 of Font Awesome, which sid no longer has.
DEBIAN_PACKAGES = {
    'sid': ('odoo-19', 'libjs-jquery', 'libjs-jquery-form', 'libjs-underscore', 'fonts-roboto-unhinted',
            'fonts-montserrat', 'fonts-inconsolata', 'fonts-ocr-b'),
    'bookworm': ('fonts-font-awesome',),
}
DEBIAN_KEYRING = Path('/usr/share/keyrings/debian-archive-keyring.gpg')
# Debian leaves this non-free library out, but the asset bundle names it and a browser tour fails on its absence.
LEFT_OUT = 'odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js'


@dataclasses.dataclass(frozen=True)
class Source:
    """A tree whose `odoo` package can be imported once `path` is on PYTHONPATH. `version` names its exact content."""

    path: Path
    version: str


def ensure():
    """Return the Odoo 19 to use, fetching it first if need be. Raise SetupError naming every source that failed."""
    if given := os.environ.get('ODOO_SRC'):
        return _source(Path(given).expanduser().resolve(), 'ODOO_SRC')
    if not TARGET.exists() and (installed := _installed()):
        return installed
    with locks.exclusive('odoo'):
        if not TARGET.exists():
            _fetch()
    tree = TARGET / 'usr/lib/python3/dist-packages'
    return _source(tree if tree.exists() else TARGET, str(TARGET))


def _source(path, name):
    """Check what `path` holds. Raise SetupError if it is not Odoo of our series."""
    try:
        release = (path / 'odoo/release.py').read_text()
    except OSError:
        raise SetupError(f"{name}: no Odoo in {path} (expected odoo/release.py)") from None
    match = re.search(r'^version_info = \((\d+), *(\d+)', release, re.MULTILINE)
    found = '.'.join(match.groups()) if match else 'unknown'
    if found != SERIES:
        raise SetupError(f"{name}: {path} is Odoo {found}, {SERIES} is needed")
    return Source(path, hashlib.sha256(f'{path} {_revision(path)} {release}'.encode()).hexdigest()[:12])


def _revision(path):
    if not (path / '.git').exists() or not shutil.which('git'):
        return ''
    done = subprocess.run(['git', '-C', str(path), 'rev-parse', 'HEAD'], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _installed():
    """Return an Odoo 19 that the calling interpreter can import, or None."""
    base = getattr(sys, '_base_executable', sys.executable)
    code = 'import importlib.util as u; s = u.find_spec("odoo"); print(*(s.submodule_search_locations if s else ()))'
    done = subprocess.run([base, '-c', code], cwd='/', capture_output=True, text=True, check=False)
    for location in done.stdout.splitlines():
        try:
            return _source(Path(location.strip()).parent, 'installed odoo')
        except SetupError:
            continue
    return None


def _fetch():
    paths.need_space(4)
    failures = []
    for fetch, needs in ((_fetch_debian, ('apt-get', 'dpkg-deb')), (_fetch_clone, ('git',))):
        missing = [program for program in needs if not shutil.which(program)]
        if missing:
            failures.append(f"no {missing[0]}")
            continue
        for attempt in range(1, TRIES + 1):
            part = paths.temporary_beside(TARGET)
            try:
                fetch(part)
                paths.publish(part / 'root', TARGET)
                return
            except SetupError as error:
                failures.append(str(error))
                progress.say(f"  attempt {attempt} of {TRIES} failed: {error}")
            finally:
                shutil.rmtree(part, ignore_errors=True)
    raise SetupError(
        f"cannot get Odoo {SERIES}: install git or apt, check the network, or set ODOO_SRC to an Odoo {SERIES} tree "
        f"({'; '.join(dict.fromkeys(failures))})"
    )


def _fetch_debian(part):
    """Download with a private package list, so that the machine's own apt stays as it is, and unpack."""
    with progress.step(f"Getting Odoo {SERIES} from Debian (140 MB, once)"):
        apt = _private_apt(part)
        names = [f'{name}/{suite}' for suite, group in DEBIAN_PACKAGES.items() for name in group]
        archives = part / 'archives'
        archives.mkdir()
        processes.quiet([*apt, 'download', *names], 'odoo.log', cwd=archives)
        for archive in sorted(archives.glob('*.deb')):
            processes.quiet(['dpkg-deb', '-x', archive, part / 'root'], 'odoo.log')
        left_out = part / 'root/usr/lib/python3/dist-packages' / LEFT_OUT
        left_out.parent.mkdir(parents=True, exist_ok=True)
        left_out.touch()


def _private_apt(part):
    """Return an apt-get command that knows Debian's sid and bookworm and keeps its state in `part`."""
    sources, lists, cache = part / 'sources.list', part / 'lists', part / 'cache'
    (lists / 'partial').mkdir(parents=True)
    (cache / 'archives/partial').mkdir(parents=True)
    state = ['-o', f'Dir::State::Lists={lists}', '-o', f'Dir::Cache={cache}', '-o', 'APT::Sandbox::User=root',
             '-o', 'Acquire::Languages=none', '-o', f'Acquire::Retries={TRIES}']
    signed = f'[signed-by={DEBIAN_KEYRING}] ' if DEBIAN_KEYRING.exists() else ''
    mirror = _debian_mirror([]) or _debian_mirror(state)
    sources.write_text(''.join(f'deb {signed}{mirror} {suite} main\n' for suite in DEBIAN_PACKAGES))
    command = ['apt-get', '-q', *state,
               '-o', f'Dir::Etc::SourceList={sources}', '-o', 'Dir::Etc::SourceParts=/dev/null']
    processes.quiet([*command, 'update'], 'odoo.log')
    return command


def _debian_mirror(state):
    """Return the mirror that the machine's own apt uses. With `state`, fetch its package lists there first."""
    if state:
        processes.quiet(['apt-get', '-q', *state, 'update'], 'odoo.log')
    done = subprocess.run(
        ['apt-get', *state, 'indextargets', '--format', '$(ORIGIN)|$(LABEL)|$(REPO_URI)'],
        capture_output=True, text=True, check=False,
    )
    for line in done.stdout.splitlines():
        origin, label, uri = line.split('|', 2)
        if origin == label == 'Debian':
            return uri
    if state:
        raise SetupError("this machine's apt knows no Debian mirror")
    return None


def _fetch_clone(part):
    with progress.step(f"Cloning Odoo {SERIES} (600 MB, once)"):
        processes.quiet(
            ['git', 'clone', '-q', '--depth=1', '--single-branch', f'--branch={SERIES}', CLONE_URL, part / 'root'],
            'odoo.log', env={**os.environ, 'GIT_TERMINAL_PROMPT': '0'},
        )
