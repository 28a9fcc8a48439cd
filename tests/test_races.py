"""Two people act on one document at the same moment, on two real connections (DESIGN §4): exactly one wins, the other
is told who did it and when; one transition, one line in the chatter."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name('races.py')
SINCE = re.compile(r'since \d\d:\d\d \d\d/\d\d/\d{4} \((\w+)\)')
# Who wins decides the state: race -> {the winner's step: state}.
ENDS = {
    'two approve': {'action_approve': 'approved'},
    'double click': {'action_approve': 'approved'},
    'approve and return': {'action_approve': 'approved', 'action_return': 'draft'},
    'approve and recall': {'action_approve': 'approved', 'action_recall': 'draft'},
    'post and return': {'action_publish': 'published', 'action_return': 'draft'},
    'issue twice': {'action_publish': 'published'},
}


@pytest.fixture(scope='module')
def races(request):
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
    assert {race['race'] for race in races} == set(ENDS)


def test_exactly_one_wins_and_the_state_is_the_winner_s(races):
    for race in races:
        winners = [step for step, words in race['told'] if words is None]
        assert len(winners) == 1, race
        assert race['state'] == ENDS[race['race']][winners[0]], race


def test_the_other_is_told_who_and_when(races):
    for race in races:
        [words] = [words for __, words in race['told'] if words]
        assert SINCE.search(words), race


def test_each_race_leaves_one_transition_in_the_chatter(races):
    for race in races:
        posted = race['race'] == 'post and return' and race['state'] == 'published'
        assert race['lines'] == (2 if posted else 1), race    # the row's, and the article's own


def test_duties_are_given_out_once(races):
    assert {race['duties'] for race in races if race['race'] == 'issue twice'} == {12}
