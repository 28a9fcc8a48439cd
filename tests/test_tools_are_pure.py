# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rules in plain Python and their tests need neither Odoo nor a database, so that they answer in seconds."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = '''
import sys, pytest
code = pytest.main(['-q', '--collect-only', '-p', 'no:odoo', '-p', 'no:cacheprovider', 'tests/tools'])
loaded = [name for name, module in sys.modules.items()
          if name.split('.')[0] in ('odoo', 'psycopg2') and getattr(module, '__file__', None)]
sys.exit(f'loaded: {loaded}' if loaded else code)
'''


def test_they_load_without_odoo_and_without_a_database():
    """To run them as well would take half a minute, and they run beside this test anyway."""
    done = subprocess.run(
        [sys.executable, '-c', PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_none_loads_odoo_later():
    """An import within a function is not met by loading the file."""
    paths = [*ROOT.glob('tests/tools/**/*.py'), *ROOT.glob('cchc_propaganda*/tools/*.py')]
    functions = [(path, node) for path in paths for node in ast.walk(ast.parse(path.read_text()))
                 if isinstance(node, ast.FunctionDef)]
    assert len(functions) > 500
    assert not [f'{path.name}:{node.lineno}' for path, function in functions for node in ast.walk(function)
                if isinstance(node, ast.Import | ast.ImportFrom) and 'odoo' in ast.unparse(node)]
