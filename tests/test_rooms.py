# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rooms of `models/`: each says what it is for, and imports only from rooms that are loaded before it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / 'cchc_propaganda' / 'models'
# A room may import from the rooms it names here, and from the rooms that these may import from.
BEFORE = {
    'core': (),
    'guard': ('core',),
    'agency': ('core',),
    'plan': ('agency',),
    'assignment': ('plan',),
    'article': ('assignment',),
    'publication': ('article',),
    'outreach': ('article',),
    'difficulty': ('agency',),
    'reminder': ('publication', 'outreach', 'difficulty'),
    'reorganisation': ('reminder',),
    'screen': ('reminder',),
}
ROOMS = [path.parent.name for path in sorted(MODELS.glob('*/__init__.py'))]


def allowed(room):
    """Return the rooms from which a file in this room may import."""
    return {room}.union(*(allowed(before) for before in BEFORE[room]))


def imports(path):
    """Return the rooms that a file imports from, by relative or absolute names."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            parts = (node.module or '').split('.')
            if node.level == 2:
                yield parts[0]
            elif parts[:4] == ['odoo', 'addons', 'cchc_propaganda', 'models']:
                yield parts[4]


def test_every_file_is_in_a_room():
    assert [path.name for path in MODELS.glob('*.py')] == ['__init__.py']
    assert set(ROOMS) <= BEFORE.keys()


def test_rooms_are_loaded_in_the_order_of_their_imports():
    tree = ast.parse((MODELS / '__init__.py').read_text())
    loaded = [name.name for node in tree.body for name in node.names]
    assert sorted(loaded) == ROOMS
    assert loaded == [room for room in BEFORE if room in loaded]


@pytest.mark.parametrize('room', ROOMS)
def test_room_imports_only_from_rooms_before_it(room):
    wrong = {
        f'{path.name} imports from {other}' for path in (MODELS / room).glob('*.py') for other in imports(path)
        if other not in allowed(room)}
    assert not wrong


@pytest.mark.parametrize('room', ROOMS)
def test_room_says_what_it_is_for(room):
    """The first line of a room says it in the words of `docs/architecture.md`."""
    purpose = ast.get_docstring(ast.parse((MODELS / room / '__init__.py').read_text()))
    assert purpose and '\n' not in purpose
    table = {line.split('|')[1].strip(): line for line in (ROOT / 'docs/architecture.md').read_text().splitlines()
             if line.startswith('|')}
    assert purpose in table[f'`models/{room}/`']


def test_index_of_the_rooms_names_each_file_and_no_other():
    addons = [ROOT / name for name in ('cchc_propaganda', 'cchc_propaganda_report')]
    files = {path.stem for addon in addons for folder in ('models', 'tools', 'wizard')
             for path in [*(addon / folder).glob('*.py'), *(addon / folder).glob('*/*.py')]
             if path.stem != '__init__' and path.parent.parent.name != 'tools'}
    folders = {path.name for addon in addons for parent in ('tools', 'static/src')
               for path in (addon / parent).iterdir() if path.is_dir() and path.name != '__pycache__'}
    text = (ROOT / 'docs/rooms.md').read_text()
    listed = {name.strip('/') for line in text.splitlines() if line.startswith('| `')
              for name in re.findall(r'`([^`]+)`', line.split('|')[1])}
    assert files <= set(re.findall(r'`(\w+)/?`', text))
    assert listed <= files | folders


def test_which_records_somebody_may_read_is_asked_in_one_place():
    asking = {str(path.relative_to(ROOT)) for addon in ('cchc_propaganda', 'cchc_propaganda_report')
              for path in (ROOT / addon).rglob('*.py')
              if 'tests' not in path.parts and '_filtered_access(' in path.read_text()}
    assert asking == {'cchc_propaganda/models/core/readers.py'}


def test_only_guards_change_the_models_of_the_base():
    """Extensions of companies, users and employees live in `agency/`, those of other models of Odoo in `guard/`."""
    ours, agency = ('cchc.', 'res.company', 'res.users', 'res.groups', 'hr.', 'resource.'), []
    for path in MODELS.glob('*/*.py'):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], 'id', '') == '_inherit' and isinstance(
                    node.value, ast.Constant) and not node.value.value.startswith(ours):
                agency.append((path.parent.name, node.value.value))
    assert {room for room, __ in agency if room != 'guard'} <= {'core'}     # a mixin of ours may build on one of Odoo's
