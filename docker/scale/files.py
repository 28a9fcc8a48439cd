# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# ruff: noqa: F821 - `env` is given by `odoo shell`, which reads this file from its standard input
"""Keep files in the S3 storage that the environment names: new ones, and those that Odoo has kept in its own directory.

Address and keys of the storage are in the variables AWS_*, which botocore reads: the database knows none of them.

A file is moved without a change of its attachment, since what is approved may not be changed: its name is the checksum
of what it holds, there and here."""

import hashlib
import logging
import os
import sys
from pathlib import Path

from odoo.tools import SQL

CODE = 's3'
_logger = logging.getLogger('files')

storage = env['fs.storage'].search([('code', '=', CODE)]) or env['fs.storage'].create({
    'name': "S3", 'code': CODE, 'protocol': 's3', 'directory_path': os.environ['CCHC_S3_BUCKET'],
    'check_connection_method': False,   # no file of its own to see whether the storage answers
    'use_as_default_for_attachments': True,
    'use_filename_obfuscation': True,   # the name of a file is its checksum, not a title that nobody may know yet
})
s3 = storage._get_root_filesystem()
if not s3.exists(os.environ['CCHC_S3_BUCKET']):
    s3.mkdir(os.environ['CCHC_S3_BUCKET'])
env.cr.commit()

names = [name for name, in env.execute_query(SQL(
    "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname LIKE '__/%%'"))]
moved = []
for number, name in enumerate(names, 1):
    path = Path(env['ir.attachment']._full_path(name))
    if path.exists():
        content = path.read_bytes()
        if hashlib.sha1(content, usedforsecurity=False).hexdigest() != path.name:
            sys.exit(f"{path} is damaged: put it back from a backup, then start again")
        storage.fs.pipe_file(path.name, content)
        moved.append(name)
    if number % 1000 == 0:
        _logger.info("%s of %s files", number, len(names))
if moved:
    env.cr.execute(SQL(
        "UPDATE ir_attachment SET store_fname = %s || substr(store_fname, 4), fs_filename = substr(store_fname, 4),"
        " fs_storage_id = %s, fs_storage_code = %s WHERE store_fname = ANY(%s)",
        f'{CODE}://', storage.id, CODE, moved))
    env.cr.commit()
_logger.info("%s files moved to the S3 storage, %s not found", len(moved), len(names) - len(moved))
