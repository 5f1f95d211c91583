#!/usr/bin/env bash
# A throw-away store that speaks S3, on loopback, for tests: moto, from PyPI.
#
#   s3.sh fetch       puts moto into target/xtask/moto, once
#   s3.sh hold PORT   starts it, prints READY, and ends it when its standard input closes; nobody's keys are asked for
#
# `hold` prints MISSING and ends well where there is no moto: tests then make do with objects in memory.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
room=$root/target/xtask/moto

case "${1:-}" in
fetch)
    python3 -m venv "$room"
    "$room/bin/pip" install --quiet --disable-pip-version-check 'moto[server,s3]>=5,<6'
    exit 0
    ;;
hold) [ -n "${2:-}" ] ;;
*)
    echo "s3.sh: say 'fetch' or 'hold PORT'" >&2
    exit 1
    ;;
esac

if [ -x "$room/bin/moto_server" ]; then
    # Not by its own script: that names the folder in which the project lay when it was fetched.
    program=("$room/bin/python" -m moto.server)
elif command -v moto_server >/dev/null; then
    program=(moto_server)
else
    echo MISSING
    exit 0
fi

log=$(mktemp /tmp/tern-s3.XXXXXX)
"${program[@]}" --host 127.0.0.1 --port "$2" >"$log" 2>&1 </dev/null &
server=$!
tear_down() {
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -f "$log"
}
trap tear_down EXIT
trap 'exit 143' TERM INT HUP

for ((tries = 0; ; tries++)); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then break; fi
    if ! kill -0 "$server" 2>/dev/null || [ "$tries" -ge 600 ]; then
        cat "$log" >&2
        exit 1
    fi
    sleep 0.1
done
echo READY
cat >/dev/null
