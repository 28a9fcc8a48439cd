#!/bin/bash
# Copies the primary (PGHOST) once, then follows it. The arguments are PostgreSQL's.
set -euo pipefail
as_owner() { if [ "$(id -u)" = 0 ]; then gosu postgres "$@"; else "$@"; fi; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    install -d -m 700 "$PGDATA"
    [ "$(id -u)" != 0 ] || chown postgres "$PGDATA"
    find "$PGDATA" -mindepth 1 -delete      # what a copy that was cut off has left
    psql --no-psqlrc --dbname=postgres -tAc "SELECT 1 FROM pg_replication_slots WHERE slot_name = 'replica'" \
        | grep -q 1 || slot=--create-slot
    as_owner pg_basebackup --pgdata="$PGDATA" --slot=replica ${slot:-} --write-recovery-conf --checkpoint=fast
fi
if [ "$(id -u)" = 0 ]; then exec docker-entrypoint.sh postgres "$@"; fi
exec postgres -D "$PGDATA" "$@"
