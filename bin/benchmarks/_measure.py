# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Seconds and memory of pieces of work. They run in turn, so that a busy machine disturbs all of them alike."""

import contextlib
import statistics
import time
from pathlib import Path

PROCESS = Path('/proc/self')


def seconds(work):
    """Return how many seconds the call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(works, repeat, between=lambda: None):
    """Return the median seconds of each of the ``{name: work}``, run one after the other ``repeat`` times."""
    taken = {name: [] for name in works}
    for _ in range(repeat):
        for name, work in works.items():
            between()
            taken[name].append(seconds(work))
    between()
    return {name: statistics.median(times) for name, times in taken.items()}


def vacuum(cr, what):
    """Do what a server does by itself a minute later: VACUUM a table, or ``ANALYZE`` for all tables with their
    statistics. The cursor has committed or rolled back."""
    cr._cnx.autocommit = True       # VACUUM does not run in a transaction
    cr._obj.execute(f'VACUUM {what}')
    cr._cnx.autocommit = False


def peak_mib(work):
    """Return how much memory the process needed in addition while the work ran, in MiB; None if Linux does not tell."""
    with contextlib.suppress(OSError):
        (PROCESS / 'clear_refs').write_text('5')     # resets the peak
        before = _status('VmRSS')
        work()
        return max(_status('VmHWM') - before, 0) / 1024
    return None


def memory_mib(process, peak=False):
    """Return the memory of the process now, or at its peak, in MiB; 0 if Linux does not tell."""
    with contextlib.suppress(OSError):
        return _status('VmHWM' if peak else 'VmRSS', PROCESS.parent / str(process)) / 1024
    return 0


def _status(key, process=PROCESS):
    lines = (process / 'status').read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f'{key}:'))
