# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The files of the storage are copied as docs/backup.md says, and put into a storage that has lost them."""

import base64
import hashlib
import re
import subprocess
import sys

import topology

PAGE = (topology.ROOT / 'docs/backup.md').read_text()
COMMAND = re.compile(r' python3 /opt/cchc/scale/(copy_files\.py) (\w+) /backup/s3$', re.MULTILINE)


def copy(cluster, action, folder, bucket):
    return subprocess.run(
        [sys.executable, topology.SCALE / 'copy_files.py', action, folder], capture_output=True, text=True, check=False,
        env={**cluster.odoo.environment(), 'CCHC_S3_BUCKET': bucket})


def test_files_are_copied_out_of_the_storage_and_into_it(cluster, tmp_path):
    assert COMMAND.findall(PAGE) == [('copy_files.py', 'save'), ('copy_files.py', 'load')]
    bucket, folder = topology.settings()['CCHC_S3_BUCKET'], tmp_path / 's3'
    author = cluster.client('test.author')
    contents = [b'Minutes of the meeting', b'Figures of the year']
    for content in contents:
        author.call('ir.attachment', 'create', [{
            'name': 'Enclosure.txt', 'res_model': 'cchc.article', 'res_id': cluster.ids.drafts[-1],
            'datas': base64.b64encode(content).decode()}])
    names = {hashlib.sha1(content, usedforsecurity=False).hexdigest(): content for content in contents}
    assert copy(cluster, 'save', folder, bucket).returncode == 0
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert names.items() <= kept.items()
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert copy(cluster, 'save', folder, bucket).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before, "copied again"

    (folder / ('0' * 40)).write_bytes(b'Not what it is called')
    done = copy(cluster, 'load', folder, f'{bucket}-new')
    assert (done.returncode, done.stderr) == (1, f"Damaged, and not copied: {'0' * 40}\n")
    back = tmp_path / 'back'
    assert copy(cluster, 'save', back, f'{bucket}-new').returncode == 0
    assert {path.name: path.read_bytes() for path in back.iterdir()} == kept
