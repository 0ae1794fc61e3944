#!/bin/sh
# What it costs to speak in a room of a thousand of whom half have stopped reading, beside one where all read: the time until the
# speaker has its answer, over HTTP, in turn, each with a bridge of its own.
#
#   bench/broadcast.sh [ROUNDS] [LISTENERS]      default: 5 rounds of 1000
#
# Prints a table, and writes it to results/bench/broadcast.md.
set -eu
script=broadcast.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
rounds=${1:-5}
listeners=${2:-1000}
counts '[ROUNDS] [LISTENERS]' "$rounds" "$listeners"
begin
build_tests
own_java

# measure NAME STALLED: appends "median, 9 of 10" in us to $work/NAME.
measure() {
  start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --max-sessions $((listeners + 1)) --heartbeat 10m
  # The first room warms the bridge up.
  (test_program dev.proofload.loadgen.bench.BroadcastCost "$url" "$ws_port" "$listeners" 0) >"$work/warm"
  (test_program dev.proofload.loadgen.bench.BroadcastCost "$url" "$ws_port" "$listeners" "$2") >>"$work/$1"
  stop "$bridge_pid"
}
both() {
  measure reading 0
  measure stalled $((listeners / 2))
}
rounds "$rounds" both reading stalled

report() {
  echo "# bench/broadcast.sh: $rounds rounds, a room of $listeners"
  echo
  echo "| listeners | until the speaker has its answer, median | 9 of 10 |"
  echo "|---|---:|---:|"
  echo "| all read | $(median reading 1) us | $(median reading 2) us |"
  echo "| half have stopped | $(median stalled 1) us | $(median stalled 2) us |"
  paste -d' ' "$work/stalled" "$work/reading" | awk '{ print $1 / $3 }' >"$work/ratios"
  echo
  printf 'Half stopped / all read, median of the rounds: %.3f (wanted: at most 1.2)\n\n' "$(median ratios 1)"
  say_rounds
  machine ""
}
publish bench/broadcast.md
