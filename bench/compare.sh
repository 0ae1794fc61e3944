#!/bin/sh
# How close the bridge comes to a server that answers with a constant, and loadgen to wrk: interleaved rounds on
# this machine, medians, 20 connections. Needs wrk (Debian package "wrk") and curl.
#
#   bench/compare.sh [ROUNDS] [SECONDS]      default: 5 rounds of 8 seconds
#
# Two loads of 20 users with texts of 100 bytes: "moving", as loadgen's (each message in another room, texts beyond
# ASCII among them), and "staying" (four users in each of five rooms, ASCII). loadgen drives the moving one: judging nothing
# (--checks none), as wrk does, and as it does by default, reading and judging who every answer says is in the room.
# Prints a table, and writes it with every round to results/bench/compare.md.
set -eu
script=compare.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
rounds=${1:-5}
seconds=${2:-8}
counts '[ROUNDS] [SECONDS]' "$rounds" "$seconds"
tools 'wrk curl time' wrk curl time
begin

# As many sessions as there are users: those of the last run make room for those of the next. Else they would stay in the rooms, every
# run's answers would list more people than those of the run before, and only loadgen, which brings new users, would pay for it.
start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --max-sessions 20
bridge=$url
server=$bridge_pid
# wrk_round NAME LOAD URL SERVER_PID: appends "requests/s, client us/request, server us/request" to $work/NAME.
wrk_round() {
  before=$(ticks "$4")
  command time -f '%U %S' -o "$work/time" \
    wrk -t2 -c20 -d"${seconds}s" -s "$root/bench/chat.lua" "$3" -- "$2" >"$work/wrk"
  after=$(ticks "$4")
  awk -v ticks=$((after - before)) -v cpu="$(cat "$work/time")" '
    /Non-2xx/ { print "wrk got refusals: " $0 >"/dev/stderr"; exit 1 }
    / requests in / { n = $1 }
    /Requests\/sec/ { rate = $2 }
    END { split(cpu, c); printf "%.0f %.2f %.2f\n", rate, (c[1] + c[2]) * 1e6 / n, ticks * 1e4 / n }' \
    "$work/wrk" >>"$work/$1"
}

# body_bytes URL: the mean body of the answers that the last wrk got, given what headers this server sends.
body_bytes() {
  header=$(curl -s -o /dev/null -w '%{size_header}' -H 'Content-Type: application/json' "$1/bridge/chat" \
    -d '{"user_id":"lg-abcdefgh-00001","message":"hello"}')
  echo $(($(sed -n 's/^bytes per answer: //p' "$work/wrk") - header))
}

# loadgen's measured window begins after its own warm-up; the bridge's processor time is then not told apart.
loadgen_round() { # NAME CHECKS
  loadgen_row "$1" --url "$bridge" --warmup 20s --checks "$2"
}

echo "Warming up ..." >&2
wrk_round warm staying "$bridge" "$server"
staying_bytes=$(body_bytes "$bridge")
wrk_round warm moving "$bridge" "$server"
moving_bytes=$(body_bytes "$bridge")
start_bridge "$work/null-staying.log" null --port 0 --answer-bytes "$staying_bytes"
null_staying=$url
null_staying_pid=$bridge_pid
start_bridge "$work/null-moving.log" null --port 0 --answer-bytes "$moving_bytes"
null_moving=$url
null_moving_pid=$bridge_pid
for _ in 1 2 3; do
  for load in staying moving; do
    wrk_round warm $load "$bridge" "$server"
  done
  wrk_round warm staying "$null_staying" "$null_staying_pid"
  wrk_round warm moving "$null_moving" "$null_moving_pid"
done
one_round() {
  wrk_round null-staying staying "$null_staying" "$null_staying_pid"
  wrk_round bridge-staying staying "$bridge" "$server"
  wrk_round null-moving moving "$null_moving" "$null_moving_pid"
  wrk_round bridge-moving moving "$bridge" "$server"
  loadgen_round loadgen none
  loadgen_round loadgen-checking all
}
rounds "$rounds" one_round null-staying bridge-staying null-moving bridge-moving loadgen loadgen-checking

medians() {
  echo "$(median "$1" 1) | $(median "$1" 2) | $(median "$1" 3)"
}
report() {
  echo "# bench/compare.sh: $rounds interleaved rounds of $seconds s, 20 connections, medians"
  echo
  echo "| client | target | users | requests/s | client CPU us/request | server CPU us/request |"
  echo "|---|---|---|---|---|---|"
  echo "| wrk | bridge null ($staying_bytes bytes) | stay | $(medians null-staying) |"
  echo "| wrk | bridge | stay | $(medians bridge-staying) |"
  echo "| wrk | bridge null ($moving_bytes bytes) | move | $(medians null-moving) |"
  echo "| wrk | bridge | move | $(medians bridge-moving) |"
  echo "| loadgen --checks none | bridge | move | $(median loadgen 1) | $(median loadgen 2) | |"
  echo "| loadgen | bridge | move | $(median loadgen-checking 1) | $(median loadgen-checking 2) | |"
  echo
  echo "| ratio | median of the rounds | wanted |"
  echo "|---|---|---|"
  echo "| bridge / null, requests/s, users stay | $(ratio bridge-staying null-staying 1) | >= 0.85 |"
  echo "| bridge / null, requests/s, users move | $(ratio bridge-moving null-moving 1) | |"
  echo "| loadgen --checks none / wrk, requests/s on the bridge | $(ratio loadgen bridge-moving 1) | >= 0.9 |"
  echo "| loadgen --checks none / wrk, client CPU a request | $(ratio loadgen bridge-moving 2) | <= 1.3 |"
  echo "| loadgen / wrk, requests/s on the bridge | $(ratio loadgen-checking bridge-moving 1) | |"
  echo "| loadgen / wrk, client CPU a request | $(ratio loadgen-checking bridge-moving 2) | |"
  echo
  echo "Every round (requests/s, client us, server us):"
  echo
  for name in null-staying bridge-staying null-moving bridge-moving loadgen loadgen-checking; do
    echo "    $name: $(tr '\n' ';' <"$work/$name")"
  done
  echo
  say_rounds
  echo
  machine "$(wrk -v 2>&1 | head -n 1);"
}
publish bench/compare.md
