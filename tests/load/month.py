# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A month of an agency, played in minutes: people read, write, decide and post, and in between do the same with the
tasks of Odoo's own project app, on the same servers."""

import tables
from loads import SHORT

SIDES = ('ours', 'stock')
PEOPLE, SECONDS = (12, 20) if SHORT else (40, 30)
GOAL = 2    # p95 of ours against that of the project app


def play(office, name, turns):
    """Let the people work in turn with the one and with the other; keep the table by that name. Return the Run. Nobody
    may wait more than twice as long as with Odoo's own app."""
    run = office.let_work(      # first, each process loads what it keeps between requests
        windows=[[side, SECONDS, PEOPLE] for __ in range(1 if SHORT else turns + 1) for side in SIDES],
        warm=0 if SHORT else len(SIDES))
    rows = tables.kinds(run)
    tables.write(name, tables.text(tables.KINDS, rows), {
        'people': PEOPLE, 'rows': rows, 'refused': run.refusals(), 'cores': {side: run.cores(side) for side in SIDES},
        'pace': {side: run.pace(side) for side in SIDES}, 'memory': office.memory(),
        'tried_again': office.tried_again()})
    if not SHORT:
        assert rows[0]['ratio'] <= GOAL, rows[0]
    return run
