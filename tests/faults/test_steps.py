# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each step of each document, when the request cannot be serialized and Odoo tries it again: it is taken once."""

import os

import work_database

from bootstrap import databases


def walked(odoo, name, forced):
    """Return what walk.py tells of the steps in a new database."""
    store = databases.Databases(odoo)
    try:
        store.fresh(name, databases.present_addons())
        folder = work_database.ROOT / 'tests'
        told = work_database.result(
            odoo, name, f'import sys; sys.path.insert(0, {str(folder)!r})\nFORCED = {forced}\n'
            f'exec(open({str(folder / "faults/walk.py")!r}).read())\n')
        work_database.Database(odoo, name).holds()
        return told
    finally:
        store.drop(name)


def test_every_step_that_fails_on_the_way_is_taken_once(odoo):
    name = f'cchc_test_{os.getpid()}_steps'
    undisturbed, forced = walked(odoo, name, forced=False), walked(odoo, name, forced=True)
    assert undisturbed['missing'] == forced['missing'] == [], "a step that the walk does not take"
    assert undisturbed['steps'] == forced['steps'] >= 90
    assert undisturbed['failed'] == 0
    assert forced['failed'] > 2 * forced['steps']
    for what, rows in undisturbed['found'].items():
        assert forced['found'][what] == rows, what
