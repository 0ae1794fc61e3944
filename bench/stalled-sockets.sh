#!/bin/sh
# Many WebSockets of which one in ten stops reading: what the bridge needs while that lasts, how soon it says so, and what it costs the
# others.
#
#   bench/stalled-sockets.sh [SOCKETS] [SECONDS]      default: 10000 for 60 s
#
# The bridge's live heap is what is left after a forced collection; what is measured of the others leaves these moments out. Prints a
# table, and writes it to results/bench/stalled-sockets.md. Exit code 1 if the heap grew by more than a tenth after a third of the time.
set -eu
script=stalled-sockets.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
sockets=${1:-10000}
seconds=${2:-60}
counts '[SOCKETS] [SECONDS]' "$sockets" "$seconds"
begin
build_tests
own_java

export JDK_JAVA_OPTIONS='-Xmx1g'
start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --max-sessions $((sockets + 200)) --heartbeat 10m
unset JDK_JAVA_OPTIONS

# metric NAME: of the bridge's, without its labels.
metric() { curl -s "$url/metrics" | awk -v name="$1" 'index($1, name) == 1 { all += $2 } END { print all + 0 }'; }
# weigh WHEN: appends it, and MB of live heap, resident, and how many messages wait, to $work/weights.
weigh() {
  echo >&9
  waiting=$(metric bridge_outbox_frames)
  "$jdk/bin/jcmd" "$bridge_pid" GC.class_histogram >"$work/classes"
  echo >&9
  awk -v when="$1" -v waiting="$waiting" -v resident="$(resident_kb "$bridge_pid")" '
    $4 ~ /FillerElement/ { holes += $3 }
    $1 == "Total" { printf "%d %.1f %.1f %d\n", when, ($3 - holes) / 1e6, resident / 1e3, waiting }' "$work/classes" >>"$work/weights"
}

mkfifo "$work/stdin"
exec 9<>"$work/stdin"
(test_program dev.proofload.loadgen.bench.StalledSockets "$url" "$ws_port" "$sockets" "$seconds") <"$work/stdin" >"$work/clients.log" &
clients=$!
pids="$pids $clients"
await 'there are sockets'
await 'they stall'
weigh 0
stalled_since=$(date +%s)
closed_before=$(metric bridge_streams_closed)
for part in 1 2 3 4 5 6; do
  # The last just before they stop.
  at=$((seconds * part / 6 - part / 6))
  while [ $(($(date +%s) - stalled_since)) -lt "$at" ]; do sleep 0.2; done
  weigh "$at"
done
closed=$(($(metric bridge_streams_closed) - closed_before))
await '^states'
row() { sed -n "s/^$1 //p" "$work/clients.log"; }
# field NAME COLUMN: in ms.
field() { row "$1" | awk -v c="$2" '{ printf "%.2f", $c / 1000 }'; }
early=$(awk -v s="$seconds" '$1 <= s / 3 && $2 > most { most = $2 } END { print most }' "$work/weights")
late=$(awk -v s="$seconds" '$1 > s / 3 && $2 > most { most = $2 } END { print most }' "$work/weights")
grown=$(awk -v e="$early" -v l="$late" 'BEGIN { printf "%.3f", l / e }')

report() {
  echo "# bench/stalled-sockets.sh: $sockets WebSockets, one in ten of which reads nothing for $seconds s"
  echo
  echo "| s | live heap MB | resident MB | messages that wait |"
  echo "|---:|---:|---:|---:|"
  sed 's/\([^ ]*\) \([^ ]*\) \([^ ]*\) \([^ ]*\)/| \1 | \2 | \3 | \4 |/' "$work/weights"
  echo
  echo "The heap's most in the last two thirds of the time / in the first: $grown (wanted: no growth; at most 1.1). $closed sockets were closed"
  echo "and opened again meanwhile."
  echo
  echo "| the others, 200 texts a second: until one is answered | p50 | p99 | most |"
  echo "|---|---:|---:|---:|"
  echo "| before they have sockets | $(field alone 1) ms | $(field alone 2) ms | $(field alone 3) ms |"
  echo "| while they do not read | $(field beside 1) ms | $(field beside 2) ms | $(field beside 3) ms |"
  echo
  echo "From the text that fills an outbox until /metrics says \`backpressure\`, beside all the others, of 20: $(field states 1) ms in the middle," \
    "$(field states 3) ms at most (wanted: 100)."
  echo
  machine ""
}
publish bench/stalled-sockets.md
awk -v g="$grown" 'BEGIN { exit g > 1.1 }'
