# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests of the rules in plain Python (`tools/` of both addons): no Odoo, no database, a few seconds."""

import gc
import sys
import types

from hypothesis import settings

# The same examples in every run, nothing kept on the disk, and no test that fails because the machine is busy. Before a
# rule about days changes: ./bin/test tests/tools --hypothesis-profile=thorough
settings.register_profile('cchc', deadline=None, database=None, derandomize=True, max_examples=25)
settings.register_profile('thorough', deadline=None, database=None, max_examples=1000)
settings.load_profile('cchc')


WITHOUT_ODOO = 'odoo' not in sys.modules
if WITHOUT_ODOO:
    gc.disable()    # while the tests are collected, everything that is made stays
    # The tools of the report addon import those of the main addon by their names within Odoo. Until the tests are
    # collected, empty packages stand for Odoo: whatever else of it a tool imports is not found.
    for name in ('odoo', 'odoo.addons'):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = []
    for addon in ('cchc_propaganda', 'cchc_propaganda_report'):
        sys.modules[f'odoo.addons.{addon}'] = sys.modules[addon]


def pytest_collection_finish():
    """What has been imported stays until the end: spare the garbage collector looking through it after every test."""
    if WITHOUT_ODOO:
        for name in [name for name in sys.modules if name.partition('.')[0] == 'odoo']:
            del sys.modules[name]
        gc.freeze()
        gc.enable()
