# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""All linters, as the commit hooks run them, and the warnings about our addons in Odoo's installation log."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from odoo.modules import Manifest

ROOT = Path(__file__).resolve().parents[1]
ADDONS = [ROOT / name for name in ('cchc_propaganda', 'cchc_propaganda_report') if (ROOT / name).exists()]
HOOKS = [
    hook
    for repository in yaml.safe_load((ROOT / '.pre-commit-config.yaml').read_text())['repos']
    for hook in repository['hooks']
]
ODOO_CHECKERS = ('_odoo_checker_sql_injection', '_odoo_checker_gettext', '_odoo_checker_unlink_override')
ODOO_MESSAGES = ('sql-injection', 'missing-gettext', 'gettext-variable', 'gettext-placeholders', 'gettext-repr',
                 'raise-unlink-override', 'used-before-assignment', 'undefined-variable', 'eval-used', 'unreachable',
                 'function-redefined')
LOGGED = re.compile(r'^\d{4}-\d\d-\d\d \S+ \d+ (WARNING|ERROR|CRITICAL) ')
# Names of registry hosts and paths of a machine: no file may depend on where it was written.
FOREIGN = re.compile(r'\b(?:pypi|files\.pythonhosted|deb\.debian|registry\.npmjs)\.org\b|/(?:root|home)/\w')


def run(*command, **environment):
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, text=True, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert not done.returncode, done.stdout


@pytest.mark.parametrize('hook', HOOKS, ids=lambda hook: hook['id'])
def test_commit_hook_finds_nothing(hook):
    """pylint-odoo takes more than 15 s, for the same reason as the checkers of Odoo below."""
    run(*hook['entry'].split())


def test_odoo_checkers_find_nothing():
    """Run the checkers of Odoo's test_lint on our addons only; its own test lints all of Odoo. They look into no tests;
    leaving those out saves half of the time: to tell a query made of pieces, pylint infers what each piece can be."""
    checkers = Path(Manifest.for_addon('test_lint').path) / 'tests'
    run(sys.executable, '-m', 'pylint', f'--rcfile={os.devnull}', '--disable=all',
        '--disable=unknown-option-value',   # a message of pylint-odoo, which is not loaded here
        '--ignore=tests', f'--enable={",".join(ODOO_MESSAGES)}', f'--load-plugins={",".join(ODOO_CHECKERS)}',
        *map(str, ADDONS),
        PYTHONPATH=os.pathsep.join([str(checkers), os.environ['PYTHONPATH']]))


@pytest.mark.parametrize('addon', ADDONS, ids=lambda addon: addon.name)
def test_manifest_passes_the_linter_of_odoo(addon):
    """Run the linter on our addon only; Odoo's own test looks at every addon and fails on third-party ones."""
    from odoo.addons.test_lint.tests.test_manifests import ManifestLinter

    manifest = Manifest.for_addon(addon.name)
    ManifestLinter('test_manifests')._test_manifest_keys(manifest)
    ManifestLinter('test_manifests')._test_manifest_values(manifest)
    assert re.fullmatch(r'19\.0(\.\d+){3}', manifest['version'])
    assert manifest['license'] == 'AGPL-3'


def test_installation_logs_no_warning():
    """Odoo 19 reports the use of removed API only in this log."""
    lines = Path(os.environ['CCHC_INSTALL_LOG']).read_text().splitlines()
    assert any('odoo.modules.loading: Loading module cchc_propaganda ' in line for line in lines)
    assert not [line for line in lines if LOGGED.match(line)]


def test_no_file_names_a_registry_or_a_machine():
    tracked = subprocess.run(['git', 'ls-files', '-z'], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = []
    for name in filter(None, tracked.split('\0')):
        path = ROOT / name
        if path.suffix in {'.png', '.ico', '.docx', '.xlsx'} or not path.is_file() or path == Path(__file__):
            continue
        found += [f'{name}: {line.strip()}' for line in path.read_text().splitlines() if FOREIGN.search(line)]
    assert not found
