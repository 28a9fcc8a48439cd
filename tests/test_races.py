# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people act on one document at the same moment, on two real connections (DESIGN §4): exactly one wins, the other
is told who did it and when; one transition, one line in the chatter and in the log of steps, one notice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name('races.py')
KINDS = {
    'two approve', 'double click', 'back and again', 'approve and return', 'approve and recall', 'approve and cancel',
    'approve and correct', 'approve while something else is written', 'two agree in one step',
    'double click in the first step', 'agree and return', 'submit twice', 'author and co-author submit',
    'two save one text', 'delete and submit', 'post and return', 'post and refuse', 'send twice',
    'one link for two articles', 'two articles for one assignment', 'record twice', 'issue twice'}
BOTH_GET_THROUGH = {'approve while something else is written', 'two articles for one assignment'}
AT_MOST = 20    # seconds for one call; on an idle machine, a call waits at most two seconds for a lock


@pytest.fixture(scope='module')
def races(request):
    """Run the races. A quarter of a minute and more: a loser waits up to two seconds for the lock."""
    from bootstrap import databases, odoo_run

    name = 'cchc_test_races'
    with odoo_run.ready() as odoo:
        store = databases.Databases(odoo)
        try:
            store.fresh(name, databases.present_addons())
            shell = subprocess.run(
                [sys.executable, '-m', 'odoo', 'shell', '-d', name, '--no-http', '--log-level=critical'],
                input=SCRIPT.read_text(encoding='utf-8'), env=odoo.environment(), capture_output=True, text=True,
                timeout=300, check=False)
        finally:
            store.drop(name)
    lines = [line for line in shell.stdout.splitlines() if line.startswith('RESULT ')]
    assert lines, shell.stderr[-3000:]
    return json.loads(lines[0].removeprefix('RESULT '))


def test_thirty_races_and_more_are_run(races):
    assert len(races) >= 30
    assert {race['race'] for race in races} == KINDS


def test_each_race_ends_as_one_of_the_two_orders_would(races):
    assert [race for race in races if race['faults']] == []


def test_somebody_is_told_wherever_only_one_gets_through(races):
    free = BOTH_GET_THROUGH | {'approve and cancel', 'approve and correct'}     # one after the other, both may
    for race in races:
        assert race['race'] in free or len(race['told']) == 1, race
        assert race['race'] not in BOTH_GET_THROUGH or not race['told'], race


def test_nobody_waits_long(races):
    assert max(seconds for race in races for seconds in race['waited']) < AT_MOST
