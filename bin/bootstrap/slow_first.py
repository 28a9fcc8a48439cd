# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A pytest plugin: what takes long begins first, so that no process of a shared-out run is left with it alone.

pytest-xdist would begin with the classes that have the most tests, and end with those of a single long one: the
demonstration, the linters, a tour of many screens. bin/test switches that order off (`--no-loadscope-reorder`).
"""

import pytest

from .paths import ROOT


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=_rank)


def _rank(item):
    """Return 0 for tests of the repository (they start programs), 1 for those in a browser, 2 for all others."""
    from odoo.tests import HttpCase  # Odoo is on the path by now

    if item.path.is_relative_to(ROOT / 'tests'):
        return 2 if item.path.is_relative_to(ROOT / 'tests' / 'tools') else 0
    return 1 if issubclass(getattr(item, 'cls', None) or object, HttpCase) else 2
