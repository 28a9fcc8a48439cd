"""Each place that sets rights aside says why: on its line, or in the comment just above."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# sudo(False) gives rights back; a pair of empty brackets, or su=True, takes them away.
SETS_ASIDE = re.compile(r'\.sudo\((?!False)|\bsu=True|SUPERUSER_ID|with_user\((?:1|.*user_root)')


def test_each_sudo_says_why():
    silent = []
    for addon in ('cchc_propaganda', 'cchc_propaganda_report'):
        for path in sorted((ROOT / addon).rglob('*.py')):
            if 'tests' in path.parts or 'migrations' in path.parts:
                continue
            lines = path.read_text().splitlines()
            for number, line in enumerate(lines):
                code, __, why = line.partition('#')
                if SETS_ASIDE.search(code) and not why.strip() and not lines[number - 1].lstrip().startswith('#'):
                    silent.append(f'{path.relative_to(ROOT)}:{number + 1}: {line.strip()}')
    assert not silent, '\n'.join(silent)
