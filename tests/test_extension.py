# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A third addon that inherits from ours: its tests (`tests/addons/cchc_extension`) run in a database with the addon."""

import os
import re

from bootstrap import odoo_run
from bootstrap.errors import SetupError
from bootstrap.paths import CACHE, ROOT

ADDON = 'cchc_extension'


def test_third_addon_adds_without_copying_a_method(new_database):
    log = f'extension-{os.getpid()}.log'
    with odoo_run.ready() as odoo:
        try:
            odoo.quiet(
                log, '-d', new_database, '-i', ADDON, '--test-tags', f'/{ADDON}', '--stop-after-init', '--no-http',
                '--max-cron-threads=0', f'--addons-path={ROOT},{ROOT / "tests/addons"}')
        except SetupError:
            raise AssertionError(_faults(log)) from None
    ran = re.search(r'(\d+) failed, (\d+) error\(s\) of (\d+) tests', (CACHE / 'logs' / log).read_text())
    assert ran, _faults(log)
    assert ran.group(1, 2) == ('0', '0'), _faults(log)
    assert int(ran[3]) >= 6
    (CACHE / 'logs' / log).unlink()


def _faults(log):
    lines = (CACHE / 'logs' / log).read_text().splitlines()
    return '\n'.join([line for line in lines if not re.search(r' INFO ', line)][-60:])
