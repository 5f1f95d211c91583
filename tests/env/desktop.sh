#!/usr/bin/env bash
# A private desktop for one test: a virtual screen, a session bus of its own, a real notification daemon and a
# real keyring. Nothing of it touches the desktop of the person who runs the tests.
#
#   desktop.sh run COMMAND...   runs COMMAND on that desktop and exits with its code
#   desktop.sh hold             prints KEY=VALUE lines for the desktop, then READY, and keeps it up until its
#                               standard input closes; a test that dies therefore never leaves a screen behind
#
#   TERN_DESKTOP_KEYRING=unlocked|locked|none        default: unlocked
#   TERN_DESKTOP_NOTIFICATIONS=dunst|none            default: dunst
#   TERN_DESKTOP_SIZE=WIDTHxHEIGHT                   default: 1360x900
set -euo pipefail

mode=${1:-}
keyring=${TERN_DESKTOP_KEYRING:-unlocked}
notifications=${TERN_DESKTOP_NOTIFICATIONS:-dunst}
size=${TERN_DESKTOP_SIZE:-1360x900}

complain() {
    echo "desktop.sh: $*" >&2
    exit 1
}

case $mode in
    run) shift; [ $# -gt 0 ] || complain "run needs a command" ;;
    hold) ;;
    *) complain "say 'run COMMAND...' or 'hold'" ;;
esac

wanted=(Xvfb dbus-daemon)
[ "$notifications" = none ] || wanted+=(dunst busctl)
[ "$keyring" = none ] || wanted+=(gnome-keyring-daemon)
for program in "${wanted[@]}"; do
    command -v "$program" >/dev/null || complain "$program is missing; 'cargo xtask setup --testing' installs it"
done

# The socket of the bus lives here, and socket paths are limited to 108 bytes: keep it short.
room=$(mktemp -d /tmp/tern-desk.XXXXXX)
chmod 700 "$room"
started=()

tear_down() {
    # Last started, first stopped: the bus and the screen go when nobody needs them any more.
    for ((at = ${#started[@]} - 1; at >= 0; at--)); do
        kill "${started[at]}" 2>/dev/null || true
        wait "${started[at]}" 2>/dev/null || true
    done
    rm -rf "$room" 2>/dev/null || { sleep 0.2; rm -rf "$room"; } || true
}
trap tear_down EXIT
trap 'exit 143' TERM INT HUP

# wait_for WHAT TEST...: polls TEST for at most ten seconds, so that a broken start is a message and not a hang.
wait_for() {
    local what=$1 tries
    shift
    for ((tries = 0; tries < 200; tries++)); do
        if "$@" 2>/dev/null; then return 0; fi
        sleep 0.05
    done
    cat "$room"/*.log >&2 || true
    complain "$what did not come up in ten seconds"
}

mkdir -p "$room"/{run,data,config,cache,home}
chmod 700 "$room/run"
unset WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS SSH_AUTH_SOCK GNOME_KEYRING_CONTROL
export XDG_RUNTIME_DIR=$room/run XDG_DATA_HOME=$room/data XDG_CONFIG_HOME=$room/config XDG_CACHE_HOME=$room/cache
# Accessibility and settings daemons would be started over the bus, which starts nothing: do not ask for them.
export NO_AT_BRIDGE=1 GTK_A11Y=none GSETTINGS_BACKEND=memory GIO_USE_VFS=local
export XDG_SESSION_TYPE=x11 GDK_BACKEND=x11
# Without a graphics card the accelerated path of WebKitGTK draws 16 frames a second; the plain one draws 60.
export WEBKIT_DISABLE_DMABUF_RENDERER=1

# --- the screen: Xvfb picks a free number and writes it to the descriptor
Xvfb -displayfd 6 -screen 0 "${size}x24" -nolisten tcp -noreset 6>"$room/display" >"$room/xvfb.log" 2>&1 &
started+=($!)
screen_is_up() { [ -s "$room/display" ] && [ -n "$(tr -d '\n' <"$room/display")" ]; }
wait_for "the virtual screen" screen_is_up
DISPLAY=:$(tr -d '\n' <"$room/display")
export DISPLAY

# --- the bus: no service directories, so only what is started below ever answers on it
cat >"$room/bus.conf" <<BUS
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=$room/run/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>
BUS
dbus-daemon --config-file="$room/bus.conf" --nofork --nopidfile >"$room/bus.log" 2>&1 &
started+=($!)
wait_for "the session bus" test -S "$room/run/bus"
export DBUS_SESSION_BUS_ADDRESS=unix:path=$room/run/bus

# name_is_taken NAME: somebody answers to NAME on the bus.
name_is_taken() {
    dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
        "string:$1" | grep -q 'boolean true'
}

# --- notifications: dunst, told never to close one by itself, so that a test can look at its own pace
if [ "$notifications" = dunst ]; then
    # dunst invokes an action only through its menu program, which gets one line "#LABEL (SUMMARY) [ID,KEY]" for
    # every action on the screen and answers with the line to invoke. Ours answers with the line that ends in
    # the "[ID,KEY]" a test wrote to the file `choice`.
    cat >"$room/choose" <<CHOOSE
#!/bin/sh
grep -F -e "\$(cat '$room/choice')" | head -n 1
CHOOSE
    chmod +x "$room/choose"
    cat >"$room/dunstrc" <<DUNST
[global]
    dmenu = $room/choose
    notification_limit = 20
    idle_threshold = 0
    history_length = 100
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
DUNST
    dunst -config "$room/dunstrc" >"$room/dunst.log" 2>&1 &
    started+=($!)
    wait_for "the notification daemon" name_is_taken org.freedesktop.Notifications
    # Every notification that crosses the bus, one JSON message a line. A reply names no interface, so the ids that
    # the daemon answered with need a match of their own.
    busctl --address="$DBUS_SESSION_BUS_ADDRESS" --json=short \
        --match="interface='org.freedesktop.Notifications'" \
        --match="type='method_return',sender='org.freedesktop.Notifications'" \
        monitor >"$room/notifications.jsonl" 2>"$room/busctl.log" &
    started+=($!)
    wait_for "the notification recorder" grep -q 'Monitoring bus' "$room/busctl.log"
fi

# --- the keyring: the login keyring is made with this password and opened, or left shut
if [ "$keyring" != none ]; then
    unlock=()
    [ "$keyring" = locked ] || unlock=(--unlock)
    printf 'for tests only' | gnome-keyring-daemon --foreground "${unlock[@]}" --components=secrets \
        --control-directory="$room/run/keyring" >"$room/keyring.log" 2>&1 &
    started+=($!)
    wait_for "the keyring" name_is_taken org.freedesktop.secrets
fi

if [ "$mode" = run ]; then
    "$@" &
    command=$!
    trap 'kill -TERM $command 2>/dev/null; exit 143' TERM INT HUP
    status=0
    wait "$command" || status=$?
    exit "$status"
fi

for name in DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME \
    NO_AT_BRIDGE GTK_A11Y GSETTINGS_BACKEND GIO_USE_VFS XDG_SESSION_TYPE GDK_BACKEND WEBKIT_DISABLE_DMABUF_RENDERER; do
    printf '%s=%s\n' "$name" "${!name}"
done
printf 'TERN_DESKTOP_ROOM=%s\nREADY\n' "$room"
cat >/dev/null
