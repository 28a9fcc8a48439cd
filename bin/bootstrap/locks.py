# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""File locks, so that two runs at once build each thing once. The kernel frees them when a process dies."""

import contextlib
import fcntl

from . import progress
from .paths import CACHE


def _open(name):
    folder = CACHE / 'locks'
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / name).open('a')


def _try(file, mode):
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def exclusive(name):
    """Hold the lock `name` alone, waiting for its present holder."""
    with _open(name) as file:
        if not _try(file, fcntl.LOCK_EX):
            progress.say(f"* Waiting for another run that is at work on: {name}")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Users:
    """Counts the processes that use a shared thing: each holds the lock shared, the last one can take it alone."""

    def __init__(self, name):
        self._file = _open(name)
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self):
        """Stop being a user. Return a context manager that holds off newcomers; its value is True for the last user."""
        fcntl.flock(self._file, fcntl.LOCK_UN)
        return self._left()

    @contextlib.contextmanager
    def _left(self):
        with self._file:
            yield _try(self._file, fcntl.LOCK_EX)
