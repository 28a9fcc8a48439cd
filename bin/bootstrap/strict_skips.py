# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A pytest plugin: a check that did not run is a failure, unless this machine lacks a program and we are not in CI.

Odoo skips browser tours by itself when there is no browser, which would look like success.
"""

import os

import pytest

LEFT_OUT = 'not installed: '


def need(package):
    """Skip the calling test if `package` could not be had on this machine (see bootstrap.programs)."""
    if package in missing():
        pytest.skip(f'{LEFT_OUT}{package}')


def missing():
    """Return the packages that bin/test could not find or install."""
    return os.environ.get('CCHC_MISSING', '').split()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and not hasattr(report, 'wasxfail') and not _allowed(report):
        report.outcome = 'failed'
        report.longrepr = f'{item.nodeid} was skipped: {_reason(report)}'
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.skipped and not _allowed(report):
        report.outcome = 'failed'
        report.longrepr = f'{collector.nodeid} was skipped: {_reason(report)}'
    return report


def _allowed(report):
    if os.environ.get('CI') == 'true':
        return False
    reason = _reason(report)
    return LEFT_OUT in reason or ('chromium' in missing() and 'Chrome' in reason)


def _reason(report):
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
