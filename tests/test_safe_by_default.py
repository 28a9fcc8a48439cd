# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is shipped is safe before anybody has set anything (DESIGN §2). The composition: test_compose.py; the accounts
of the demonstration: test_demo.py."""

import configparser
import csv
import re
import subprocess
from pathlib import Path

import lxml.etree
import pytest

ROOT = Path(__file__).resolve().parents[1]
ADDONS = ('cchc_propaganda', 'cchc_propaganda_report')
SECRET = re.compile(r'(?i)passw|secret|token|api_?key')
KEYS = re.compile(r'-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ghp_|glpat-|sk-)[A-Za-z0-9_-]{16,}')


def test_no_data_file_holds_a_password():
    fields, columns = [], []
    for addon in ADDONS:
        for folder in ('data', 'demo', 'security'):
            for path in (ROOT / addon / folder).glob('*.xml'):
                fields += [field.get('name') for field in lxml.etree.parse(path).iter('field')]
            for path in (ROOT / addon / folder).glob('*.csv'):
                with path.open() as file:
                    columns += next(csv.reader(file))
    assert len(fields) > 100 and columns
    assert [name for name in (*fields, *columns) if name and SECRET.search(name)] == []


def test_no_file_of_the_repository_holds_a_key():
    done = subprocess.run(['git', 'ls-files', '-z'], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in done.stdout.split('\0') if name and (ROOT / name).is_file()]
    assert len(names) > 500
    assert [name for name in names if Path(name).name in ('.env', 'id_rsa') or name.endswith(('.pem', '.key'))] == []
    assert [name for name in names if KEYS.search((ROOT / name).read_text(errors='replace'))] == []


def test_commands_of_the_checkout_run_a_closed_server():
    """Loopback only, no list of databases, a random master password; readable by nobody else."""
    from bootstrap import odoo_run

    assert odoo_run.CONFIG.stat().st_mode & 0o777 == 0o600
    settings = configparser.RawConfigParser()
    settings.read(odoo_run.CONFIG)
    options = settings['options']
    assert options['http_interface'] == '127.0.0.1'
    assert options['list_db'] == 'False'
    assert len(options['admin_passwd']) >= 32
    assert odoo_run.DATA.stat().st_mode & 0o777 == 0o700


def test_page_for_operations_names_what_the_composition_sets():
    """A setting that only one of them has would be missing in the other kind of installation."""
    page = (ROOT / 'docs/operations.md').read_text()
    table = page[page.index('## Safe settings'):page.index('## From the demonstration')]
    composition = (ROOT / 'docker-compose.yml').read_text()
    for name in ('admin_passwd', 'list_db', 'dbfilter', 'proxy_mode', 'workers'):
        assert f'`{name}`' in table
        assert f'ODOO_{name.upper()}:' in composition
    assert ':?set CCHC_MASTER_PASSWORD' in composition and 'ODOO_ADMIN_PASSWD: ${CCHC_MASTER_PASSWORD' in composition
