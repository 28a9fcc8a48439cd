#!/bin/bash
# Keeps what the primary (PGHOST) writes, in a directory: the first argument.
set -euo pipefail
command=(pg_receivewal --directory="$1" --slot=archive --compress=gzip --synchronous)
if [ "$(id -u)" = 0 ]; then
    chown postgres "$1"
    command=(gosu postgres "${command[@]}")
fi
"${command[@]}" --create-slot --if-not-exists
exec "${command[@]}"
