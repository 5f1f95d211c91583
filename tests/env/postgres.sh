#!/usr/bin/env bash
# A throw-away PostgreSQL cluster on loopback, for tests: it is fast because it never syncs to disk, and
# keeps no house: whoever measures does that when it does not disturb.
#
#   postgres.sh hold PORT   makes the cluster, starts it, prints READY, and removes it all again when its
#                           standard input closes; connect as user `postgres`, no password, database `postgres`
#
#   TERN_POSTGRES_BUFFERS=SIZE   its shared buffers; default: 128MB, which is its own
#   TERN_POSTGRES_LIBRARIES=NAME what it loads, such as pg_stat_statements to see which statement takes its time
#
# PostgreSQL refuses to run as root, so as root the cluster belongs to the system user `postgres` or `nobody`.
set -euo pipefail

complain() {
    echo "postgres.sh: $*" >&2
    exit 1
}

[ "${1:-}" = hold ] && [ -n "${2:-}" ] || complain "say 'hold PORT'"
port=$2

programs=
for place in "$(dirname "$(readlink -f "$(command -v postgres || echo /nowhere/at-all)")")" \
    $(ls -d /usr/lib/postgresql/*/bin /usr/libexec/postgresql* /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -rV); do
    if [ -x "$place/postgres" ] && [ -x "$place/initdb" ]; then
        programs=$place
        break
    fi
done
[ -n "$programs" ] || complain "PostgreSQL is missing; 'cargo xtask setup --testing' installs it"

as_owner=()
room=$(mktemp -d /tmp/tern-pg.XXXXXX)
if [ "$(id -u)" = 0 ]; then
    owner=nobody
    getent passwd postgres >/dev/null && owner=postgres
    as_owner=(setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups --)
    chown "$owner" "$room"
fi

server=
tear_down() {
    if [ -n "$server" ]; then
        # A fast shutdown: sessions are cut, no crash recovery is left behind.
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$room"
}
trap tear_down EXIT
trap 'exit 143' TERM INT HUP

cd "$room"
export HOME=$room LC_ALL=C
"${as_owner[@]}" "$programs/initdb" --pgdata="$room/cluster" --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C --no-sync >"$room/initdb.log" 2>&1 || { cat "$room/initdb.log" >&2; complain "initdb did not work"; }

"${as_owner[@]}" "$programs/postgres" -D "$room/cluster" -p "$port" -h 127.0.0.1 -k "$room" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100 \
    -c shared_buffers="${TERN_POSTGRES_BUFFERS:-128MB}" \
    -c autovacuum=off \
    -c shared_preload_libraries="${TERN_POSTGRES_LIBRARIES:-}" \
    >"$room/server.log" 2>&1 </dev/null &
server=$!

for ((tries = 0; ; tries++)); do
    if grep -q 'ready to accept connections' "$room/server.log" 2>/dev/null; then break; fi
    if ! kill -0 "$server" 2>/dev/null || [ "$tries" -ge 300 ]; then
        cat "$room/server.log" >&2
        complain "PostgreSQL did not come up"
    fi
    sleep 0.1
done
echo READY
cat >/dev/null
