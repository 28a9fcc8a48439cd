# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`bin/bench`: every benchmark as a ratio to a simple piece of work (its floor), measured in the same run.

A module of `bin/benchmarks` has `rows(open_env, options)`, which yields a dictionary with the keys of COLUMNS per row.
`open_env()` is a context manager: an environment as superuser on a new database, at each call; `apps`: further modules
of Odoo in it.
"""

import argparse
import contextlib
import importlib
import itertools
import json
import secrets
import sys

from bootstrap import databases, odoo_run, progress
from bootstrap.errors import SetupError
from bootstrap.paths import OUT, ROOT

COLUMNS = ('name', 'size', 'seconds', 'floor_seconds', 'ratio', 'goal', 'peak_mib')
RESULT = OUT / 'bench/latest.json'     # beside it the table and the chart: latest.txt, latest.svg
DATABASE = 'cchc_bench'


def main(arguments):
    options = _parser().parse_args(arguments)
    modules = [path.stem for path in sorted((ROOT / 'bin/benchmarks').glob('[!_]*.py')) if options.only in path.stem]
    if not modules:
        raise SetupError(f"no benchmark named like “{options.only}” in bin/benchmarks")
    results = []
    with odoo_run.ready() as odoo:
        store, numbers = databases.Databases(odoo), itertools.count()
        if options.fill:
            return _fill(odoo, store, options.fill, options.articles)

        @contextlib.contextmanager
        def open_env(apps=()):
            database = f'{DATABASE}_{next(numbers)}'
            store.fresh(database, databases.present_addons(), apps)
            try:
                with odoo.environment_of(database) as env:
                    yield env
            finally:
                store.drop(database)

        for module in modules:
            with progress.step(module):
                for row in importlib.import_module(f'benchmarks.{module}').rows(open_env, options):
                    results.append({column: row[column] for column in COLUMNS})
                    progress.say('  ' + '  '.join(_cells(row)))
    _write(results)
    sys.stdout.write(_table(results))
    missed = [row['name'] for row in results if row['goal'] is not None and row['ratio'] > row['goal']]
    if missed:
        progress.say(f"Goal missed: {', '.join(missed)}")
    return 1 if missed else 0


def _parser():
    parser = argparse.ArgumentParser(prog='bin/bench', description=__doc__.splitlines()[0])
    parser.add_argument('--only', default='', metavar='TEXT', help="only modules whose name contains TEXT")
    parser.add_argument('--quick', action='store_true', help="small sizes and few repetitions: shows that it runs")
    parser.add_argument('--million', action='store_true',
                        help="also read among 1,000,000 articles and as many contacts")
    parser.add_argument('--fill', metavar='DATABASE',
                        help="measure nothing: make DATABASE anew, a province of 100 units, to look at by hand")
    parser.add_argument('--articles', type=int, default=10_000, help="how many, with --fill; default: %(default)s")
    return parser


def _fill(odoo, store, database, articles):
    """Create the database and print how to look at it."""
    store.fresh(database, databases.present_addons())
    with progress.step(f"Writing {articles:,} articles"), odoo.environment_of(database) as env:
        agency = importlib.import_module('benchmarks._agency').Agency(env)
        importlib.import_module('benchmarks._articles').fill(agency, articles)
        users = env.ref('base.user_admin') | agency.board[0] | agency.office | agency.writers[-1] | agency.heads[-1]
        users.password = password = secrets.token_urlsafe(9)
        env.cr.commit()
        progress.say(f"Password of {', '.join(users.mapped('login'))}: {password}")
    progress.say(f"To look at it: ./bin/odoo -d {database}")
    return 0


def _write(results):
    """Keep the results as data, as the table and as the chart."""
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=1, ensure_ascii=False) + '\n')
    RESULT.with_suffix('.txt').write_text(_table(results))
    RESULT.with_suffix('.svg').write_text(importlib.import_module('benchmarks._chart').svg(results))


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
