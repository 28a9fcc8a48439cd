# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Let people work on servers, watch what the machine does meanwhile, and tell what came of it."""

import bisect
import collections
import contextlib
import itertools
import json
import os
import re
import statistics
import subprocess
import threading
import time
from pathlib import Path

import polib
import psutil

from bootstrap import python_env
from bootstrap.paths import ROOT

HERE = Path(__file__).parent
OUT = ROOT / 'out' / 'load'
SHORT = os.environ.get('CCHC_LOAD') == 'short'    # everything small, to see that it runs
# What people read when others work at the same time: the loser of a race is told who was first.
SENTENCES = (
    "“%(step)s” is not possible: “%(name)s” is “%(state)s” since %(when)s (%(who)s). Reload the page.",
    "Somebody was faster: “%(name)s” is “%(state)s” since %(when)s (%(who)s). Reload the page.",
    "Somebody else is working on “%(name)s” at this very moment. Wait a few seconds and try again.",
    "“%(name)s” is “%(state)s”: %(fields)s can no longer be changed. %(instead)s",
    "There is no publication of “%(name)s” that waits for a link from you.",
    "%(fields)s of “%(name)s” (%(state)s) may be entered by: %(members)s.",     # a colleague has entered it meanwhile
    "Only %(author)s and co-authors can edit the draft “%(name)s”.",            # a colleague has just returned it
    # A unit goes on working while its report is sent.
    "“%(name)s”: records have changed since its figures were taken (%(figures)s). Use “Refresh the figures” and read "
    "the report once more before it is submitted.",
)
FILES = ('cchc_propaganda', 'cchc_propaganda_report')


def sentences():
    """Return these sentences as regular expressions, in the language of the people."""
    catalogues = [polib.pofile(str(ROOT / addon / 'i18n/vi.po')) for addon in FILES]
    found = []
    for words in SENTENCES:
        entry = next(filter(None, (catalogue.find(words) for catalogue in catalogues)))
        found.append('(?s)' + '.*'.join(map(re.escape, re.split(r'%\(\w+\)s', entry.msgstr))))
    return found


class Meter(threading.Thread):
    """Reads once a second how much time of the cores each group of processes has used by then, with all that these have
    started."""

    def __init__(self, groups):
        super().__init__(daemon=True)
        self._groups = groups       # {name: [process]}
        self._ended = threading.Event()
        self.readings = []          # (moment, {name: seconds})
        self._seen = collections.defaultdict(dict)      # {name: {process: seconds}}: also of those that have ended

    def run(self):
        while not self._ended.wait(1):
            used = {}
            for name, processes in self._groups.items():
                for process in itertools.chain.from_iterable(map(_family, processes)):
                    with contextlib.suppress(psutil.Error):
                        times = process.cpu_times()
                        self._seen[name][process] = times.user + times.system
                used[name] = sum(self._seen[name].values())
            used['machine'] = sum(psutil.cpu_times()[:3]) + sum(psutil.cpu_times()[5:8])
            self.readings.append((time.time(), used))

    def stop(self):
        self._ended.set()
        self.join()

    def cores(self, start, end):
        """Return ``{name: how many cores it kept busy}`` between two moments."""
        moments = [moment for moment, __ in self.readings]
        first, last = bisect.bisect_left(moments, start), bisect.bisect_right(moments, end) - 1
        (begun, before), (ended, after) = self.readings[first], self.readings[max(last, first + 1)]
        return {name: (after[name] - before.get(name, 0)) / (ended - begun) for name in after}


class Run:
    """What came of a load: the calls in each of its windows, and all that was acknowledged."""

    def __init__(self, told, meter, warm):
        self._told, self._meter = told, meter
        self.windows, self.steps, self.words, self.faults = (
            told[name] for name in ('windows', 'steps', 'words', 'faults'))
        del self.windows[:warm]

    def calls(self, side, people=None):
        """Return ``{kind: [milliseconds]}`` of the windows of that side, with '' for all kinds together. A call belongs
        to the window in which it was answered."""
        windows = [(window['from'], window['to']) for window in self._of(side, people)]
        found = collections.defaultdict(list)
        for moment, at, kind, milliseconds, __ in self._told['calls']:
            if at == side and any(start <= moment <= end for start, end in windows):
                found[kind].append(milliseconds)
                found[''].append(milliseconds)
        return found

    def outcomes(self):
        """Return ``{outcome: number of calls}`` of the whole run."""
        return collections.Counter(outcome for *__, outcome in self._told['calls'])

    def failures(self):
        """Return what went wrong, each once: ``[(kind, words)]``."""
        return sorted({(kind, words) for outcome, kind, words in self.words if outcome == 'failed'}) + [
            ('load', fault) for fault in self.faults]

    def refusals(self):
        """Return how many calls were refused with a sentence that people expect."""
        return self.outcomes()['refused']

    def pace(self, side, people=None):
        """Return calls per second."""
        seconds = sum(window['to'] - window['from'] for window in self._of(side, people))
        return len(self.calls(side, people)['']) / seconds

    def cores(self, side, people=None):
        """Return the mean cores of each group of processes in the windows of that side."""
        found = [self._meter.cores(window['from'], window['to']) for window in self._of(side, people)]
        return {name: statistics.mean(one[name] for one in found) for name in found[0]}

    def _of(self, side, people):
        return [window for window in self.windows
                if window['side'] == side and people in (None, window['people'])]


def share(values, part):
    """Return the value that this part of the values does not exceed (0.95: p95)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def let_work(addresses, database, known, folder, groups, *, warm=0, **settings):
    """Let the people of a scene work; return a Run. ``groups``: ``{name: [process]}`` to be watched; ``warm``: how many
    of the first windows are not counted; ``settings``: those of ``DEFAULT``, and ``windows`` as run.py takes them."""
    settings = {**DEFAULT, **settings, 'known': known, 'database': database, 'sentences': sentences(),
                'addresses': addresses}
    wanted, told = Path(folder) / 'settings.json', Path(folder) / 'told.json'
    wanted.write_text(json.dumps(settings))
    python = python_env.apart('locust', HERE / 'requirements.lock')
    with (Path(folder) / 'locust.log').open('w') as log:
        process = subprocess.Popen(
            [python, HERE / 'run.py', wanted, told], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        meter = Meter({**groups, 'load': [psutil.Process(process.pid)]})
        meter.start()
        try:
            failed = process.wait()
        finally:
            meter.stop()
            process.kill()
    assert not failed, (Path(folder) / 'locust.log').read_text()[-5000:]
    return Run(json.loads(told.read_text()), meter, warm)


DEFAULT = {
    'scene': 'month', 'password': 'right-password', 'seed': 1,
    'arrival': 20,          # seconds within which everybody logs in
    'settle': 5,            # seconds after a change of the application that are not counted
    'think': [4, 16],       # seconds between two things that a person does
    'glance': [1, 4],       # seconds between two clicks of one thing
}


def _family(process):
    """Return a process with all that it has started."""
    with contextlib.suppress(psutil.Error):
        return [process, *process.children(recursive=True)]
    return []
