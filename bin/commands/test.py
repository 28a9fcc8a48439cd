# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`bin/test`: every check in one pytest run; arguments go to pytest, paths in them are relative to the checkout.

The whole run is shared out among processes, each with a database of its own; what is named by a path runs in one. Paths
below tests/tools alone (rules in plain Python) run without Odoo, in seconds.
"""

import os
import sys

from bootstrap import databases, odoo_linters, odoo_run, processes, programs
from bootstrap.paths import ADDONS, ROOT

PURE = ROOT / 'tests' / 'tools'
PROCESSES = 4    # at most: each holds an Odoo (400 MB) and sometimes a browser


def main(arguments):
    paths = [argument for argument in arguments if _is_path(argument)]
    if paths and all(_path(argument).is_relative_to(PURE) for argument in paths):
        return processes.foreground(
            [sys.executable, '-m', 'pytest', '-p', 'no:odoo', *arguments], cwd=ROOT, env=dict(os.environ))
    missing = programs.ensure()
    with odoo_run.ready() as odoo:
        store = databases.Databases(odoo)
        database = f'cchc_test_{os.getpid()}'
        try:
            log = store.fresh(database, databases.present_addons())
            environment = odoo.environment()
            environment |= {
                'PYTHONPATH': os.pathsep.join([environment['PYTHONPATH'], str(ROOT / 'bin')]),
                'CCHC_INSTALL_LOG': str(log),
                'CCHC_MISSING': ' '.join(missing),
            }
            command = [
                sys.executable, '-m', 'pytest', '-p', 'bootstrap.strict_skips', '-p', 'bootstrap.odoo_linters',
                '-p', 'bootstrap.own_files', '-p', 'bootstrap.slow_first', '-p', 'bootstrap.one_agency',
                f'--odoo-database={database}', f'--odoo-config={odoo_run.CONFIG}', '--odoo-http',
                *([] if paths else _shared_out()), *arguments, *([] if paths else _everything(odoo)),
            ]
            return processes.foreground(command, cwd=ROOT, env=environment)
        finally:
            store.drop(database)


def _is_path(argument):
    return not argument.startswith('-') and _path(argument).exists()


def _path(argument):
    return ROOT / argument.partition('::')[0]


def _shared_out():
    """Return the options that share the run out, a class or module at a time; `-n 0` among the arguments undoes it."""
    count = min(len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 1, PROCESSES)
    return ['-n', str(count), '--dist', 'loadscope', '--no-loadscope-reorder'] if count > 1 else []


def _everything(odoo):
    return [*(path for path in ('tests', *ADDONS) if (ROOT / path).exists()), *odoo_linters.files(odoo.source.path)]
