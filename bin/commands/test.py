"""`bin/test`: every check in one pytest run; arguments go to pytest, paths in them are relative to the checkout."""

import os
import sys

from bootstrap import databases, odoo_run, processes, programs
from bootstrap.paths import ADDONS, ROOT

OURS = ('tests', *ADDONS)
# Odoo's own linters, as its addon test_lint has them, but for these:
LINTERS_LEFT_OUT = {
    'test_checkers.py',    # tests the linters themselves
    'test_eslint.py',      # needs a tool of the npm registry
    'test_manifests.py',   # third-party manifests fail it; ours are checked in tests/test_lint.py
    'test_markers.py',     # reads every library of the environment too
    'test_pylint.py',      # lints Odoo itself; its checkers run on our addons in tests/test_lint.py
}


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
                sys.executable, '-m', 'pytest', '-p', 'bootstrap.strict_skips',
                f'--odoo-database={database}', f'--odoo-config={odoo_run.CONFIG}', '--odoo-http',
                *arguments, *([] if any(map(_is_path, arguments)) else _everything(odoo)),
            ]
            return processes.foreground(command, cwd=ROOT, env=environment)
        finally:
            store.drop(database)


def _is_path(argument):
    return not argument.startswith('-') and (ROOT / argument.partition('::')[0]).exists()


def _everything(odoo):
    linters = (odoo.source.path / 'odoo/addons/test_lint/tests', odoo.source.path / 'addons/test_lint/tests')
    return [
        *(path for path in OURS if (ROOT / path).exists()),
        *(str(path) for folder in linters for path in sorted(folder.glob('test_*.py'))
          if path.name not in LINTERS_LEFT_OUT),
    ]
