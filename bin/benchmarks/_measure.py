"""Seconds and memory of pieces of work that are run in turn, so that a noisy machine disturbs all of them alike."""

import contextlib
import statistics
import time
from pathlib import Path

PROCESS = Path('/proc/self')


def seconds(work):
    """How long the call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(works, repeat, between=lambda: None):
    """The median seconds of each of the ``{name: work}``, run one after the other ``repeat`` times."""
    taken = {name: [] for name in works}
    for _ in range(repeat):
        for name, work in works.items():
            between()
            taken[name].append(seconds(work))
    between()
    return {name: statistics.median(times) for name, times in taken.items()}


def peak_mib(work):
    """How far the process grew above where it stood while the work ran, in MiB; None where Linux does not tell."""
    with contextlib.suppress(OSError):
        (PROCESS / 'clear_refs').write_text('5')     # the peak starts anew
        before = _status('VmRSS')
        work()
        return max(_status('VmHWM') - before, 0) / 1024
    return None


def memory_mib(process, peak=False):
    """What the process holds now, or has held at most, in MiB; 0 where Linux does not tell."""
    with contextlib.suppress(OSError):
        return _status('VmHWM' if peak else 'VmRSS', PROCESS.parent / str(process)) / 1024
    return 0


def _status(key, process=PROCESS):
    lines = (process / 'status').read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f'{key}:'))
