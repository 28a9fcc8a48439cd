# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A month of an agency, played in minutes: people read, write, decide and post, and in between do the same with the
tasks of Odoo's own project app, on the same servers."""

import tables
from loads import SHORT

SIDES = ('ours', 'stock')
PEOPLE, MINUTE, TURNS = (12, 20, 1) if SHORT else (40, 45, 5)
CROWDS = (4, 12) if SHORT else (10, 20, 40, 60, 80, 120)
GOAL = 2    # p95 of ours against that of the project app
WARM = [[side, MINUTE, PEOPLE] for side in SIDES]   # each process loads what it keeps between requests


def test_month(office):
    """Nothing fails, and nobody waits more than twice as long as with Odoo's own app."""
    run = office.let_work(windows=[*WARM, *([side, MINUTE, PEOPLE] for __ in range(TURNS) for side in SIDES)], warm=2)
    rows = tables.kinds(run)
    tables.write('month', tables.text(tables.KINDS, rows), {
        'people': PEOPLE, 'rows': rows, 'refused': run.refusals(), 'cores': {side: run.cores(side) for side in SIDES},
        'pace': {side: run.pace(side) for side in SIDES}, 'memory': office.memory()})
    if not SHORT:
        assert rows[0]['ratio'] <= GOAL, rows[0]


def test_how_many_people(office):
    """More and more people, until they wait: the numbers of docs/performance.md."""
    run = office.let_work(
        windows=[[side, MINUTE, CROWDS[0]] for side in SIDES] + [['ours', MINUTE, people] for people in CROWDS], warm=2)
    rows = tables.crowds(run, CROWDS)
    tables.write('people', tables.text(tables.CROWDS, rows), {'rows': rows, 'memory': office.memory()})
    assert rows[0]['p95'] < rows[-1]['p95']
