#!/bin/sh
# Whether slow readers hurt others: users who read as they should beside others who read slowly or have stopped reading, the same run with
# all of them reading as they should, and the first by themselves, in turn, each with a bridge of its own. The load of each user is the same,
# and open: those who do not read say what the others say, so what is compared with the second is how they read, and with the third also that
# they are there and speak.
#
#   bench/slow-readers.sh [ROUNDS] [HEALTHY] [STALLED] [SLOW] [SECONDS] [RATE]    default: 3 800 100 100 60 400
#
# RATE is of the healthy ones, together.
#
# Where the host takes processors away, everybody's tail is the host's. So the figure that counts is of the seconds in which it took less than
# 0.04 of one: the middle one of their 99th percentiles, over all rounds.
#
# RATE is of messages a second, each with its reply in pieces. Prints a table, and writes it to results/bench/slow-readers.md. The bridge has
# as much heap as the outboxes of those who do not read may hold, and what it needs besides. Exit code 1 if a check called something
# wrong.
set -eu
script=slow-readers.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
rounds=${1:-3}
healthy=${2:-800}
stalled_users=${3:-100}
slow_users=${4:-100}
seconds=${5:-60}
rate=${6:-400}
counts '[ROUNDS] [HEALTHY] [STALLED] [SLOW] [SECONDS] [RATE]' "$rounds" "$healthy" "$stalled_users" "$slow_users" "$seconds" "$rate"
begin
own_java
all=$((healthy + stalled_users + slow_users))
heap=$((256 + 2 * (stalled_users + slow_users)))

# left_by_gc: of the bridge that was stopped last, the most MiB that were left after a collection, garbage of older collections included.
left_by_gc() {
  sed -n 's/.*->\([0-9]*\)M(.*/\1/p' "$work/gc.$bridge_pid" | sort -n | tail -1
}
# quiet_seconds REPORT: the 99th percentile of each second in which the host took less than 0.04 of a processor.
quiet_seconds() {
  awk '/"p99_ms"/ { gsub(/[^0-9.eE+-]/, "", $3); p99[++seconds] = $3 }
    /"steal_cpus"/ { gsub(/[^0-9.eE+-]/, "", $3); steal[++looks] = $3 }
    END { for (i = 1; i <= seconds; i++) if (i <= looks && steal[i] < 0.04) print p99[i] }' "$1"
}
# watch PID: the most resident bytes it had, in $work/most, until it is gone.
watch() {
  most=0
  while resident=$(resident_kb "$1") && [ -n "$resident" ]; do
    [ "$resident" -le "$most" ] || most=$resident
    echo "$((most * 1024))" >"$work/most"
    sleep 0.5
  done
}
# measure NAME USERS RATE OPTION..: appends "p50 p99 ms, most resident MB, MiB left by a collection, pieces dropped, replies dropped" to $work/NAME.
violated=0
measure() {
  name=$1
  users=$2
  told=$3
  shift 3
  export BRIDGE_JAVA_OPTS="-Xms${heap}m -Xmx${heap}m -Xlog:gc:file=$work/gc.%p"
  start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --history-api --max-sessions $((2 * all))
  unset BRIDGE_JAVA_OPTS
  watch "$bridge_pid" &
  watcher=$!
  code=0
  "$root/bin/loadgen" run --workload streams --quiet --url "$url" --users "$users" --rooms $((all / 20)) --rate "$told/s" --warmup 20s \
    --duration "${seconds}s" --max-sessions $((2 * all)) --output "$work/run" --force "$@" 2>"$work/err" || code=$?
  cat "$work/err" >&2
  [ "$code" != 3 ] || violated=1
  stop "$bridge_pid"
  wait "$watcher" || true
  awk -v p50="$(number latency_p50_ms "$work/run/report.json")" -v p99="$(number latency_p99_ms "$work/run/report.json")" \
    -v most="$(cat "$work/most")" -v left="$(left_by_gc)" 'BEGIN { printf "%.2f %.2f %.0f %d ", p50, p99, most / 1e6, left }' >>"$work/$name"
  quiet_seconds "$work/run/report.json" >>"$work/quiet-$name"
  sed -n '/"told"/,/"looks"/p' "$work/run/report.json" | tr -d '\n' |
    sed 's/.*"dropped" : {[^}]*"critical" : \([0-9]*\)[^}]*"bulk" : \([0-9]*\).*/\2 \1\n/' >>"$work/$name"
}
each() {
  measure alone "$healthy" "$rate"
  measure beside "$all" "$rate" --stalled-users "$stalled_users" --slow-users "$slow_users"
  measure reading "$all" $((rate * all / healthy))
}
for round in $(seq "$rounds"); do
  echo "Round $round of $rounds ..." >&2
  await_quiet
  each
done
for name in quiet-alone quiet-beside quiet-reading; do
  [ -s "$work/$name" ] || { echo "bench/$script: the host left no second alone" >&2; exit 1; }
done
# seconds_of NAME: how many there were.
seconds_of() { wc -l <"$work/quiet-$1"; }

# slower NAME: how much longer it takes beside slow readers.
slower() {
  awk -v a="$(median "quiet-$1" 1)" -v b="$(median quiet-beside 1)" 'BEGIN { printf "%.3f", b / a }'
}
# row NAME TITLE: of the table.
row() {
  echo "| $2 | $(median "$1" 1) ms | $(median "$1" 2) ms | $(median "$1" 3) MB | $(median "$1" 4) MiB | $(median "$1" 5) | $(median "$1" 6) |"
}

report() {
  echo "# bench/slow-readers.sh: $rounds rounds of $seconds s, $healthy users who read, $rate messages/s"
  echo
  echo "| | p50 | p99 | bridge resident, at most | heap after a collection, at most | pieces dropped | replies dropped |"
  echo "|---|---:|---:|---:|---:|---:|---:|"
  row alone "$healthy by themselves"
  row reading "$all, and all of them read"
  row beside "$healthy beside $stalled_users stalled and $slow_users slow"
  echo
  echo "Of the seconds in which the host took less than 0.04 of a processor ($(seconds_of alone), $(seconds_of reading) and $(seconds_of beside)), the middle p99: $(median quiet-alone 1) ms by"
  echo "themselves, $(median quiet-reading 1) ms where all read, $(median quiet-beside 1) ms beside slow readers, which is **$(slower reading)** of the run where all read (wanted: at most"
  echo "1.2), and $(slower alone) of the one without them, where $((all - healthy)) of $all fewer speak."
  echo
  echo "The bridge has a heap of $heap MiB: 256, and for each of those who do not read 1 for its outbox and 1 for what waits for it in its session."
  echo
  machine ""
}
publish bench/slow-readers.md
[ "$violated" = 0 ]
