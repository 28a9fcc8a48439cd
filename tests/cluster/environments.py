# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the cluster needs besides the checkout's own environment: the libraries of the profile `scale`, which stand
before those of the checkout, and moto, which stands for S3 storage, in an environment of its own."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from bootstrap import locks, processes, progress, python_env
from bootstrap.paths import CACHE, ROOT

SCALE = ROOT / 'requirements-scale.lock'
MOTO = Path(__file__).with_name('requirements.lock')


def scale_libraries():
    """Return the folder of the locked OCA addons and their libraries."""
    return _folder('scale', SCALE, lambda home: _install('--target', home, '-r', SCALE))


def moto():
    """Return the program that answers as S3 storage does."""
    def build(home):
        processes.quiet([sys.executable, '-m', 'venv', '--without-pip', home], 'cluster.log')
        _install('--python', home / 'bin/python', '-r', MOTO)
    return _folder('moto', MOTO, build) / 'bin/moto_server'


def _folder(name, lock, build):
    """Return the folder in the cache that `build` makes of the lock file, made anew when that has changed."""
    key = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()[:12]
    home = CACHE / f'{name}-{key}'
    ready = home / 'ready'
    with locks.exclusive(name):
        if not ready.exists():
            for old in CACHE.glob(f'{name}-*'):
                shutil.rmtree(old)
            with progress.step(f"Getting the libraries of {lock.relative_to(ROOT)} (once)"):
                build(home)
            ready.touch()
    return home


def _install(*arguments):
    processes.quiet(
        [sys.executable, '-m', 'uv', 'pip', 'install', '-q', '--no-deps', '--require-hashes', *arguments],
        'cluster.log',
        env={**os.environ, **python_env._uv_environment(), 'UV_CACHE_DIR': str(CACHE / 'uv')})
