# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What Odoo's linters find in our addons fails the run, also when the run is shared out among processes."""

import types

import pytest
from _pytest.subtests import SubtestContext

from bootstrap import odoo_linters

SUBTEST = 'odoo/addons/test_lint/tests/test_override_signatures.py::TestLintOverrideSignatures::test_it'


@pytest.mark.parametrize(('module', 'outcome'), [('cchc_propaganda', 'failed'), ('mail', 'passed')])
@pytest.mark.parametrize('processes', [1, 2])
def test_finding_is_kept_if_it_is_ours(module, outcome, processes):
    context = SubtestContext(msg=None, kwargs={'module': module, 'model': 'cchc.article'})
    for __ in range(processes - 1):     # as xdist hands it over
        context = SubtestContext._from_json(context._to_json())
    report = types.SimpleNamespace(nodeid=SUBTEST, context=context, failed=True, outcome='failed')
    hook = odoo_linters.pytest_runtest_logreport(report)
    next(hook)
    assert report.outcome == outcome
