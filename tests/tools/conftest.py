# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests of the rules in plain Python (`tools/` of both addons): no Odoo, no database, a few seconds."""

import gc
import sys

from hypothesis import settings

# The same examples in every run, nothing kept on the disk, and no test that fails because the machine is busy. Before a
# rule about days changes: ./bin/test tests/tools --hypothesis-profile=thorough
settings.register_profile('cchc', deadline=None, database=None, derandomize=True, max_examples=25)
settings.register_profile('thorough', deadline=None, database=None, max_examples=1000)
settings.load_profile('cchc')


if 'odoo' not in sys.modules:
    gc.disable()    # while the tests are collected, everything that is made stays


def pytest_collection_finish():
    """What has been imported stays until the end: spare the garbage collector looking through it after every test."""
    if 'odoo' not in sys.modules:
        gc.freeze()
        gc.enable()
