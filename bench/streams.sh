#!/bin/sh
# How fast replies come piece by piece, to readers who all keep up: the paper's 50 WebSockets, five streams of a hundred messages, and
# 50 WebSockets of warm programs for SECONDS, each with a bridge of its own.
#
#   bench/streams.sh [ROUNDS] [SECONDS]      default: 3 rounds, 30 s
#
# Prints a table of medians, and writes it to results/bench/streams.md. Exit code 1 if a check called something wrong, a connection
# was lost, or anything dropped.
set -eu
script=streams.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
rounds=${1:-3}
seconds=${2:-30}
counts '[ROUNDS] [SECONDS]' "$rounds" "$seconds"
begin
own_java
failed=0

# measure NAME OPTION..: appends "msg/s, pieces/s, p50 p95 p99 ms, alive, dropped, KB a connection" to $work/NAME.
measure() {
  name=$1
  shift
  code=0
  "$root/bin/loadgen" run --workload streams --quiet --output "$work/run" --force "$@" || code=$?
  [ "$code" = 0 ] || [ "$code" = 5 ] || failed=1
  dropped=$(sed -n '/"told"/,/"looks"/p' "$work/run/report.json" | sed -n '/"dropped"/,/}/s/.* : \([0-9][0-9]*\).*/\1/p' | awk '{ all += $1 } END { print all + 0 }')
  rate=$(number throughput_msg_per_sec "$work/run/report.json")
  alive=$(number alive_at_end "$work/run/report.json")
  [ "$dropped" = 0 ] && [ "$alive" = "$(number established "$work/run/report.json")" ] || failed=1
  # What is sent in pieces is told of the whole run, warm-up included; so are all messages that were answered.
  pieces=$(sed -n '/"told"/,/"dropped"/p' "$work/run/report.json" | sed -n '/"sent"/,/}/p' |
    awk '/"critical"/ { gsub(/[^0-9]/, "", $3); whole = $3 } /"bulk"/ { gsub(/[^0-9]/, "", $3); bulk = $3 } END { print bulk / whole }')
  awk -v rate="$rate" -v pieces="$pieces" -v p50="$(number latency_p50_ms "$work/run/report.json")" -v p95="$(number latency_p95_ms "$work/run/report.json")" \
    -v p99="$(number latency_p99_ms "$work/run/report.json")" -v alive="$alive" -v dropped="$dropped" -v each="$(number memory_per_connection_bytes "$work/run/report.json")" \
    'BEGIN { printf "%.0f %.0f %.2f %.2f %.2f %d %d %.0f\n", rate, rate * (pieces + 1), p50, p95, p99, alive, dropped, each / 1e3 }' >>"$work/$name"
}
all() {
  measure fifty --users 50 --messages 10
  measure five --users 5 --messages 100
  measure warm --users 50 --warmup 20s --duration "${seconds}s"
}
rounds "$rounds" all fifty five warm

# row WHAT NAME
row() {
  echo "| $1 | $(median "$2" 1) | $(median "$2" 2) | $(median "$2" 3) | $(median "$2" 4) | $(median "$2" 5) | $(median "$2" 6) | $(median "$2" 7) | $(median "$2" 8) |"
}
report() {
  echo "# bench/streams.sh: replies in pieces, medians of $rounds rounds"
  echo
  echo "| | msg/s | frames/s | p50 ms | p95 ms | p99 ms | alive at the end | dropped | KB a connection |"
  echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
  row "50 WebSockets x 10 messages, just started" fifty
  row "5 WebSockets x 100 messages, just started" five
  row "50 WebSockets, $seconds s after a warm-up" warm
  echo
  echo "A chat is of 500 bytes and is answered in some 90 pieces and the whole. KB a connection is what the bridge's process grew by, garbage included; what"
  echo "a connection holds by itself stands in idle-sockets.md."
  echo
  say_rounds
  machine ""
}
publish bench/streams.md
[ "$failed" = 0 ]
