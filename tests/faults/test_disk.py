# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The disk is full while a workbook is written: nothing is submitted, the user reads why, and with room again the
same report goes through. The server may not write files above a size: it fails as on a full disk, after a part."""

import resource

import pytest
from safe_server import Refused

from bootstrap import odoo_run

ROOM = 4096     # bytes: less than any workbook


def no_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def test_disk_is_full_while_a_workbook_is_written(work):
    report = work.ids.report
    own = odoo_run.DATA / 'filestore' / work.name
    before = {path.relative_to(own) for path in own.rglob('*') if path.is_file()}
    # What Python compiles on the way would be cut off, too, and stay so for every later run.
    nothing_compiled = {'PYTHONDONTWRITEBYTECODE': '1'}
    with work.server(log='/dev/null', limits=no_room, environment=nothing_compiled) as server:
        office = server.client('test.office')
        with pytest.raises(Refused, match="Ổ đĩa của máy chủ đã đầy"):
            office.call('cchc.report', 'action_submit', [report])
        assert office.call('cchc.report', 'read', [report], ['state'])[0]['state'] == 'draft', "people go on reading"
    left = {path for path in own.rglob('*') if path.is_file()} - {own / path for path in before}
    assert [path for path in left if path.parent.name != 'checklist' and path.stat().st_size] == [], "a part of a file"
    work.holds()
    with work.server() as server:
        office = server.client('test.office')
        assert office.call('cchc.report', 'action_submit', [report]) is True
    assert work.number("SELECT state FROM cchc_report WHERE id = %s", report) == 'submitted'
    work.holds()
