# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Both addons are uninstalled from a database with a year of data: what is left is a database that never had them."""

import re
import subprocess
import sys

import pytest
import schema

from bootstrap import databases, odoo_run

ON_THE_WAY = {('bus_bus', 'channel'), ('bus_bus', 'message')}     # to browsers; Odoo empties it every day


@pytest.fixture(scope='module')
def left(odoo, year):
    """Return ``(database, database that never had them, log)``."""
    store = databases.Databases(odoo)
    name, plain = f'{year}_gone', f'{year}_plain'
    store.fresh(plain)
    store.copy(year, name)
    try:
        done = subprocess.run(
            [sys.executable, str(odoo_run.SCRIPT), 'module', 'uninstall', '-d', name, 'cchc_propaganda'],
            env=odoo.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr
        yield name, plain, done.stderr
    finally:
        store.drop(name)
        store.drop(plain)


def test_log_tells_of_no_fault(left):
    faults = [line for line in left[2].splitlines() if re.search(' (WARNING|ERROR|CRITICAL) ', line)]
    assert faults == []


def test_no_table_column_index_or_function_is_left(odoo, left):
    name, plain, __ = left
    assert schema.schema(odoo.server, name) == schema.schema(odoo.server, plain)


def test_no_row_of_other_tables_speaks_of_them(odoo, left):
    """Messages, activities, files, accounts and settings of the demonstration, filters, defaults, notes of Odoo about
    our models. A database that never had the addons knows only that they could be installed."""
    name, plain, __ = left
    found, known = (schema.mentions(odoo.server, database, 'cchc') for database in (name, plain))
    assert {place: number for place, number in found.items() if place not in ON_THE_WAY and number != known.get(place)
            } == {}


def test_what_belongs_to_others_stays(odoo, left):
    name, plain, __ = left
    accounts = "SELECT login, active FROM res_users ORDER BY id"
    assert schema.rows(odoo.server, name, accounts) == schema.rows(odoo.server, plain, accounts)
