# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What we change of Odoo's own models is felt by nobody who works with the records of another app: tasks, time off,
their chatter, files, exports and incoming mails give the same results for the same number of queries with our addons
and without."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name('other_apps.py')
APPS = ('project', 'hr_holidays')
ANSWERS = ('an id', 'plan of n')
# One query finds out whether the record is one of ours. The web client sends none of the first three requests: it
# writes messages through routes that act as superuser.
WHOSE_IT_IS = {
    'worker: mail.message.create': 1,   # the one that names by itself what it answers
    'worker: mail.message.write': 1, 'worker: mail.message.unlink': 1,
    'employee leaves': 1,               # whether there is an account that loses its rights
}


@pytest.fixture(scope='module')
def days():
    """Return requests, results and numbers of queries, without our addons and with them. Half a minute: two more apps
    are installed in two databases."""
    from bootstrap import databases, odoo_run

    names = {'without': (), 'with': databases.present_addons()}
    with odoo_run.ready() as odoo:
        store = databases.Databases(odoo)

        def day(name):
            shell = subprocess.run(
                [sys.executable, '-m', 'odoo', 'shell', '-d', f'cchc_test_apps_{name}', '--no-http',
                 '--log-level=critical'],
                input=SCRIPT.read_text(encoding='utf-8'), env=odoo.environment(), capture_output=True, text=True,
                timeout=300, check=False)
            lines = [line for line in shell.stdout.splitlines() if line.startswith('RESULT ')]
            assert lines, shell.stderr[-3000:]
            return json.loads(lines[0].removeprefix('RESULT '))

        try:
            for name, addons in names.items():
                store.fresh(f'cchc_test_apps_{name}', addons, APPS)
            with ThreadPoolExecutor() as both:
                return dict(zip(names, both.map(day, names), strict=True))
        finally:
            for name in names:
                store.drop(f'cchc_test_apps_{name}')


def test_the_day_is_a_full_one(days):
    """Odoo refuses none of the requests, so the comparison is a real one."""
    assert len(days['without']) > 70
    assert [step[:2] for step in days['without'] if isinstance(step[1], str) and step[1] not in ANSWERS] == []


def test_the_answers_are_the_same(days):
    assert [step[:2] for step in days['with']] == [step[:2] for step in days['without']]


def test_there_are_no_more_queries(days):
    more = Counter()
    for (name, __, ours), (__, __, theirs) in zip(days['with'], days['without'], strict=True):
        if ours > theirs:
            more[name] += ours - theirs
    assert more == WHOSE_IT_IS
