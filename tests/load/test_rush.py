# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The last minutes of a quarter: every unit sends its report, hands in what is left, and the board posts it."""

import datetime

import tables
from loads import SHORT

PEOPLE, SECONDS = (30, 60) if SHORT else (80, 240)


def test_end_of_a_quarter(office):
    """Nothing fails, nothing is lost or doubled, and the reports of all units are with the Office."""
    waiting = office.database.number("SELECT count(*) FROM cchc_report WHERE level = 'department' AND state = 'draft'")
    assert waiting > 30
    run = office.let_work(
        scene='rush', windows=[['ours', SECONDS, PEOPLE]], arrival=SECONDS / 4,
        today=str(datetime.date.today()))    # noqa: DTZ011 - the day of this machine, as the servers take it
    rows = tables.kinds(run)
    tables.write('rush', tables.text(tables.KINDS, rows), {
        'people': PEOPLE, 'rows': rows, 'refused': run.refusals(), 'cores': run.cores('ours'), 'pace': run.pace('ours'),
        'memory': office.memory(), 'tried_again': office.tried_again()})
    sent = office.database.number(
        "SELECT count(*) FROM cchc_report WHERE level = 'department' AND state IN ('submitted', 'approved')")
    assert sent > 0 if SHORT else sent == waiting
    if not SHORT:
        assert office.database.number(
            "SELECT count(*) FROM cchc_report WHERE level = 'agency' AND state = 'published'"), "none was sent"
