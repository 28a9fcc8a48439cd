# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tests of the rules in plain Python need neither Odoo nor a database, so that they answer in seconds."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = '''
import sys, pytest
code = pytest.main(['-q', '-p', 'no:odoo', '-p', 'no:cacheprovider', 'tests/tools'])
loaded = [name for name, module in sys.modules.items()
          if name.split('.')[0] in ('odoo', 'psycopg2') and getattr(module, '__file__', None)]
sys.exit(f'loaded: {loaded}' if loaded else code)
'''


def test_they_pass_without_odoo_and_without_a_database():
    done = subprocess.run(
        [sys.executable, '-c', PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
