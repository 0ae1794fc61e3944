#!/bin/sh
# Does anything grow while a run goes on? Full load on a bridge for many minutes; each minute the live heaps of
# loadgen and of the bridge, after a full collection, and their resident memory.
#
#   bench/long-run.sh [MINUTES] [USERS] [TRANSPORT]      default: 30 minutes, 50 users, http
#
# Prints a table, and writes it to results/bench/long-run.md. Exit code 1 if the run failed.
set -eu
script=long-run.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
minutes=${1:-30}
users=${2:-50}
transport=${3:-http}
counts '[MINUTES] [USERS] [TRANSPORT]' "$minutes" "$users"
own_java
begin

start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --max-sessions $((users + 100)) --history-api
bridge=$bridge_pid
"$root/bin/loadgen" run --url "$url" --rate-limit 0 --max-sessions $((users + 100)) --users "$users" \
  --transport "$transport" --warmup 10s --duration "${minutes}m" --output "$work/run" --quiet &
loadgen=$!
pids="$pids $loadgen"

# Fillers are holes that the collector leaves between what lives.
live() {
  "$jdk/bin/jcmd" "$1" GC.class_histogram |
    awk '$4 ~ /FillerElement/ { holes += $3 } $1 == "Total" { printf "%.1f", ($3 - holes) / 1048576 }'
}
resident() {
  awk '/^VmRSS:/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"
}
minute=0
sleep 15
while kill -0 "$loadgen" 2>/dev/null && [ "$minute" -lt "$minutes" ]; do
  echo "| $minute | $(live "$loadgen") | $(resident "$loadgen") | $(live "$bridge") | $(resident "$bridge") |" |
    tee -a "$work/rows" >&2
  minute=$((minute + 1))
  sleep 60
done
code=0
wait "$loadgen" || code=$?

run=$work/run/report.json
report() {
  echo "# bench/long-run.sh: $minutes minutes, $users users over $transport, closed load"
  echo
  echo "| minute | loadgen: live heap MiB | resident MiB | bridge: live heap MiB | resident MiB |"
  echo "|---:|---:|---:|---:|---:|"
  cat "$work/rows"
  echo
  echo "Exit code $code, $(number total_messages "$run") messages, $(number total_errors "$run") errors," \
    "$(number throughput_msg_per_sec "$run") messages a second."
  echo
  machine "JDK $build_of_jdk;"
}
publish bench/long-run.md
exit "$code"
