# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A load, in the environment of requirements.lock: ``run.py SETTINGS RESULTS``, both JSON files. All people stay for
the whole run; in each window of time all of them work with the one or with the other application."""

import itertools
import json
import random
import sys
import time
from pathlib import Path

import gevent
import locust
from locust.env import Environment
from people import PEOPLE, Person
from rush import RUSH
from web import Journal


class Stage:
    """What all people share."""

    def __init__(self, settings):
        self.settings, self.known, self.side = settings, settings['known'], 'ours'
        self.journal = Journal(settings['sentences'])
        self._addresses = itertools.cycle(settings['addresses'])
        self._logins = {role: itertools.cycle(logins) for role, logins in self.known['people'].items()}

    def next_address(self):
        return next(self._addresses)

    def next_login(self, role):
        return next(self._logins[role])


def run(settings):
    """Let the people work; return what came of it, as plain data."""
    random.seed(settings['seed'])
    stage = Person.stage = Stage(settings)
    people = {'month': PEOPLE, 'rush': RUSH}[settings['scene']]
    for person, share in people.items():
        person.weight = share
    environment = Environment(user_classes=list(people))
    runner = environment.create_local_runner()
    windows = []
    for number, side, seconds, count in ((number, *window) for number, window in enumerate(settings['windows'])):
        if runner.user_count != count:
            runner.start(count, spawn_rate=max(count, 1))
        stage.side = side
        gevent.sleep(settings['settle'] + (settings['arrival'] if not number else 0))
        begun = time.time()
        gevent.sleep(seconds)
        windows.append({'side': side, 'people': count, 'from': begun, 'to': time.time()})
    environment.stop_timeout = 60
    runner.stop()
    return {
        'windows': windows, 'calls': stage.journal.calls, 'steps': stage.journal.steps, 'words': stage.journal.words,
        'faults': [f"{fault['msg']}\n{fault['traceback']}" for fault in runner.exceptions.values()],
        'locust': locust.__version__}


if __name__ == '__main__':
    wanted, told = map(Path, sys.argv[1:])
    told.write_text(json.dumps(run(json.loads(wanted.read_text()))))
