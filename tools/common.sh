# shellcheck shell=bash
# Shared by the tools; sourced, never run. The caller has set -eu and stands in the project's root.

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# Runs a command quietly; shows what it printed only when it fails.
quietly() {
  local log rc=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || rc=$?
  if [ "$rc" -ne 0 ]; then
    cat "$log" >&2
  fi
  rm -f "$log"
  return "$rc"
}

configure() {
  if [ -e build ] && [ ! -w build ]; then
    die "the folder build/ belongs to another user; remove it, or work as $(stat -c %U build)."
  fi
  quietly cmake -S . -B build -G Ninja "$@" || die "the build could not be configured (see above)."
}
