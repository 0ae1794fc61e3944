#!/bin/sh
# What an idle WebSocket costs the bridge in memory: the live heap after a full collection, and what is resident besides the
# heap, before and after so many users in rooms of ten open one each. The heap has one size from the start, so that what grows
# is native.
#
#   bench/idle-sockets.sh [SOCKETS]      default: 10000
#
# Prints a table, and writes it to results/bench/idle-sockets.md. Exit code 1 if it is more than 12 KB a socket.
set -eu
script=idle-sockets.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
sockets=${1:-10000}
counts '[SOCKETS]' "$sockets"
begin
build_tests
own_java

export JDK_JAVA_OPTIONS='-Xms512m -Xmx512m -XX:+AlwaysPreTouch'
start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --max-sessions "$sockets" --heartbeat 10m
unset JDK_JAVA_OPTIONS

# weigh: sets `heap` and `resident`, in bytes.
weigh() {
  # Twice, since the first may leave behind what it has itself made.
  "$jdk/bin/jcmd" "$bridge_pid" GC.class_histogram >/dev/null
  "$jdk/bin/jcmd" "$bridge_pid" GC.class_histogram >"$work/classes"
  heap=$(awk '$4 ~ /FillerElement/ { holes += $3 } $1 == "Total" { print $3 - holes }' "$work/classes")
  resident=$(resident_kb "$bridge_pid")
  resident=$((resident * 1024))
}

mkfifo "$work/stdin"
exec 9<>"$work/stdin"
(test_program dev.proofload.loadgen.bench.IdleSockets "$url" "$ws_port" "$sockets") <"$work/stdin" >"$work/clients.log" &
clients=$!
pids="$pids $clients"
await 'there are sessions'
weigh
heap_before=$heap
resident_before=$resident
echo >&9
await 'there are sockets'
sleep 2
weigh

heap_each=$(((heap - heap_before) / sockets))
native_each=$(((resident - resident_before) / sockets))
report() {
  echo "# bench/idle-sockets.sh: $sockets idle WebSockets of users in rooms of ten"
  echo
  echo "| bytes | before | after | a socket |"
  echo "|---|---:|---:|---:|"
  echo "| live heap | $heap_before | $heap | $heap_each |"
  echo "| resident, the heap being of one size | $resident_before | $resident | $native_each |"
  echo
  echo "Together $((heap_each + native_each)) bytes a socket (wanted: at most 12,000). What the kernel holds for it is in neither."
  echo
  machine ""
}
publish bench/idle-sockets.md
[ $((heap_each + native_each)) -le 12000 ]
