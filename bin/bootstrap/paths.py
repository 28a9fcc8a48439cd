# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where things are: the checkout, its cache, and a short-named directory for sockets."""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from .errors import SetupError

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / '.cache'
OUT = ROOT / 'out'
ADDONS = ('cchc_propaganda', 'cchc_propaganda_report')

# The path of a unix socket, its name and a terminating zero included, fits in 104 bytes on macOS and 108 on Linux.
SOCKET_DIR_MAX = 104 - len('/.s.PGSQL.5432.lock') - 1
GIB = 1024**3


def make_cache():
    """Create the cache directory. Raise SetupError where it cannot be written."""
    try:
        CACHE.mkdir(exist_ok=True)
    except OSError as error:
        raise SetupError(f"cannot create {CACHE} ({error.strerror}): make the checkout writable") from error
    if not os.access(CACHE, os.W_OK | os.X_OK):
        raise SetupError(f"{CACHE} belongs to another user: remove it, or run as that user")
    return CACHE


def need_space(gib):
    """Raise SetupError unless `gib` GiB are free on the cache's disk."""
    free = shutil.disk_usage(CACHE).free
    if free < gib * GIB:
        raise SetupError(f"{gib} GiB of free disk needed for {CACHE}, {free / GIB:.1f} GiB found: make room")


def outside_dir(base):
    """Return a directory below `base` (`/tmp`, `/var/tmp`) that belongs to this checkout and user alone."""
    mark = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:10]
    return Path(base) / f'cchc-{os.getuid()}-{mark}'


def make_outside_dir(base):
    """Create and return `outside_dir(base)`; remove those of checkouts that are gone.

    Raise SetupError if somebody else has taken its name: everybody may write to `base`.
    """
    for other in Path(base).glob(f'cchc-{os.getuid()}-*'):
        origin = other / 'checkout'
        if _is_ours(other) and origin.exists() and not Path(origin.read_text()).exists():
            shutil.rmtree(other, ignore_errors=True)
    folder = outside_dir(base)
    folder.mkdir(mode=0o755, exist_ok=True)
    if not _is_ours(folder):
        raise SetupError(f"{folder} belongs to another user: remove it")
    (folder / 'checkout').write_text(str(ROOT))
    return folder


def _is_ours(folder):
    status = folder.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()


def temporary_beside(path):
    """Return a new empty directory beside `path`, to build in and then rename. Leftovers of dead runs go first.

    The caller holds the lock of what it builds, so any such directory is a leftover.
    """
    for leftover in path.parent.glob(f'{path.name}.part-*'):
        shutil.rmtree(leftover, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f'{path.name}.part-', dir=path.parent))


def publish(built, path):
    """Put the directory `built` in the place of `path`."""
    if path.exists():
        shutil.rmtree(path)
    built.rename(path)
