# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The examples in the docstrings of all tools of both addons are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = [import_module(name) for name in sorted(
    '.'.join(path.relative_to(ROOT).with_suffix('').parts).removesuffix('.__init__')
    for addon in ('cchc_propaganda', 'cchc_propaganda_report') for path in (ROOT / addon / 'tools').rglob('*.py')
    if '>>> ' in path.read_text())]


@pytest.mark.parametrize('module', MODULES, ids=lambda module: module.__name__)
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
