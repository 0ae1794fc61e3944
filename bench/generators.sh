#!/bin/sh
# loadgen beside other load generators: the same target (`bridge null`, which answers every chat with a constant), 20 connections,
# interleaved rounds, medians. Needs wrk, h2load (Debian package nghttp2-client), hey, curl, GNU time, and node with npm,
# which fetches autocannon.
#
#   bench/generators.sh [ROUNDS] [SECONDS]      default: 7 rounds of 8 seconds
#
# wrk, h2load, hey and autocannon send one and the same request again and again and look at no more than the status; loadgen writes
# each message anew and reads each answer. It runs twice: judging nothing (--checks none), as they do, and as it does by default.
# Prints a table, and writes it with every round to results/bench/generators.md.
set -eu
script=generators.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
rounds=${1:-7}
seconds=${2:-8}
counts '[ROUNDS] [SECONDS]' "$rounds" "$seconds"
tools 'wrk nghttp2-client hey curl time nodejs npm' wrk h2load hey curl time node npm
begin

npm install --silent --no-fund --no-audit --prefix "$work/npm" autocannon@8.0.0 >"$work/npm.log" 2>&1 || {
  cat "$work/npm.log" >&2
  exit 1
}
start_bridge "$work/target.log" null --port 0

body='{"user_id":"lg-abcdefgh-00001","username":"Guest-00001","message":"#pl000003-000000017-9f3a8c21# The kettle is on, and there is tea for everybody. And so on, as people do.","room":"Room 1"}'
printf '%s' "$body" >"$work/body"
printf 'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [==[%s]==]\n' "$body" >"$work/chat.lua"

# timed NAME COMMAND..: its output to $work/out, its processor time to $work/time, the target's to $server.
timed() {
  before=$(ticks "$bridge_pid")
  shift
  command time -f '%U %S' -o "$work/time" "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  server=$(($(ticks "$bridge_pid") - before))
}
# note NAME REQUESTS RATE: appends "requests/s, client us/request, server us/request" to $work/NAME.
note() {
  awk -v n="$2" -v rate="$3" -v ticks="$server" -v cpu="$(tail -n 1 "$work/time")" 'BEGIN {
    split(cpu, c); printf "%.0f %.2f %.2f\n", rate, (c[1] + c[2]) * 1e6 / n, ticks * 1e4 / n }' >>"$work/$1"
}

wrk_round() {
  timed wrk wrk -t2 -c20 -d"${seconds}s" -s "$work/chat.lua" "$url/bridge/chat"
  note wrk "$(sed -n 's/^ *\([0-9]*\) requests in .*/\1/p' "$work/out")" "$(sed -n 's/^Requests\/sec: *//p' "$work/out")"
}
h2load_round() {
  timed h2load h2load --h1 -t2 -c20 -D "$seconds" -d "$work/body" -H 'Content-Type: application/json' "$url/bridge/chat"
  n=$(sed -n 's/^requests: \([0-9]*\) total.*/\1/p' "$work/out")
  note h2load "$n" "$(awk -v n="$n" -v s="$seconds" 'BEGIN { print n / s }')"
}
hey_round() {
  timed hey hey -z "${seconds}s" -c 20 -m POST -T application/json -D "$work/body" "$url/bridge/chat"
  rate=$(sed -n 's/^ *Requests\/sec:[^0-9]*//p' "$work/out")
  note hey "$(awk -v r="$rate" -v s="$seconds" 'BEGIN { print r * s }')" "$rate"
}
autocannon_round() {
  timed autocannon node "$work/npm/node_modules/autocannon/autocannon.js" --json -c 20 -d "$seconds" -m POST \
    -H 'Content-Type: application/json' -i "$work/body" "$url/bridge/chat"
  n=$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8").split("\n").find(l => l.startsWith("{")));
    if (r.non2xx || r.errors) throw new Error("autocannon got errors"); console.log(r.requests.total)' "$work/out")
  note autocannon "$n" "$(awk -v n="$n" -v s="$seconds" 'BEGIN { print n / s }')"
}
# loadgen measures itself after its own warm-up; the target's processor time is then not told apart.
loadgen_round() { # NAME CHECKS; a constant answer is wrong, which all checks say by the exit code
  loadgen_row "$1" --url "$url" --rooms 0 --warmup 15s --checks "$2" || [ "$2" = all ]
}

echo "Warming up ..." >&2
for _ in 1 2 3; do wrk_round; done
rm "$work/wrk"
one_round() {
  wrk_round
  loadgen_round loadgen none
  h2load_round
  loadgen_round loadgen-checking all
  autocannon_round
  hey_round
}
rounds "$rounds" one_round loadgen loadgen-checking wrk h2load hey autocannon

report() {
  echo "# bench/generators.sh: $rounds interleaved rounds of $seconds s, 20 connections, medians"
  echo
  echo "| generator | requests/s | its CPU, us/request | target's CPU, us/request | loadgen's requests/s to its | loadgen's CPU to its |"
  echo "|---|---|---|---|---|---|"
  echo "| loadgen --checks none | $(median loadgen 1) | $(median loadgen 2) | | | |"
  echo "| loadgen | $(median loadgen-checking 1) | $(median loadgen-checking 2) | | | |"
  for name in wrk h2load hey autocannon; do
    echo "| $name | $(median $name 1) | $(median $name 2) | $(median $name 3) | $(ratio loadgen $name 1) | $(ratio loadgen $name 2) |"
  done
  echo
  echo "Wanted, of --checks none: requests/s at least 0.95 of the better of wrk and h2load, CPU at most 1.15 of it; ahead of autocannon and hey on both."
  echo
  echo "Every round (requests/s, client us, server us):"
  echo
  for name in loadgen loadgen-checking wrk h2load hey autocannon; do
    echo "    $name: $(tr '\n' ';' <"$work/$name")"
  done
  echo
  say_rounds
  echo
  machine "$(wrk -v 2>&1 | head -n 1); $(h2load --version);"
}
publish bench/generators.md
