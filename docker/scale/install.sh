#!/bin/bash
# After the installation of the addons: makes the database of the sessions, and moves files into the S3 storage. Whatever
# is there already stays as it is.
set -euo pipefail
unset PGHOST_REPLICA    # it may still have to copy what this writes

there=$(psql --dbname=postgres -tAc "SELECT 1 FROM pg_database WHERE datname = '$SESSION_DB_URI'")
[ "$there" = 1 ] || createdb --maintenance-db=postgres "$SESSION_DB_URI"

there=$(psql -tAc "SELECT 1 FROM ir_module_module WHERE name = 'fs_attachment_s3' AND state = 'installed'")
[ "$there" = 1 ] || odoo -i fs_attachment_s3 --no-http --stop-after-init

odoo shell --no-http < "$(dirname "${BASH_SOURCE[0]}")/files.py"
