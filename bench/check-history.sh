#!/bin/sh
# What checking costs. Offline: a simulated history of many operations is judged by `loadgen check` with a heap of 400 MB. Online: runs with
# and without checks at the same fixed rate, interleaved, warm; the processor time of generator and bridge together; medians.
#
#   bench/check-history.sh [OPERATIONS] [ROUNDS] [SECONDS]      default: 10000000 operations, 5 rounds of 25 seconds
#
# Prints a table, and writes it to results/bench/checking.md. Needs GNU time and 1 GB of disk for the history.
set -eu
script=check-history.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
operations=${1:-10000000}
rounds=${2:-5}
seconds=${3:-25}
rate=4000
counts '[OPERATIONS] [ROUNDS] [SECONDS]' "$operations" "$rounds" "$seconds"
tools time time
begin
build_tests
own_java

echo "Simulating $operations operations ..." >&2
(test_program dev.proofload.loadgen.bench.SimulatedHistory "$work/history.plh" "$operations")

offline=0
while [ "$offline" -lt 3 ]; do
  offline=$((offline + 1))
  LOADGEN_JAVA_OPTS=-Xmx400m command time -f '%e %U %S %M' -o "$work/time" \
    "$root/bin/loadgen" check --json "$work/history.plh" >"$work/check.json"
  tail -n 1 "$work/time" >>"$work/offline"
done

# online NAME: CPU of generator and bridge in microseconds a message, and messages a second, to $work/NAME.
online() {
  "$root/bin/loadgen" run --quiet --users 100 --rate "$rate/s" --warmup 30s --duration "${seconds}s" --checks "$1" \
    --output "$work/run" --force || [ $? = 5 ] # the host's steal: see rounds
  report=$work/run/report.json
  awk -v generator="$(number generator_cpu_sec "$report")" -v target="$(number target_cpu_sec "$report")" \
    -v messages="$(number total_messages "$report")" -v done="$(number throughput_msg_per_sec "$report")" \
    'BEGIN { printf "%.3f %.0f\n", (generator + target) * 1e6 / messages, done }' >>"$work/$1"
}
one_round() {
  online none
  online all
}
rounds "$rounds" one_round none all

report() {
  echo "# bench/check-history.sh: what checking costs"
  echo
  echo "## Offline: $operations operations of a simulated run ($(wc -c <"$work/history.plh") bytes), medians of 3, heap 400 MB, so that the whole process fits in 512 MB"
  echo
  echo "| wall s | user s | system s | peak RSS KB | wanted |"
  echo "|---|---|---|---|---|"
  echo "| $(median offline 1) | $(median offline 2) | $(median offline 3) | $(median offline 4) | < 60 s for 10,000,000, 524,288 KB |"
  echo
  echo "## Online: $rounds interleaved rounds of $seconds s after 30 s of warm-up, 100 users, $rate operations a second, medians"
  echo
  echo "| checks | CPU of generator and bridge, us/message | messages/s |"
  echo "|---|---|---|"
  echo "| none | $(median none 1) | $(median none 2) |"
  echo "| all | $(median all 1) | $(median all 2) |"
  echo
  paste -d' ' "$work/none" "$work/all" | awk '{ print 1 - $1 / $3 }' >"$work/shares"
  echo "Share of the run's CPU that checking takes: $(awk -v m="$(median shares 1)" 'BEGIN { printf "%.1f%%", m * 100 }') (wanted: at most 10%)."
  echo
  echo "Every round (us/message, messages/s): none: $(tr '\n' ';' <"$work/none") all: $(tr '\n' ';' <"$work/all")"
  echo
  say_rounds
  echo
  machine ''
}
publish bench/checking.md
