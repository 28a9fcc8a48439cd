# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests of the profile `scale` with processes of this machine: `./bin/test tests/cluster`. Not part of `./bin/test`."""

import pytest
import topology

from bootstrap import odoo_run, strict_skips
from bootstrap.errors import SetupError


@pytest.fixture(scope='session')
def servers():
    """The servers, which the tests of a run share."""
    strict_skips.need('nginx')
    try:
        topology.moto()
        topology.libraries()
    except SetupError as error:
        pytest.skip(f'{strict_skips.LEFT_OUT}{error}')
    with odoo_run.ready() as odoo, topology.Cluster(odoo) as cluster:
        yield cluster


@pytest.fixture
def cluster(servers):
    """The same. After each test each server runs again, and each rule of invariants.sql holds."""
    yield servers
    servers.repair()
    servers.holds()
