# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""docs/operations.md lists each scheduled job, and no other; docs/scale.md shows what docs/sizing.py computes, and the
services of the profile."""

import importlib.util
import re
from pathlib import Path

import lxml.etree
import yaml

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(r'^\| (CCHC: [^(|]+?) \([^)]+\) \| `[\w.]+` `(\w+)` \|', re.MULTILINE)


def jobs():
    """Return ``{name: method}`` of the jobs of both addons."""
    found = {}
    for addon in ('cchc_propaganda', 'cchc_propaganda_report'):
        for path in (ROOT / addon / 'data').glob('*.xml'):
            for record in lxml.etree.parse(path).iterfind('.//record[@model="ir.cron"]'):
                method = re.search(r'model\.(\w+)\(', record.findtext('field[@name="code"]'))
                found[record.findtext('field[@name="name"]')] = method[1]
    return found


def test_every_job_is_on_the_page():
    assert dict(ROW.findall((ROOT / 'docs/operations.md').read_text())) == jobs()


def test_sizes_are_those_that_the_model_computes():
    spec = importlib.util.spec_from_file_location('sizing', ROOT / 'docs/sizing.py')
    sizing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sizing)
    page = (ROOT / 'docs/scale.md').read_text()
    assert sizing.table(sizing.PLACES) in page
    assert sizing.measured() in page
    assert sizing.country() in page


def test_services_of_the_profile_are_on_the_page():
    services = yaml.safe_load((ROOT / 'docker-compose.yml').read_text())['services']
    added = {name for name, service in services.items() if service.get('profiles') == ['scale']}
    page = (ROOT / 'docs/scale.md').read_text()
    named = {name for row in re.findall(r'^\| ((?:`[\w-]+`(?:, )?)+) \|', page, re.MULTILINE)
             for name in re.findall(r'`([\w-]+)`', row)}
    assert added <= named
