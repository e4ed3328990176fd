# shellcheck shell=bash
# Noa and Sam with a daemon each and a relay, all in one temporary folder $work that is removed at
# the end, whatever happens; sourced by tools that play with the real programs. The caller has
# sourced common.sh, stands in the project's root, calls build and make_folders, and may set keep=yes.

bin=$PWD/build/bin
for name in $(compgen -v TWOFOLD_); do unset "$name"; done
export LC_ALL=C.UTF-8 COLUMNS=80
keep=no
work=
relay_pid=
address=
daemons=()

# Builds the programs, and the further targets named, with one line of progress.
build() {
  local log=build/last-build.log start=$SECONDS line
  local targets=(twofold twofoldd twofold-relay "$@")
  if [ ! -x "$bin/twofoldd" ] && [ ! -t 1 ]; then
    echo "Building; the first time takes some minutes."
  fi
  if ! NINJA_STATUS='%f of %t ' cmake --build build -j "$(nproc)" --target "${targets[@]}" 2>&1 |
    tee "$log" | while IFS= read -r line; do
      [[ $line =~ ^[0-9]+\ of\ [0-9]+\  ]] && [ -t 1 ] && printf '\rBuilding: %-20s' "${BASH_REMATCH[0]}"
      true
    done; then
    printf '\n' >&2
    tail -n 30 "$log" >&2
    die "the build did not succeed; everything it said is in $log."
  fi
  [ ! -t 1 ] || printf '\r%-40s\r' ''
  if [ $((SECONDS - start)) -gt 5 ]; then echo "Built in $((SECONDS - start)) s."; fi
}

# --- waiting, ending --------------------------------------------------------------------------

# Gone, or dead and only not yet collected by its parent.
is_gone() {
  local state
  state=$(awk '{ sub(/.*\) /, ""); print $1 }' "/proc/$1/stat" 2>/dev/null) || return 0
  [ -z "$state" ] || [ "$state" = Z ]
}

# A breath between two looks at a condition; nothing is ever written into that pipe.
pause() { read -r -t 0.02 <>"$work/pause" || true; }

await_gone() {
  local deadline=$((SECONDS + 10))
  until is_gone "$1"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    pause
  done
}

# The programs started with this run's folders in their environment, and the recorded ones.
our_pids() {
  printf '%s\n' "${daemons[@]}" ${relay_pid:+"$relay_pid"}
  grep -lazs "^XDG_RUNTIME_DIR=$work/" /proc/[0-9]*/environ | cut -d/ -f3 || true
}

end() {
  local rc=$? pid
  trap - EXIT INT TERM HUP
  set +e
  if [ -n "$work" ]; then
    local pids
    pids=$(our_pids | sort -u)
    for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
    for pid in $pids; do await_gone "$pid" || kill -KILL "$pid" 2>/dev/null; done
    if [ "$keep" = yes ]; then
      echo "Kept: $work"
    else
      rm -rf "$work"
    fi
  fi
  exit "$rc"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- the two and their relay ------------------------------------------------------------------

# Makes $work.
make_folders() {
  local base=${TMPDIR:-/tmp} person
  umask 077
  # A Unix socket's path has room for 107 bytes.
  [ "${#base}" -le 50 ] || base=/tmp
  work=$(mktemp -d "$base/twofold.XXXXXX")
  mkfifo "$work/pause" "$work/ready"
  for person in noa sam; do
    mkdir -p "$work/$person"/{home,data,config,state,cache,run}
  done
}

# Runs the client as one of the two: client noa log read.
client() {
  local person=$1
  shift
  env HOME="$work/$person/home" XDG_DATA_HOME="$work/$person/data" \
    XDG_CONFIG_HOME="$work/$person/config" XDG_STATE_HOME="$work/$person/state" \
    XDG_CACHE_HOME="$work/$person/cache" XDG_RUNTIME_DIR="$work/$person/run" \
    PATH="$bin:$PATH" "$bin/twofold" "$@"
}

# Keeps the process id of somebody's daemon in $daemons, for the end.
remember_daemon() {
  local pid
  pid=$(client "$1" status --json --no-input | jq -r '.pid // 0')
  [ "$pid" -gt 1 ] || die "$1's daemon did not tell its process id."
  daemons+=("$pid")
}

# Starts the relay on an address; $address is the real one when it serves.
start_relay() {
  "$bin/twofold-relay" --listen "$1" --data "$work/relay" --ready-fd 9 \
    9>"$work/ready" >>"$work/relay.log" 2>&1 </dev/null &
  relay_pid=$!
  # shellcheck disable=SC2034  # read by whoever sources this
  read -r -t 20 address <"$work/ready" || { cat "$work/relay.log" >&2; die "the relay did not start."; }
}

stop_relay() {
  kill -TERM "$relay_pid"
  await_gone "$relay_pid" || die "the relay did not end within 10 s."
  wait "$relay_pid" 2>/dev/null || true
  relay_pid=
}

# Waits until a person's pairing stands at a step.
await_step() {
  local person=$1 step=$2 deadline=$((SECONDS + 30)) now
  while :; do
    now=$(client "$person" pair --status --wait 10 --json --no-input | jq -r '.step // empty')
    [ "$now" != "$step" ] || return 0
    [ "$SECONDS" -lt "$deadline" ] || die "$person's pairing stands at \"$now\", not at \"$step\"."
    pause
  done
}

check_number() { client "$1" pair --status --json --no-input | jq -r '.check_number // empty'; }
