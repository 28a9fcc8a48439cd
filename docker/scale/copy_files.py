# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``copy_files.py save DIRECTORY`` copies the files of the S3 storage into a directory, ``load`` those of the directory
into the storage. What is there already is not copied again, and nothing is ever deleted. The name of each file is the
checksum of what it holds; what differs from it is not copied, and the exit code is 1."""

import hashlib
import os
import sys
from pathlib import Path

import s3fs


def main(action, directory, storage, bucket):
    """Copy; return the names of the damaged files."""
    folder = Path(directory)
    folder.mkdir(exist_ok=True)
    if not storage.exists(bucket):
        storage.mkdir(bucket)
    there = {name.rpartition('/')[2] for name in storage.ls(bucket, refresh=True)}
    here = {path.name for path in folder.iterdir() if not path.name.endswith('.part')}
    damaged = []
    for name in sorted(there - here if action == 'save' else here - there):
        content = storage.cat_file(f'{bucket}/{name}') if action == 'save' else (folder / name).read_bytes()
        if hashlib.sha1(content, usedforsecurity=False).hexdigest() != name:
            damaged.append(name)
        elif action == 'save':
            part = folder / f'{name}.part'
            part.write_bytes(content)
            part.replace(folder / name)
        else:
            storage.pipe_file(f'{bucket}/{name}', content)
    return damaged


if __name__ == '__main__':
    if len(sys.argv) != 3 or sys.argv[1] not in ('save', 'load'):
        sys.exit(__doc__)
    if found := main(*sys.argv[1:], s3fs.S3FileSystem(), os.environ['CCHC_S3_BUCKET']):
        sys.exit(f"Damaged, and not copied: {' '.join(found)}")
