# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The data of the managers' screen for a plan of 20 and of 200 units, twelve months, an article on its way for each."""

import datetime

from . import _agency, _measure

SIZES = ((20, 15), (200, 15))     # units, repetitions
QUICK = ((20, 5),)
MOST_QUERIES = 12               # for any size
GOAL = 8                        # of 200 units; below, the queries that do not grow outweigh the rest


def rows(open_env, options):
    for units, repeat in QUICK if options.quick else SIZES:
        with open_env() as env:
            yield _row(_agency.Agency(env, units), units, repeat)


def _row(agency, units, repeat):
    env, today = agency.env, agency.company._cchc_today()
    plan = agency.plan(today.year, agency.MONTHS * units)
    plan.action_generate_assignments()
    env['cchc.article']._with_gate().create([{
        'name': assignment.display_name, 'author_id': writer.id, 'department_id': assignment.department_id.id,
        'company_id': agency.company.id, 'plan_id': plan.id, 'state': 'submitted',
        'date_submitted': datetime.datetime.combine(today, datetime.time(1)),
        'publication_ids': [(0, 0, {'channel_id': assignment.channel_id.id, 'assignment_id': assignment.id})],
    } for assignment, writer in _running(plan, agency, today)])
    env.flush_all()
    director = agency.office.copy({'login': 'director', 'group_ids': env.ref('cchc_propaganda.group_director').ids})
    screen = agency.env['cchc.dashboard'].with_user(director)

    def show():
        screen.env.invalidate_all()
        return screen.get_data(plan.id)

    def floor():
        """Fetch the same rows in one statement: the time that the database alone needs."""
        env.cr.execute('SELECT * FROM cchc_assignment WHERE plan_id = %s ORDER BY date_deadline, id', [plan.id])
        env.cr.fetchall()

    if len(show()['units']) != units:
        raise AssertionError('a unit is missing')
    screen.env.invalidate_all()
    before = env.cr.sql_log_count
    screen.get_data(plan.id)
    queries = env.cr.sql_log_count - before
    if queries > MOST_QUERIES:
        raise AssertionError(f'{queries} queries instead of at most {MOST_QUERIES}')
    taken = _measure.in_turn({'real': show, 'floor': floor}, repeat)
    return {
        'name': f"dashboard of {units} units, {queries} queries", 'size': units, 'seconds': taken['real'],
        'floor_seconds': taken['floor'], 'ratio': taken['real'] / taken['floor'],
        'goal': GOAL if units == SIZES[-1][0] else None, 'peak_mib': _measure.peak_mib(show),
    }


def _running(plan, agency, today):
    assignments = plan.assignment_ids.filtered(lambda assignment: assignment.date_start <= today <= assignment.date_end)
    return zip(assignments, agency.writers, strict=False)
