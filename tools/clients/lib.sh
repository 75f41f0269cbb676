# What the checks of clients share: a server of their own, a folder of their own, and words for what is wrong.
# Sourced by them.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
modules=$root/tools/clients/node_modules
work=$(mktemp -d)
export BRISK_STATE_DIR=$work/state BRISK_STATS=off
server=

stop_server() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true; fi
  server=
  rm -f "$work/server.log"
}

# Ends the server that was started here, and takes the folder away.
finish() {
  stop_server
  if [ -n "${terminal:-}" ]; then tmux -L "$terminal" kill-server 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT

# Whoever lacks a client is told what to do; 77 says to a test suite that the check was not made.
missing() {
  echo "$1 is not installed; run tools/clients/setup." >&2
  exit 77
}

fail() {
  echo "FAILED: $1" >&2
  [ -f "$work/server.log" ] && sed 's/^/  server: /' "$work/server.log" | tail -20 >&2
  [ -f "$work/client.log" ] && sed 's/^/  client: /' "$work/client.log" | tail -40 >&2
  exit 1
}

# Starts a server on a free port with these options and waits until it is ready; sets $base and $port.
start_server() {
  "$root/brisk" serve "$@" --port 0 >"$work/server.log" 2>&1 &
  server=$!
  await "the server has begun" test -e "$work/server.log"
  await "the server is ready" grep -q "is ready on" "$work/server.log"
  port=$(sed -n 's/.*is ready on http:[^ ]*:\([0-9]*\):.*/\1/p' "$work/server.log" | head -1)
  BRISK_KEY=$(sed -n 's/.*"token": *"\([^"]*\)".*/\1/p' "$BRISK_STATE_DIR/server.json")
  export BRISK_KEY
  base=http://127.0.0.1:$port/v1
}

# Makes $work/chat.gguf, a model that chats without making sense: the text of an engine, where no script says it.
chat_model() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  # shellcheck disable=SC2012 # JDKs have no strange names.
  "$java" -version 2>&1 | grep -q '"25' || java=$(ls -d /usr/lib/jvm/*25*/bin/java | head -1)
  # Builds what is needed.
  "$root/brisk" --version >/dev/null
  "$java" --module-path "$root/target/image/server/lib" --add-modules dev.brisk.engine "$root/tools/clients/ChatModel.java" \
    "$root/server/src/main/resources/dev/brisk/server/model/brisk-small.gguf" "$work/chat.gguf" >"$work/client.log" 2>&1 ||
    fail "there is no model that chats"
}

# await WHAT COMMAND…: until the command succeeds, two minutes at most.
await() {
  local what=$1 end=$((SECONDS + 120))
  shift
  until "$@"; do
    if [ -n "$server" ] && ! kill -0 "$server" 2>/dev/null; then fail "the server ended before $what"; fi
    [ $SECONDS -lt $end ] || fail "waited in vain until $what"
    sleep 0.2
  done
}

# contains FILE TEXT
contains() { grep -qF -- "$2" "$1" || fail "'$2' is not in $(basename "$1")"; }
