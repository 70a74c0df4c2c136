#!/bin/bash
# Runs a command with an OS keychain of its own: a private D-Bus session with an unlocked, empty gnome-keyring.
# Everything lives in one temporary folder (TMPDIR too) that is removed afterwards; the exit code is the command's.
#
#   with-keyring.sh COMMAND [ARGUMENT...]
#
# KEYRING_KEEP_DISPLAY=1 keeps the display (a desktop VS Code needs it). Without a display nothing can ever prompt.
set -u

if [ $# -eq 0 ]; then
  echo 'usage: with-keyring.sh COMMAND [ARGUMENT...]' >&2
  exit 64
fi
for tool in dbus-run-session gnome-keyring-daemon; do
  if ! command -v "$tool" >/dev/null; then
    echo "with-keyring.sh: $tool is missing; run: node setup.mjs tests" >&2
    exit 69
  fi
done

# In /tmp whatever TMPDIR says: the path of a socket may have 107 characters at most.
home=$(mktemp -d /tmp/keyring-XXXXXX)
export XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache XDG_RUNTIME_DIR=$home/run TMPDIR=$home/tmp
mkdir -m 700 "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR" "$TMPDIR"
export LOGTO_ACCESS_PRIVATE_KEYRING=$home
unset DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL
[ "${KEYRING_KEEP_DISPLAY:-}" = 1 ] || unset DISPLAY WAYLAND_DISPLAY

# Inside the session. The daemon stays in the foreground mode, so that it is a child which can be stopped. The command
# starts when the keychain answers; asking before the daemon owns its name would make D-Bus start a second one.
inside='
  gnome-keyring-daemon --foreground --unlock --components=secrets <<<test >/dev/null &
  daemon=$!
  ask() { dbus-send --session --print-reply "$@" 2>/dev/null; }
  owned() { ask --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; }
  unlocked() {
    ask --dest=org.freedesktop.secrets /org/freedesktop/secrets/collection/login org.freedesktop.DBus.Properties.Get \
      string:org.freedesktop.Secret.Collection string:Locked | grep -q "boolean false"
  }
  ready=no
  for _ in {1..100}; do
    if owned && unlocked; then ready=yes; break; fi
    kill -0 $daemon 2>/dev/null || break
    sleep 0.1
  done
  if [ $ready = yes ]; then "$@" 2>&3 3>&-; code=$?; else echo "with-keyring.sh: the keyring did not start" >&3; code=70; fi
  kill $daemon 2>/dev/null; wait $daemon 2>/dev/null
  exit $code'

# A process group of its own, so that a signal to this script reaches all of it, and only it.
# What the daemons say goes into a file; the command keeps the real stderr (descriptor 3).
set -m
dbus-run-session -- bash -c "$inside" with-keyring.sh "$@" <&0 3>&2 2>"$home/daemons.log" &
session=$!
trap 'kill -TERM -- -$session' INT TERM HUP

exec 4>&2 2>/dev/null # bash would announce the end of its job
wait $session
code=$?
while kill -0 $session; do wait $session; code=$?; done # a signal ends the first wait early
for _ in {1..100}; do kill -0 -- -$session || break; sleep 0.1; done
kill -KILL -- -$session
[ $code -ne 70 ] || cat "$home/daemons.log" >&4
rm -rf "$home"
exit $code
