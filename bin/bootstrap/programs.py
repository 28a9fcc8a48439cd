# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Browser and office programs that only the checks need."""

import os
import shutil

from . import locks, processes, progress
from .errors import SetupError

# Debian package -> commands of which one proves it is there, and the checks that need it.
NEEDED = {
    'chromium': (('chromium', 'chromium-browser', 'google-chrome'), "browser tours and screens"),
    'libreoffice-calc': (('localc',), "workbooks computed by LibreOffice"),
    'libreoffice-writer': (('lowriter',), "documents opened by LibreOffice"),
    'poppler-utils': (('pdftoppm',), "pages turned into pictures"),
    'docker-compose': (('docker-compose',), "docker-compose.yml"),
    'nginx': (('nginx',), "docker/nginx.conf"),
}
FONTS = 'fonts-liberation'   # LibreOffice's measures of Times New Roman; no command tells whether they are there


def ensure():
    """Install what is missing if we are root on a Debian family system; return the packages still missing.

    Print the name of each missing package and the checks that cannot run without it.
    """
    if _missing() and not os.getuid() and shutil.which('apt-get'):
        with locks.exclusive('programs'):
            _install(_missing())
    missing = _missing()
    for package in missing:
        progress.say(f"! Not installed: {package}; left out: {NEEDED[package][1]}")
    return missing


def _missing():
    return [package for package, (commands, _checks) in NEEDED.items() if not any(map(shutil.which, commands))]


def _install(packages):
    if not packages:
        return
    apt = ['apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3']
    environment = {**os.environ, 'DEBIAN_FRONTEND': 'noninteractive'}
    with progress.step(f"Installing {', '.join(packages)} for the checks (once)"):
        try:
            processes.quiet([*apt, 'update'], 'programs.log', env=environment)
            processes.quiet([*apt, 'install', '--no-install-recommends', *packages, FONTS], 'programs.log',
                            env=environment)
        except SetupError as error:
            progress.say(f"  {error}")
