# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Repository tests run without Odoo: `cchc_propaganda.tools` is imported, the addons' own `__init__` is not."""

import contextlib
import os
import sys
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APART = ('cluster', 'faults', 'load')   # they take many minutes
collect_ignore = ['addons']     # Odoo runs the tests of the addons there, in a database that has them installed

for addon in ('cchc_propaganda', 'cchc_propaganda_report'):
    package = types.ModuleType(addon)
    package.__path__ = [str(ROOT / addon)]
    sys.modules.setdefault(addon, package)


def pytest_ignore_collect(collection_path, config):
    """Leave the folders out that run apart, unless they are named."""
    for folder in APART:
        if collection_path == ROOT / 'tests' / folder and not any(f'tests/{folder}' in name for name in config.args):
            return True
    return None     # what pytest itself thinks


@pytest.fixture(scope='session', autouse=True)
def load_registry():
    """Replace the fixture of pytest-odoo: these tests need no registry."""


@pytest.fixture(scope='session', autouse=True)
def load_http():
    """Replace the fixture of pytest-odoo: these tests need no web server."""


@pytest.fixture(scope='session')
def odoo():
    """Odoo on the checkout's own database server."""
    from bootstrap import odoo_run

    with odoo_run.ready() as ready:
        yield ready


@contextlib.contextmanager
def _database(suffix):
    from bootstrap import databases, odoo_run

    name = f'cchc_test_{os.getpid()}_{suffix}'
    with odoo_run.ready() as odoo:
        store = databases.Databases(odoo)
        try:
            store.fresh(name, databases.present_addons())
            yield name
        finally:
            store.drop(name)


@pytest.fixture
def new_database():
    """Return the name of a new database with both addons. The test may commit to it; it is dropped afterwards."""
    with _database('new') as name:
        yield name


@pytest.fixture(scope='module')
def installed_database():
    """The name of a database with both addons, from which the tests of a module read. The one of the whole run is not
    connected to: processes that share the run copy it when they begin."""
    with _database('installed') as name:
        yield name
