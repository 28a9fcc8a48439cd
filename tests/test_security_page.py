# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""`docs/security.md` names the test behind each line, and leaves out no guard."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / 'docs' / 'security.md'
NAMED = re.compile(r'`([\w/]+\.py)::(?:(\w+)::)?(test_\w+)`')


def names_in(path):
    """``{(class or '', test)}`` of a file."""
    found = set()
    for node in ast.parse(path.read_text()).body:
        body, name = (node.body, node.name) if isinstance(node, ast.ClassDef) else ([node], '')
        found |= {(name, item.name) for item in body if isinstance(item, ast.FunctionDef)}
    return found


def test_every_test_that_is_named_exists():
    named = NAMED.findall(PAGE.read_text())
    assert len(named) > 60
    missing = []
    for file, of, test in named:
        home = ROOT if file.startswith(('tests/', 'cchc_propaganda_report/')) else ROOT / 'cchc_propaganda' / 'tests'
        if not (home / file).exists() or (of, test) not in names_in(home / file):
            missing.append(f'{file}::{of}::{test}')
    assert not missing


def test_every_line_of_the_tables_by_opponent_names_a_test():
    part = PAGE.read_text().partition('## From whom')[2].partition('## What is Odoo')[0]
    heads = ('|---', '| protected')
    lines = [line for line in part.splitlines() if line.startswith('|') and not line.startswith(heads)]
    assert lines and not [line for line in lines if not NAMED.search(line)]


def test_every_guard_is_described():
    page = PAGE.read_text()
    guards = [path for folder in ('models/guard', 'controllers')
              for path in sorted((ROOT / 'cchc_propaganda' / folder).glob('*.py')) if path.name != '__init__.py']
    assert [path.name for path in guards if path.stem not in page] == []
