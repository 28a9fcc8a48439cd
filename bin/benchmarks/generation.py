# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Giving out the assignments of a plan, compared with sending the same finished rows to the same table; and how much
more memory that takes for each 10,000 assignments beyond the first 10,000, the first time and once more."""

from psycopg2.extras import execute_values

from . import _agency, _measure

SIZES = ((1_000, 9), (10_000, 5), (100_000, 5))     # assignments, repetitions
QUICK = ((1_000, 5),)
GOAL = 6
MOST_MIB = 5    # for each 10,000 more assignments: their ids, and what each of them asks for
PAGE = 1_000    # rows per statement of the floor


def rows(open_env, options):
    with open_env() as env:
        agency = _agency.Agency(env)
        sizes = QUICK if options.quick else SIZES
        plans = [agency.plan(2024 + number, size) for number, (size, __) in enumerate(sizes)]
        env.cr.commit()
        first, again = {}, {}
        for (size, repeat), plan in zip(sizes, plans, strict=True):
            plan = plan.with_user(agency.office)
            first[size] = _measure.peak_mib(lambda plan=plan: _generate(plan))
            env.invalidate_all()
            again[size] = _measure.peak_mib(lambda plan=plan: _generate(plan))
            yield _row(plan, size, repeat, first[size])
        few, many = SIZES[1][0], SIZES[-1][0]
        for name, peaks in (('generation', first), ('generation once more', again)):
            if None not in (peaks.get(few), peaks.get(many)):
                yield {
                    'name': f"{name}: MiB for each 10,000 more assignments", 'size': many, 'seconds': None,
                    'floor_seconds': None, 'ratio': (peaks[many] - peaks[few]) / (many - few) * 10_000,
                    'goal': MOST_MIB, 'peak_mib': peaks[many]}


def _generate(plan):
    plan.action_generate_assignments()
    plan.env.flush_all()


def _row(plan, size, repeat, peak):
    """Return the row of a plan whose assignments were given out, and not committed."""
    cr = plan.env.cr

    def insert():
        execute_values(
            cr._obj, f'INSERT INTO cchc_assignment ({", ".join(columns)}) VALUES %s', finished, page_size=PAGE)

    def undo():
        cr.rollback()
        _measure.vacuum(cr, 'cchc_assignment')      # dead rows of one work must not slow down the other

    columns, finished = _finished_rows(cr, plan)
    if len(finished) != size:
        raise AssertionError(f'{len(finished)} assignments instead of {size}')
    taken = _measure.in_turn({'real': lambda: _generate(plan), 'floor': insert}, repeat, undo)
    return {
        'name': f"generation of {size // 1000}k assignments, companies checked", 'size': size, 'seconds': taken['real'],
        'floor_seconds': taken['floor'], 'ratio': taken['real'] / taken['floor'], 'goal': GOAL, 'peak_mib': peak,
    }


def _finished_rows(cr, plan):
    cr.execute('SELECT * FROM cchc_assignment WHERE plan_id = %s ORDER BY id', [plan.id])
    columns = [column.name for column in cr.description]
    at = columns.index('id')
    return columns[:at] + columns[at + 1:], [row[:at] + row[at + 1:] for row in cr.fetchall()]
