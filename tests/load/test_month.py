# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A month on two Odoo servers, and how many people they can bear."""

import month
import tables
from loads import SHORT

CROWDS = (4, 12) if SHORT else (20, 40, 60, 80, 100)


def test_month(office):
    """Nothing fails, and nobody waits more than twice as long as with Odoo's own app."""
    month.play(office, 'month', turns=4)


def test_how_many_people(office):
    """More and more people, until they wait: the numbers of docs/performance.md."""
    run = office.let_work(windows=[['ours', month.SECONDS, people] for people in (CROWDS[0], *CROWDS)], warm=1)
    rows = tables.crowds(run, CROWDS)
    tables.write('people', tables.text(tables.CROWDS, rows), {'rows': rows, 'memory': office.memory()})
    assert rows[0]['p95'] < rows[-1]['p95']
