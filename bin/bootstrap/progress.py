# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Progress lines on standard error, so that standard output stays the command's own."""

import contextlib
import sys
import threading
import time

BEAT_SECONDS = 15


def say(text):
    """Print one line."""
    sys.stderr.write(f'{text}\n')
    sys.stderr.flush()


@contextlib.contextmanager
def step(text):
    """Announce a long step, give a sign of life every quarter of a minute, and say how long it took."""
    say(f'* {text} …')
    start = time.monotonic()
    ended = threading.Event()

    def beat():
        while not ended.wait(BEAT_SECONDS):
            say(f'  … {time.monotonic() - start:.0f} s')

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    say(f'  done in {time.monotonic() - start:.0f} s')
