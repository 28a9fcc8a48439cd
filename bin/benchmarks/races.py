# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people act on one document at the same moment, very many times. The loser only gets a sentence, and nothing
happens twice. The goal is not a time, but that nothing goes wrong.
"""

import statistics
import sys

from bootstrap import progress
from bootstrap.paths import ROOT

ROUNDS, QUICK = 56, 2   # of one race of each kind: 1,000 races and a few more


def rows(open_env, options):
    sys.path.append(str(ROOT / 'tests'))
    with open_env() as env:
        import races  # tests/races.py

        from odoo.tools import mute_logger

        # Every race ends in a serialization failure or a wait, which Odoo logs as errors; what goes wrong is a row.
        with mute_logger('odoo.sql_db', 'odoo.service.model'):
            found = list(races.Races(env).run(QUICK if options.quick else ROUNDS))
    faults = [(race['race'], fault) for race in found for fault in race['faults']]
    for name, fault in faults:
        progress.say(f"  {name}: {fault}")
    failures = sum(fault.startswith('exception') for __, fault in faults)
    waited = sorted(seconds for race in found for seconds in race['waited'])
    yield _row("races: exceptions that are no sentence for the user", len(found), failures, 0)
    yield _row("races: steps, lines or notices lost or doubled", len(found), len(faults) - failures, 0)
    typical = statistics.median(waited)
    for name, percent in (('90 of 100 calls', 90), ('99 of 100 calls', 99), ('the slowest call', 100)):
        seconds = waited[min(len(waited) * percent // 100, len(waited) - 1)]
        yield {'name': f"races: waiting, {name}, against half of them", 'size': len(found), 'seconds': seconds,
               'floor_seconds': typical, 'ratio': seconds / typical, 'goal': None, 'peak_mib': None}


def _row(name, size, count, goal):
    """Return a row with the count in the column of ratios."""
    return {'name': name, 'size': size, 'seconds': None, 'floor_seconds': None, 'ratio': float(count), 'goal': goal,
            'peak_mib': None}
