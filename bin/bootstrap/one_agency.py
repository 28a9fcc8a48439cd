# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A pytest plugin: the agency that nearly all tests work in is made once for a database, not for each class of tests.

Classes find it there (`CchcMixin._find_agency`). Where it is not, as in a run of Odoo's own, each makes it for itself.
"""

import pytest


@pytest.fixture(scope='session')
def stored_agency():
    import odoo
    from odoo.modules.registry import Registry
    from odoo.tests.common import get_db_name

    from odoo.addons.cchc_propaganda.tests.common import store_agency

    registry = Registry(get_db_name())
    with registry.cursor() as cr:
        store_agency(odoo.api.Environment(cr, odoo.api.SUPERUSER_ID, {}))
    registry.signal_changes()


@pytest.fixture(scope='module', autouse=True)
def agency_of_the_tests(request):
    """Ask for the agency when the tests of an addon begin, after the registry and before the first class."""
    if request.module.__name__.startswith('odoo.addons.cchc_'):
        request.getfixturevalue('stored_agency')
