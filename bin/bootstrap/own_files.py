# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A pytest plugin: each process of a shared-out run has stored files of its own.

pytest-odoo lets the processes share one folder. After a test class, Odoo removes from it the files that its database
does not know, among them those that a test of another process has not committed yet.
"""

import contextlib
import os
import shutil
from pathlib import Path

import pytest_odoo


@contextlib.contextmanager
def _own_filestore(original, name):
    """Give the database `name`, a copy of `original`, a copy of its files, for as long as the block runs."""
    if original == name:
        yield
        return
    from odoo.tools import config  # configured by now

    source, own = Path(config.filestore(original)), Path(config.filestore(name))
    shutil.rmtree(own, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, own, copy_function=os.link)     # a stored file never changes
    try:
        yield
    finally:
        shutil.rmtree(own, ignore_errors=True)


def pytest_configure():
    pytest_odoo._shared_filestore = _own_filestore
