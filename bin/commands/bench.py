"""`bin/bench`: every benchmark as a ratio against its floor, measured in the same run.

A module `bin/bench_*.py` has `rows(open_env, options)`, which yields one dictionary per row with the keys of COLUMNS.
`open_env()` is a context manager for an environment as superuser on a database of its own, made anew at each call.
"""

import argparse
import contextlib
import importlib
import itertools
import json
import sys

from bootstrap import databases, odoo_run, progress
from bootstrap.errors import SetupError
from bootstrap.paths import OUT, ROOT

COLUMNS = ('name', 'size', 'seconds', 'floor_seconds', 'ratio', 'goal', 'peak_mib')
RESULT = OUT / 'bench/latest.json'
DATABASE = 'cchc_bench'


def main(arguments):
    options = _parser().parse_args(arguments)
    modules = [path.stem for path in sorted((ROOT / 'bin').glob('bench_*.py')) if options.only in path.stem]
    if not modules:
        raise SetupError(f"no benchmark named like “{options.only}” in bin/bench_*.py")
    results = []
    with odoo_run.ready() as odoo:
        store, numbers = databases.Databases(odoo), itertools.count()

        @contextlib.contextmanager
        def open_env():
            database = f'{DATABASE}_{next(numbers)}'
            store.fresh(database, databases.present_addons())
            try:
                with odoo.environment_of(database) as env:
                    yield env
            finally:
                store.drop(database)

        for module in modules:
            progress.say(f"* {module}")
            for row in importlib.import_module(module).rows(open_env, options):
                results.append({column: row[column] for column in COLUMNS})
                progress.say('  ' + '  '.join(_cells(row)))
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=1, ensure_ascii=False) + '\n')
    sys.stdout.write(_table(results))
    missed = [row['name'] for row in results if row['goal'] is not None and row['ratio'] > row['goal']]
    if missed:
        progress.say(f"Goal missed: {', '.join(missed)}")
    return 1 if missed else 0


def _parser():
    parser = argparse.ArgumentParser(prog='bin/bench', description=__doc__.splitlines()[0])
    parser.add_argument('--only', default='', metavar='TEXT', help="only modules whose name contains TEXT")
    parser.add_argument('--quick', action='store_true', help="small sizes and few repetitions: shows that it runs")
    return parser


def _cells(row):
    return [_cell(row[column]) for column in COLUMNS]


def _cell(value):
    if value is None:
        return '–'
    return f'{value:,.3f}' if isinstance(value, float) else f'{value:,}' if isinstance(value, int) else str(value)


def _table(results):
    """Return the rows as text in columns, words to the left and figures to the right."""
    lines = [list(COLUMNS), *map(_cells, results)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ''.join(
        '  '.join(cell.ljust(width) if not at else cell.rjust(width)
                  for at, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip() + '\n'
        for line in lines
    )
