# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's own linters (its addon test_lint) as part of our tests. A pytest plugin limits them to our addons."""

import sys
from functools import partialmethod
from unittest.mock import patch

import pytest

from .paths import ADDONS

LEFT_OUT = {
    'test_checkers.py',    # tests the linters themselves
    'test_eslint.py',      # needs a tool of the npm registry
    'test_manifests.py',   # third-party manifests fail it; ours are checked in tests/test_lint.py
    'test_markers.py',     # reads every library of the environment too
    'test_pylint.py',      # lints Odoo itself; its checkers run on our addons in tests/test_lint.py
}


def files(source):
    """Return the paths of the linters in an Odoo tree, packaged or cloned."""
    folders = (source / 'odoo/addons/test_lint/tests', source / 'addons/test_lint/tests')
    return [path for folder in folders for path in sorted(folder.glob('test_*.py')) if path.name not in LEFT_OUT]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Let a linter that reads files read those of our addons only: to read all of Odoo takes half a minute."""
    linter = sys.modules.get('odoo.addons.test_lint.tests.lint_case')
    if '/test_lint/tests/' not in item.nodeid or not linter:
        return (yield)
    read = linter.LintCase.iter_module_files
    with patch.object(linter.LintCase, 'iter_module_files', partialmethod(read, modules=ADDONS)):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_logreport(report):
    """Ignore findings about other modules: a linter has one subtest per module.

    A wrapper, as pytest's own count of failures, which is the exit code, comes before any other hook.
    """
    module = getattr(getattr(report, 'context', None), 'kwargs', {}).get('module')
    if report.failed and '/test_lint/tests/' in report.nodeid and module and _name(module) not in ADDONS:
        report.outcome = 'passed'
    return (yield)


def _name(representation):
    """Return the module's name. pytest keeps its representation, and the representation of that one, in further quotes,
    when the report comes from another process of a run that is shared out."""
    return representation.strip('"\'\\')
