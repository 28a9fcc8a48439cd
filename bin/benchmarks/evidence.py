# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The ZIP of an evidence pack with 1,000 files, against a plain ZIP of the same files, in the same memory as one with
100 files."""

import os
import tempfile
import zipfile

from . import _measure

FEW, MANY, QUICK_FEW, QUICK_MANY = 100, 1_000, 20, 100
EACH = 200 * 1024       # bytes of a file: a photo that a phone has made small, a scanned page
GOAL = 4        # each file is read by itself, so that one at a time is in memory
MORE_MEMORY = 24        # MiB that the larger ZIP may take more: names and index of 900 files, and what Python keeps
REPEAT = 5
AT_ONCE = 50


def rows(open_env, options):
    few, many = (QUICK_FEW, QUICK_MANY) if options.quick else (FEW, MANY)
    with open_env() as env:
        pack = _pack(env)
        _attach(pack, 0, few)
        small = _measure.peak_mib(lambda: _zip(pack))
        _attach(pack, few, many)
        yield _row(pack, many, small)


def _pack(env):
    """Return the pack of an agency, scored by a scheme of one criterion to which the Office attaches files."""
    company = env['res.company'].create({'name': "Sở Văn hóa tỉnh Hòa An", 'cchc_profile': 'department'})
    env = env(context={**env.context, 'allowed_company_ids': company.ids, 'tracking_disable': True})
    year = company._cchc_today().year - 1
    env['cchc.scoring.scheme'].create({
        'name': "Bộ tiêu chí", 'year': year, 'level': 'department', 'company_id': company.id, 'active': True,
        'criterion_ids': [(0, 0, {'code': '1', 'name': "Tài liệu kiểm chứng", 'rule': 'hand', 'max_score': 1})]})
    return env['cchc.scoring'].create({'year': year, 'company_id': company.id})


def _attach(pack, first, last):
    """Attach files to the criterion, numbered from ``first`` to below ``last``."""
    for start in range(first, last, AT_ONCE):
        pack.line_ids.evidence_ids = [
            (0, 0, {'name': f'tai-lieu-{number}.pdf', 'raw': b'%PDF-1.7\n' + os.urandom(EACH)})
            for number in range(start, min(start + AT_ONCE, last))]
        pack.env.flush_all()
        pack.env.invalidate_all()
    pack.action_refresh()
    pack.env.flush_all()
    pack.env.invalidate_all()


def _zip(pack):
    """Make the ZIP, and return how many files are in it."""
    with pack._zip() as stream, zipfile.ZipFile(stream) as archive:
        return len(archive.namelist())


def _row(pack, size, small):
    files = pack.line_ids.evidence_ids
    paths = [files._full_path(file.store_fname) for file in files]

    def real():
        pack.env.invalidate_all()
        if _zip(pack) != size + 1:      # the index
            raise AssertionError('a file is missing in the ZIP')

    def floor():
        with tempfile.TemporaryFile() as stream, zipfile.ZipFile(stream, 'w') as archive:
            for number, path in enumerate(paths):
                archive.write(path, f'{number}.pdf')

    pack.env.invalidate_all()
    taken = _measure.in_turn({'real': real, 'floor': floor}, REPEAT)
    large = _measure.peak_mib(real)
    if None not in (small, large) and large > small + MORE_MEMORY:
        raise AssertionError(f'the ZIP of {size} files takes {large:.0f} MiB, that of fewer {small:.0f}')
    return {
        'name': "ZIP of an evidence pack", 'size': size, 'seconds': taken['real'], 'floor_seconds': taken['floor'],
        'ratio': taken['real'] / taken['floor'], 'goal': GOAL if size >= MANY else None, 'peak_mib': large}
