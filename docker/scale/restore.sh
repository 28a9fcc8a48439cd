#!/bin/bash
# Restores a database server to a moment: BASE ARCHIVE [MOMENT]. BASE is what pg_basebackup has written before that moment,
# ARCHIVE the directory in which archive.sh has kept the rest; without a moment, all of it is taken. PGDATA must be empty.
set -euo pipefail
base=$1 archive=$2 moment=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
as_owner() { if [ "$(id -u)" = 0 ]; then gosu postgres "$@"; else "$@"; fi; }
fail() { echo "$1" >&2; exit 1; }

[ -z "$(ls -A "$PGDATA" 2>/dev/null)" ] || fail "$PGDATA is not empty: restore beside the old server, not over it"
[ -z "$moment" ] || date --date="$moment" > /dev/null || fail "Write the moment like 2026-01-31 09:30:00+07"
install -d -m 700 "$PGDATA"
tar --extract --gzip --file="$base" --directory="$PGDATA"
[ "$(id -u)" != 0 ] || chown -R postgres "$PGDATA"

# Nobody can connect while it works; the settings of the server that was saved stay as they are.
aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT
[ "$(id -u)" != 0 ] || chown postgres "$aside"
settings="-c hot_standby=off -c listen_addresses='' -c unix_socket_directories='$aside' -c log_min_messages=warning"
settings="$settings -c restore_command='bash \"$here/wal.sh\" \"$archive\" %f \"%p\"'"
[ -z "$moment" ] || settings="$settings -c recovery_target_time='$moment' -c recovery_target_action=promote"
as_owner touch "$PGDATA/recovery.signal"
failed() {
    cat "$aside/log" >&2
    fail "Not restored. Is the base from before the moment, and does the archive reach to it?"
}
as_owner pg_ctl start --pgdata="$PGDATA" --wait --timeout=86400 --silent --options="$settings" --log="$aside/log" || failed
until grep --quiet --no-messages '^ready' "$PGDATA/postmaster.pid"; do     # it repeats what the archive holds
    as_owner pg_ctl status --pgdata="$PGDATA" > /dev/null || failed
    sleep 0.2
done
as_owner pg_ctl stop --pgdata="$PGDATA" --wait --silent
echo "Restored${moment:+ to $moment}"
