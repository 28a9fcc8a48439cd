"""`bin/test`: every check in one pytest run; arguments go to pytest, paths in them are relative to the checkout."""

import os
import sys

from bootstrap import databases, odoo_run, processes, programs
from bootstrap.paths import ROOT

DATABASE = 'cchc_test'


def main(arguments):
    missing = programs.ensure()
    with odoo_run.ready() as odoo:
        databases_ = databases.Databases(odoo)
        database = f'{DATABASE}_{os.getpid()}'
        try:
            log = databases_.fresh(database, databases.present_addons())
            environment = odoo.environment()
            environment |= {
                'PYTHONPATH': os.pathsep.join([environment['PYTHONPATH'], str(ROOT / 'bin')]),
                'CCHC_INSTALL_LOG': str(log),
                'CCHC_MISSING': ' '.join(missing),
            }
            command = [
                sys.executable, '-m', 'pytest', '-p', 'bootstrap.strict_skips',
                f'--odoo-database={database}', f'--odoo-config={odoo_run.CONFIG}', '--odoo-http', *arguments,
            ]
            return processes.foreground(command, cwd=ROOT, env=environment)
        finally:
            databases_.drop(database)
