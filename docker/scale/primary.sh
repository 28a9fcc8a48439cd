#!/bin/bash
# Lets other machines copy the database. Runs beside the primary, on its files.
set -euo pipefail
rule='host replication odoo all scram-sha-256'
grep -qxF "$rule" "$PGDATA/pg_hba.conf" || echo "$rule" >> "$PGDATA/pg_hba.conf"
# What a copy that is away has not read yet is kept, up to this size: it must not fill the disk.
psql --quiet --no-psqlrc --dbname=postgres \
    --command="ALTER SYSTEM SET max_slot_wal_keep_size = '8GB'" --command='SELECT pg_reload_conf()' > /dev/null
