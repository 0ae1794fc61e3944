#!/bin/sh
# Whether what loadgen reports is true. A target delays every answer by a known distribution and keeps its own account;
# loadgen drives it at a fixed rate over HTTP and WebSocket. Then the target is stopped (SIGSTOP) for a second in the
# middle of an open load of ten, which must show as arithmetic says; and last it answers everybody after 1 ms, at 10,000/s, to
# see whether all is sent, and in time. Needs curl.
#
#   bench/accuracy.sh [ROUNDS] [SECONDS]      default: 3 rounds of 20 seconds; 10,000/s always takes 30
#
# Prints a table, and writes it to results/bench/accuracy.md. Ends with 1 if something was not within its bounds.
set -eu
script=accuracy.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
rounds=${1:-3}
seconds=${2:-20}
counts '[ROUNDS] [SECONDS]' "$rounds" "$seconds"
tools curl curl
begin
mkfifo "$work/stdin"
exec 9<>"$work/stdin"
build_tests
own_java

# serve MEDIAN_MS SHAPE LONGEST_MS: starts the target; $url is where it listens.
serve() {
  [ -z "$pids" ] || stop "$target"
  : >"$work/target.log"
  # Its standard input stays open until this script ends. Its memory is there from the start: to be given page after page by the
  # kernel costs more than to answer, and is no delay that it accounts for.
  (test_program -XX:+UseSerialGC -Xms320m -Xmn256m -XX:+AlwaysPreTouch -XX:+UseTransparentHugePages \
    dev.proofload.loadgen.bench.DelayingServer "$@") <"$work/stdin" \
    >"$work/target.log" &
  target=$!
  pids=$target
  wait_for_port "$work/target.log" "$target"
}

# serve_null: the calibration target in the same place.
serve_null() {
  stop "$target"
  start_bridge "$work/target.log" null --port 0
  target=$bridge_pid
}

# field FILE OBJECT KEY: of an object in report.json, as in latency_ms p99.
field() {
  awk -v object="\"$2\"" -v key="\"$3\"" '
    index($0, object " : {") { inside = 1 }
    inside && index($0, key " :") { gsub(/[^0-9.eE+-]/, "", $3); print $3; exit }
    inside && /^ *}/ { inside = 0 }' "$1"
}
truth() { # NAME
  printf '%s' "$answer" | tr ',{}' '[\n*]' | sed -n "s/^\"$1\"://p"
}
run() { # NAME ARGUMENTS: $work/NAME/report.json
  name=$1
  shift
  "$root/bin/loadgen" run --quiet --url "$url" --mix chat --rooms 0 --crisis-users 0 --checks none \
    --warmup 5s --output "$work/$name" --force "$@" || echo "loadgen ended with $?" >&2
}
# warm: the target's code is compiled before anything is measured.
warm() {
  for transport in http ws; do
    run warm --users 500 --rate 5000/s --duration 5s --transport "$transport"
  done
}
failed=0
# json KEY: the same percentile in loadgen's report.
json() { [ "$1" = p999 ] && echo p99_9 || echo "$1"; }
# judge VALUE TRUTH RELATIVE ABSOLUTE_MS: "ok" or "off"
judge() {
  awk -v value="$1" -v truth="$2" -v relative="$3" -v absolute="$4" 'BEGIN {
    off = value - truth; if (off < 0) off = -off
    bound = relative * truth; if (bound < absolute) bound = absolute
    print off <= bound ? "ok" : "off" }'
}

delayed() {
  # The warm-up is not measured: the account begins anew when it is over.
  ( sleep 7; curl -s "$url/bridge/truth" >/dev/null ) &
  run distribution --users 1000 --rate 5000/s --arrivals constant --duration "${seconds}s" --transport "$transport"
  answer=$(curl -s "$url/bridge/truth")
}

distribution() {
  echo "## A known distribution, 5,000/s, 1,000 users, $seconds s"
  echo
  echo "Log-logistic, median 40 ms, shape 6, at most 180 ms: less than the 200 ms between two operations of one user, so that none"
  echo "waits for the one before it, which would rightly be in the response time. True is what the target itself accounted for,"
  echo "from the request read to the answer handed to the socket. Bounds: 1% or 0.1 ms, the larger."
  echo
  echo "| round | transport | percentile | intended ms | true ms | reported ms | service ms | off by ms | |"
  echo "|---|---|---|---|---|---|---|---|---|"
  for round in $(seq "$rounds"); do
    for transport in http ws; do
      undisturbed $((2 * rounds)) delayed
      report=$work/distribution/report.json
      for percentile in p50 p99 p999; do
        true=$(truth "${percentile}_ms")
        reported=$(field "$report" latency_ms "$(json "$percentile")")
        verdict=$(judge "$reported" "$true" 0.01 0.1)
        [ "$verdict" = ok ] || failed=1
        echo "| $round | $transport | $percentile | $(truth "intended_${percentile}_ms") | $true | $reported |" \
          "$(field "$report" service_ms "$(json "$percentile")") | $(awk -v a="$reported" -v b="$true" 'BEGIN { printf "%.3f", a - b }') | $verdict |"
      done
    done
  done
  echo
}

