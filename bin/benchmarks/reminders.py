# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A morning's reminders, compared with one raw INSERT of the finished rows, and with Odoo's own scheduling."""

import contextlib
import datetime
from unittest.mock import patch

from . import _agency, _measure

SIZES = ((100, 9), (1_000, 7), (10_000, 5))     # assignments of which one person each is reminded, repetitions
QUICK = ((100, 5), (1_000, 5))
UNITS = 10
GOAL = 15           # times the floor
FASTER = 20         # times as fast as activity_schedule: a ratio of at most 1 / FASTER
SCHEDULED = 200     # assignments on which activity_schedule is measured; it takes 10 ms for each
DEADLINE = datetime.date(2024, 3, 31)
TABLES = ('mail_activity', 'cchc_reminder_log')


def rows(open_env, options):
    for size, repeat in QUICK if options.quick else SIZES:
        with open_env() as env:
            yield from _rows(env, size, repeat)


def _rows(env, size, repeat):
    agency = _agency.Agency(env, UNITS)
    assignments = _assignments(agency, size)
    env.cr.commit()
    cr, rule = env.cr, agency.env['cchc.reminder.rule'].with_context(allowed_company_ids=None)

    def remind():
        with _day(env, DEADLINE), _kept_open(env):
            rule._cron_run()
        env.flush_all()

    def insert():
        for table, columns in finished.items():
            cr.execute(f'INSERT INTO {table} ({columns}) SELECT {columns} FROM finished_{table}')

    def schedule():
        for assignment in assignments[:SCHEDULED]:
            assignment.activity_schedule('mail.mail_activity_data_todo', DEADLINE, user_id=assignment.user_id.id)
        env.flush_all()

    def undo():
        cr.rollback()
        env.invalidate_all()

    peak = _measure.peak_mib(remind)
    finished = {table: _finished(cr, table) for table in TABLES}
    cr.execute('SELECT count(*) FROM finished_cchc_reminder_log')
    if (count := cr.fetchone()[0]) != size:
        raise AssertionError(f'{count} reminders instead of {size}')
    for table in TABLES:
        cr.execute(f'DELETE FROM {table}')
    cr.execute('DELETE FROM mail_message')
    cr.commit()
    taken = _measure.in_turn({'real': remind, 'floor': insert}, repeat, undo)
    yield _row(f"reminder run, {_short(size)} due", size, taken['real'], taken['floor'],
               GOAL if size >= 10_000 else None, peak)
    scheduled = _measure.in_turn({'stock': schedule}, 3, undo)['stock'] * size / min(size, SCHEDULED)
    yield _row(f"reminder run, {_short(size)} due, against activity_schedule", size, taken['real'], scheduled,
               1 / FASTER if size >= 10_000 else None, peak)


def _row(name, size, seconds, floor, goal, peak):
    return {'name': name, 'size': size, 'seconds': seconds, 'floor_seconds': floor, 'ratio': seconds / floor,
            'goal': goal, 'peak_mib': peak}


def _short(size):
    return f'{size // 1000}k' if size >= 1000 else str(size)


def _assignments(agency, size):
    """Create assignments of March, due on the 31st, each with a person in charge. No others are due then."""
    env = agency.env
    plan = agency.plan(2024, UNITS * agency.MONTHS)
    units = agency.departments
    assignments = env['cchc.assignment']._create_generated([{
        'plan_id': plan.id, 'channel_id': agency.channels[0].id, 'company_id': agency.company.id,
        'department_id': units[number % UNITS].id, 'origin_department_id': units[number % UNITS].id,
        'department_name': units[number % UNITS].name, 'user_id': agency.writers[number % UNITS].id,
        'period_key': '2024-03-01..2024-03-31', 'date_start': '2024-03-01', 'date_end': DEADLINE, 'quantity': 1,
        'date_planned': DEADLINE, 'date_deadline': DEADLINE,
    } for number in range(size)])
    rules = env['cchc.reminder.rule'].search([])
    (rules - env.ref('cchc_propaganda.reminder_on_the_day')).active = False
    env.flush_all()
    return assignments


def _finished(cr, table):
    """Copy the rows that the run wrote into a table. Return its columns."""
    cr.execute(f'CREATE TABLE finished_{table} AS SELECT * FROM {table}')
    cr.execute(f'SELECT * FROM finished_{table} LIMIT 0')
    return ', '.join(column.name for column in cr.description)


@contextlib.contextmanager
def _day(env, day):
    """Set the agency's date to that day, without stopping the clock that measures."""
    with patch.object(env.registry['res.company'], '_cchc_today', lambda self: day):
        yield


@contextlib.contextmanager
def _kept_open(env):
    """Run the batches without commits, so that the run can be rolled back."""
    with patch.object(env.registry['ir.cron'], '_commit_progress', lambda self, *args, **kwargs: float('inf')):
        yield
