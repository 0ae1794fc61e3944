#!/bin/sh
# How close the bridge comes to a server that answers with a constant, and loadgen to wrk: interleaved rounds on
# this machine, medians, 20 connections. Needs wrk (Debian package "wrk") and curl.
#
#   bench/compare.sh [ROUNDS] [SECONDS]      default: 5 rounds of 8 seconds
#
# Two loads of 20 users with texts of 100 bytes: "moving", as loadgen's (each message in another room, texts beyond
# ASCII among them), and "staying" (four users in each of five rooms, ASCII). loadgen drives the moving one.
# Prints a table, and writes it with every round to results/bench/compare.md.
set -eu
rounds=${1:-5}
seconds=${2:-8}
for number in "$rounds" "$seconds"; do
  case $number in
    *[!0-9]* | '' | 0*)
      echo "bench/compare.sh: '$number' is no whole number from 1 on; usage: bench/compare.sh [ROUNDS] [SECONDS]" >&2
      exit 2
      ;;
  esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
for tool in wrk curl; do
  command -v "$tool" >/dev/null || {
    echo "bench/compare.sh: $tool is missing; on Debian: apt-get install $tool" >&2
    exit 1
  }
done
work=$(mktemp -d)
bridge_pid=''
null_moving_pid=''
null_staying_pid=''
# shellcheck disable=SC2329 # called by the trap
clean() {
  for pid in $bridge_pid $null_moving_pid $null_staying_pid; do kill "$pid" 2>/dev/null || true; done
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

# loadgen_round: the same for loadgen, whose measured window begins after its own warm-up.
loadgen_round() {
  "$root/bin/loadgen" run --url "$bridge" --quiet --users 20 --warmup 20s --duration "${seconds}s" \
    --mix chat --crisis-users 0 --output "$work/run" --force
  number() { sed -n "s/^ *\"$1\" *: *\([0-9.eE+-]*\),*$/\1/p" "$work/run/report.json" | head -n 1; }
  awk -v rate="$(number throughput_msg_per_sec)" -v cpu="$(number generator_cpu_us_per_message)" \
    'BEGIN { printf "%.0f %.2f 0\n", rate, cpu }' >>"$work/loadgen"
}

echo "Warming up ..." >&2
wrk_round warm staying "$bridge" "$bridge_pid"
staying_bytes=$(body_bytes "$bridge")
wrk_round warm moving "$bridge" "$bridge_pid"
moving_bytes=$(body_bytes "$bridge")
"$root/bin/bridge" null --port 0 --answer-bytes "$staying_bytes" >"$work/null-staying.log" &
null_staying_pid=$!
"$root/bin/bridge" null --port 0 --answer-bytes "$moving_bytes" >"$work/null-moving.log" &
null_moving_pid=$!
null_staying=http://127.0.0.1:$(port_in "$work/null-staying.log")
null_moving=http://127.0.0.1:$(port_in "$work/null-moving.log")
for _ in 1 2 3; do
  for load in staying moving; do
    wrk_round warm $load "$bridge" "$bridge_pid"
  done
  wrk_round warm staying "$null_staying" "$null_staying_pid"
  wrk_round warm moving "$null_moving" "$null_moving_pid"
done
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  echo "Round $round of $rounds ..." >&2
  wrk_round null-staying staying "$null_staying" "$null_staying_pid"
  wrk_round bridge-staying staying "$bridge" "$bridge_pid"
  wrk_round null-moving moving "$null_moving" "$null_moving_pid"
  wrk_round bridge-moving moving "$bridge" "$bridge_pid"
  loadgen_round
done

median() {
  cut -d' ' -f"$2" "$work/$1" | sort -n | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}
medians() {
  echo "$(median "$1" 1) | $(median "$1" 2) | $(median "$1" 3)"
}
# The median of the rounds' ratios: what slows this machine for a while slows both of a round.
ratio() {
  paste -d' ' "$work/$1" "$work/$2" | awk -v c="$3" '{ print $c / $(c + 3) }' >"$work/ratios"
  awk -v m="$(median ratios 1)" 'BEGIN { printf "%.3f", m }'
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
  echo "| loadgen | bridge | move | $(median loadgen 1) | $(median loadgen 2) | |"
  echo
  echo "| ratio | median of the rounds | wanted |"
  echo "|---|---|---|"
  echo "| bridge / null, requests/s, users stay | $(ratio bridge-staying null-staying 1) | >= 0.85 |"
  echo "| bridge / null, requests/s, users move | $(ratio bridge-moving null-moving 1) | |"
  echo "| loadgen / wrk, requests/s on the bridge | $(ratio loadgen bridge-moving 1) | >= 0.9 |"
  echo "| loadgen / wrk, client CPU a request | $(ratio loadgen bridge-moving 2) | <= 1.3 |"
  echo
  echo "Every round (requests/s, client us, server us):"
  echo
  for name in null-staying bridge-staying null-moving bridge-moving loadgen; do
    echo "    $name: $(tr '\n' ';' <"$work/$name")"
  done
  echo
  echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs; $(wrk -v 2>&1 | head -n 1);" \
    "commit $(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}
mkdir -p "$root/results/bench"
report | tee "$root/results/bench/compare.md"
