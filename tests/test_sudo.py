# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each place that bypasses access rights says why: on its line, or in a comment on the line above."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# sudo() and su=True bypass access rights; sudo(False) restores them.
BYPASS = re.compile(r'\.sudo\((?!False)|\bsu=True|SUPERUSER_ID|with_user\((?:1|.*user_root)')
# A reason that sends the reader elsewhere is none.
NO_REASON = re.compile(r'(as|see) (above|below|there|in|the whole)\b')


def test_each_sudo_says_why():
    silent = []
    for addon in ('cchc_propaganda', 'cchc_propaganda_report'):
        for path in sorted((ROOT / addon).rglob('*.py')):
            if 'tests' in path.parts or 'migrations' in path.parts:
                continue
            lines = path.read_text().splitlines()
            for number, line in enumerate(lines):
                code, __, why = line.partition('#')
                if not BYPASS.search(code):
                    continue
                above = lines[number - 1].strip()
                reason = why.strip() or (above.startswith('#') and above.strip('# '))
                if not reason or NO_REASON.match(reason):
                    silent.append(f'{path.relative_to(ROOT)}:{number + 1}: {line.strip()}')
    assert not silent, '\n'.join(silent)
