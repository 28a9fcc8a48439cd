# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Running other programs: quietly with a log, or in the foreground with signals passed on."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading

from .errors import SetupError
from .paths import CACHE

GRACE_SECONDS = 1


def quiet(command, log, **options):
    """Run `command`, its output appended to `.cache/logs/<log>`. Raise SetupError with its reason if it fails."""
    path = CACHE / 'logs' / log
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('ab') as file:
        start = file.tell()
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, check=False, **options,
        )
    if done.returncode:
        lines = path.read_bytes()[start:].decode(errors='replace').strip().splitlines()
        telling = [line for line in lines if re.search(r'error|fatal|critical|cannot|no such', line, re.IGNORECASE)]
        reason = (telling or lines or [f'exit code {done.returncode}'])[-1].strip()
        raise SetupError(f"{os.path.basename(str(command[0]))} failed: {reason} (all of it: {path})")


def foreground(command, **options):
    """Run `command` on our own terminal and streams; return its exit code, 128 + signal if one ended it.

    SIGTERM and SIGHUP are passed on. A Ctrl-C reaches the child by itself, so we only outlive it; a SIGINT without a
    terminal may be meant for us alone, so a child that still runs after `GRACE_SECONDS` gets it too.
    """
    with _patient() as attach, subprocess.Popen([str(part) for part in command], **options) as child:
        attach(child)
        code = child.wait()
    return 128 - code if code < 0 else code


@contextlib.contextmanager
def _patient():
    children, pending = [], []

    def attach(child):
        children.append(child)
        for signum in pending:
            child.send_signal(signum)

    def forward(signum, _frame=None):
        if children:
            children[0].send_signal(signum)
        else:
            pending.append(signum)

    def forward_later(signum, _frame):
        if not sys.stdin or sys.stdin.closed or not sys.stdin.isatty():
            timer = threading.Timer(GRACE_SECONDS, forward, [signum])
            timer.daemon = True
            timer.start()

    handlers = {signal.SIGINT: forward_later, signal.SIGTERM: forward, signal.SIGHUP: forward}
    before = {signum: signal.signal(signum, handler) for signum, handler in handlers.items()}
    try:
        yield attach
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


def end_on_term():
    """Make SIGTERM and SIGHUP unwind like Ctrl-C, so that every `finally` runs."""
    def interrupt(signum, _frame):
        raise SystemExit(128 + signum)

    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, interrupt)
