# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""docs/operations.md lists each scheduled job, and no other."""

import re
from pathlib import Path

import lxml.etree

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
