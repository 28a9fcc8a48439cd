# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rules of invariants.sql, run on a database: ``python tests/invariants.py DATABASE FILESTORE`` prints what breaks
them and ends with 1 if anything does. The database is the one that libpq's variables lead to."""

import contextlib
import hashlib
import re
import sys
from pathlib import Path

import psycopg2

FILE = Path(__file__).with_suffix('.sql')


def rules():
    """Return ``{rule: statement}``, in the order of the file."""
    __, *parts = re.split(r'^-- RULE: (.+)\n', FILE.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def read_files(cursor, filestore):
    """Make the table of what is really in the files of our documents, for this connection."""
    cursor.execute("CREATE TEMPORARY TABLE cchc_file_found (attachment_id int PRIMARY KEY, sha1 text, sha256 text)")
    cursor.execute(
        "SELECT id, store_fname FROM ir_attachment WHERE res_model LIKE 'cchc.%' AND store_fname IS NOT NULL")
    for attachment, name in cursor.fetchall():
        path = Path(filestore) / name
        if path.exists():
            content = path.read_bytes()
            cursor.execute("INSERT INTO cchc_file_found VALUES (%s, %s, %s)", [
                attachment, hashlib.sha1(content, usedforsecurity=False).hexdigest(),
                hashlib.sha256(content).hexdigest()])


def broken(cursor):
    """Return ``{rule: rows that break it}``, {} if all hold; after ``read_files``."""
    found = {}
    for rule, statement in rules().items():
        cursor.execute(statement)
        if rows := cursor.fetchall():
            found[rule] = rows
    return found


def check(database, filestore, **connection):
    """Return ``{rule: rows that break it}`` of a database. It is left as it was."""
    with contextlib.closing(psycopg2.connect(dbname=database, **connection)) as opened, opened.cursor() as cursor:
        read_files(cursor, filestore)
        return broken(cursor)


if __name__ == '__main__':
    faults = check(*sys.argv[1:])
    for broken_rule, breaking in faults.items():
        sys.stdout.write(f'{broken_rule}\n')
        for row in breaking:
            sys.stdout.write(f'  {" ".join(map(str, row))}\n')
    sys.exit(bool(faults))