# halted: $work/stop holds for how many ms the target really stood: on a busy machine a sleep takes longer than it was asked to.
halted() {
  (
    sleep 10
    kill -STOP "$target"
    from=$(date +%s%N)
    sleep 1
    kill -CONT "$target"
    echo $((($(date +%s%N) - from) / 1000000)) >"$work/stop"
  ) &
  stopper=$!
  run stopped --users 20 --rate 200/s --arrivals constant --duration 10s --transport "$transport"
  wait "$stopper"
}

stopped() {
  echo "## The target stopped for a second: an open load of 10 s, 200/s, 20 users, answers after 1 ms"
  echo
  echo "A tenth of all operations are due while nothing answers; the first of them waits a second, the last not at all:"
  echo "so p95 is 0.5 s less than the stop, p99 0.1 s and p99.9 0.01 s, and p90 begins to show it. Service time, from the actual send, knows of one"
  echo "operation a user only: 20 of 2,000. Bounds: 5% (what had piled up, 10 operations of each user one after the other, must be worked off too)."
  echo
  echo "| round | transport | stopped ms | | arithmetic ms | reported ms | service ms | |"
  echo "|---|---|---|---|---|---|---|---|"
  for round in $(seq "$rounds"); do
    for transport in http ws; do
      undisturbed $((4 * rounds)) halted
      report=$work/stopped/report.json
      stop_ms=$(cat "$work/stop")
      for line in 'p95 500' 'p99 100' 'p999 10'; do
        percentile=${line% *}
        arithmetic=$((stop_ms - ${line#* }))
        reported=$(field "$report" latency_ms "$(json "$percentile")")
        verdict=$(judge "$reported" "$arithmetic" 0.05 0.1)
        [ "$verdict" = ok ] || failed=1
        echo "| $round | $transport | $stop_ms | $percentile | $arithmetic | $reported | $(field "$report" service_ms "$(json "$percentile")") | $verdict |"
      done
      echo "| $round | $transport | $stop_ms | p90 | | $(field "$report" latency_ms p90) | $(field "$report" service_ms p90) | |"
    done
  done
  echo
}

fast() {
  run offered --users 200 --rate 10000/s --arrivals constant --duration 30s --transport "$transport"
}
# busy REPORT: how many the generator took, and how many were busy in all.
busy() {
  awk '/"generator_cpus"/ { gsub(/[^0-9.eE+-]/, "", $3); own += $3; seconds++ }
    /"busy_cpus"/ { gsub(/[^0-9.eE+-]/, "", $3); busy += $3 }
    END { printf "%.2f, %.2f", own / seconds, busy / seconds }' "$1"
}
# offer TARGET: runs against $url, and writes a row. Judged unless TARGET is the calibration target.
offer() {
  undisturbed $((6 * rounds)) fast
  report=$work/offered/report.json
  due=$(number due "$report")
  sent=$(number sent "$report")
  lag=$(field "$report" send_lag_ms p99)
  verdict=$(awk -v due="$due" -v sent="$sent" -v lag="$lag" 'BEGIN {
    print (due == 300000 && sent >= 0.999 * due && lag < 1) ? "ok" : "off" }')
  if [ "$1" = null ]; then
    verdict="($verdict)"
  elif [ "$verdict" = off ]; then
    failed=1
  fi
  echo "| $round | $1 | $transport | $due | $sent | $(field "$report" send_lag_ms p50) | $lag | $(field "$report" send_lag_ms p99_9) |" \
    "$(field "$report" send_lag_ms max) | $(busy "$report") | $verdict |"
}

offered_head() {
  echo "## Offered: 10,000/s for 30 s, 200 users, constant"
  echo
  echo "To a target on one event loop, which answers after 1 ms, so that the machine is idle otherwise. Bounds: sent within 0.1% of the schedule,"
  echo "send lag p99 below 1 ms. And to \`bridge null\`, not judged: its HTTP server takes more of the processors than loadgen does, which then"
  echo "waits for one."
  echo
  echo "| round | target | transport | due | sent | send lag p50 ms | p99 ms | p99.9 ms | max ms | processors: loadgen, all | |"
  echo "|---|---|---|---|---|---|---|---|---|---|---|"
}
# offered TARGET TRANSPORT..: the rows of one target.
offered() {
  of=$1
  shift
  for round in $(seq "$rounds"); do
    for transport; do
      offer "$of"
    done
  done
}

report() {
  echo "# bench/accuracy.sh: whether loadgen measures what is true"
  echo
  serve 40 6 180
  warm
  distribution
  serve 1 1e9 1
  warm
  stopped
  offered_head
  offered 1ms http ws
  serve_null
  offered null http
  echo
  say_rounds
  echo
  machine ''
}
publish bench/accuracy.md
[ "$failed" = 0 ]
