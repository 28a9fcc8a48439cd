# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tests of the profile `scale` with processes of this machine: `./bin/test tests/cluster`. Not part of `./bin/test`."""

import pytest
import topology

from bootstrap import odoo_run, strict_skips
from bootstrap.errors import SetupError


@pytest.fixture(scope='session')
def cluster():
    """The servers, which the tests of a run share: whatever a test breaks, it repairs."""
    strict_skips.need('nginx')
    with odoo_run.ready() as odoo:
        cluster = topology.Cluster(odoo)
        try:
            topology.environments.moto()
            topology.environments.scale_libraries()
        except SetupError as error:
            pytest.skip(f'{strict_skips.LEFT_OUT}{error}')
        with cluster:
            yield cluster


@pytest.fixture(autouse=True)
def everything_holds(cluster):
    """After each test, each rule of invariants.sql holds and no Odoo has met a fault that it does not know."""
    yield
    cluster.holds()
