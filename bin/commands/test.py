"""`bin/test`: every check in one pytest run; arguments go to pytest, paths in them are relative to the checkout."""

import os
import sys

from bootstrap import databases, odoo_linters, odoo_run, processes, programs
from bootstrap.paths import ADDONS, ROOT


def main(arguments):
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
                f'--odoo-database={database}', f'--odoo-config={odoo_run.CONFIG}', '--odoo-http',
                *arguments, *([] if any(map(_is_path, arguments)) else _everything(odoo)),
            ]
            return processes.foreground(command, cwd=ROOT, env=environment)
        finally:
            store.drop(database)


def _is_path(argument):
    return not argument.startswith('-') and (ROOT / argument.partition('::')[0]).exists()


def _everything(odoo):
    return [*(path for path in ('tests', *ADDONS) if (ROOT / path).exists()), *odoo_linters.files(odoo.source.path)]
