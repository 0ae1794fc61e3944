#!/bin/sh
# How close the bridge comes to a server that answers with a constant, and loadgen to wrk: interleaved rounds on
# this machine, medians, 20 connections. Needs wrk (Debian package "wrk") and curl.
#
#   bench/compare.sh [ROUNDS] [SECONDS]      default: 5 rounds of 8 seconds
#
# Prints a table, and writes it with every round to results/bench/compare.md.
set -eu
rounds=${1:-5}
seconds=${2:-8}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
for tool in wrk curl; do
  command -v "$tool" >/dev/null || {
    echo "bench/compare.sh: $tool is missing; on Debian: apt-get install $tool" >&2
    exit 1
  }
done
work=$(mktemp -d)
bridge_pid=''
null_pid=''
# shellcheck disable=SC2329 # called by the trap
clean() {
  for pid in $bridge_pid $null_pid; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM

# Waits until the log in $1 tells the port, and prints it.
port_in() {
  tries=0
  until port=$(sed -n 's|.*listening on http://[^:]*:\([0-9]*\).*|\1|p' "$1") && [ -n "$port" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { cat "$1" >&2; exit 1; }
    sleep 0.1
  done
  echo "$port"
}

# Processor time of process $1 in hundredths of a second.
ticks() {
  sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'
}

"$root/bin/bridge" serve --port 0 --rate-limit 0 --max-sessions 1000 >"$work/bridge.log" &
bridge_pid=$!
bridge=http://127.0.0.1:$(port_in "$work/bridge.log")
# The constant is as long as an answer with the four occupants that a room holds in this load.
for user in 1 2 3 4; do
  size=$(curl -s -H 'Content-Type: application/json' "$bridge/bridge/chat" -o "$work/answer" -w '%{size_download}' -d \
    '{"user_id":"lg-abcdefgh-0000'$user'","username":"Guest-00001","room":"Room 1","message":"#pl00003-0000000017-9f3a8c21# Has anyone seen the blue folder with the timetable? and so on and so f"}')
done
"$root/bin/bridge" null --port 0 --answer-bytes "$size" >"$work/null.log" &
null_pid=$!
null=http://127.0.0.1:$(port_in "$work/null.log")

# wrk_round NAME URL SERVER_PID: appends "requests/s, client us/request, server us/request" to $work/NAME.
wrk_round() {
  before=$(ticks "$3")
  command time -f '%U %S' -o "$work/time" wrk -t2 -c20 -d"${seconds}s" -s "$root/bench/chat.lua" "$2" >"$work/wrk"
  after=$(ticks "$3")
  awk -v ticks=$((after - before)) -v cpu="$(cat "$work/time")" '
    /Non-2xx/ { print "wrk got refusals: " $0 >"/dev/stderr"; exit 1 }
    / requests in / { n = $1 }
    /Requests\/sec/ { rate = $2 }
    END { split(cpu, c); printf "%.0f %.2f %.2f\n", rate, (c[1] + c[2]) * 1e6 / n, ticks * 1e4 / n }' \
    "$work/wrk" >>"$work/$1"
}

# loadgen_round: the same for loadgen, whose measured window begins after its own warm-up.
loadgen_round() {
  "$root/bin/loadgen" run --url "$bridge" --quiet --users 20 --warmup 12s --duration "${seconds}s" \
    --crisis-users 0 --output "$work/run"
  number() { sed -n "s/^ *\"$1\" *: *\([0-9.eE+-]*\),*$/\1/p" "$work/run/report.json" | head -n 1; }
  echo "$(number throughput_msg_per_sec) $(number generator_cpu_us_per_message) 0" >>"$work/loadgen"
}

echo "Warming up ..." >&2
for _ in 1 2 3; do
  wrk_round warm "$bridge" "$bridge_pid"
  wrk_round warm "$null" "$null_pid"
done
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  echo "Round $round of $rounds ..." >&2
  wrk_round null "$null" "$null_pid"
  wrk_round bridge "$bridge" "$bridge_pid"
  loadgen_round
done

median() {
  cut -d' ' -f"$2" "$work/$1" | sort -n | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}
report() {
  echo "# bench/compare.sh: $rounds interleaved rounds of $seconds s, 20 connections, medians"
  echo
  echo "| client | target | requests/s | client CPU us/request | server CPU us/request |"
  echo "|---|---|---|---|---|"
  echo "| wrk | bridge null ($size bytes) | $(median null 1) | $(median null 2) | $(median null 3) |"
  echo "| wrk | bridge | $(median bridge 1) | $(median bridge 2) | $(median bridge 3) |"
  echo "| loadgen | bridge | $(median loadgen 1) | $(median loadgen 2) | |"
  echo
  echo "| ratio | of medians | wanted |"
  echo "|---|---|---|"
  awk -v b="$(median bridge 1)" -v n="$(median null 1)" -v l="$(median loadgen 1)" \
    -v lc="$(median loadgen 2)" -v wc="$(median bridge 2)" 'BEGIN {
    printf "| bridge / null, requests/s | %.3f | >= 0.85 |\n", b / n
    printf "| loadgen / wrk, requests/s on the bridge | %.3f | >= 0.9 |\n", l / b
    printf "| loadgen / wrk, client CPU a request | %.3f | <= 1.3 |\n", lc / wc }'
  echo
  echo "Every round (requests/s, client us, server us):"
  echo
  for name in null bridge loadgen; do
    echo "    $name: $(tr '\n' ';' <"$work/$name")"
  done
  echo
  echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs; $(wrk -v 2>&1 | head -n 1);" \
    "commit $(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}
mkdir -p "$root/results/bench"
report | tee "$root/results/bench/compare.md"
