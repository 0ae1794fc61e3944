#!/bin/sh
# What a user costs loadgen in memory: the live heap, after a full collection, of runs with few and with many users,
# and the difference for each user more. One bridge, started for each run.
#
#   bench/users.sh [FEW] [MANY]      default: 1000 and 10000 users
#
# Prints a table, and writes it to results/bench/users.md. Exit code 1 if a run failed.
set -eu
script=users.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
few=${1:-1000}
many=${2:-10000}
counts '[FEW] [MANY]' "$few" "$many"
own_java
begin

# measure TRANSPORT USERS CHECKS: appends "live heap, Netty's objects, resident" in bytes to the table of this kind.
measure() {
  "$root/bin/loadgen" run --users "$2" --transport "$1" --rate 300/s --warmup 5s --duration 30s --timeout 60s \
    --mix chat --checks "$3" --output "$work/$1-$2-$3" --quiet --prometheus 0 2>"$work/err" &
  loadgen=$!
  pids=$loadgen
  seconds=0
  until [ -s "$work/$1-$2-$3/latency.hlog" ] && grep -q '^Tag=' "$work/$1-$2-$3/latency.hlog"; do
    sleep 1
    seconds=$((seconds + 1))
    if [ "$seconds" -gt 400 ] || ! kill -0 "$loadgen" 2>/dev/null; then
      cat "$work/err" >&2
      echo "bench/users.sh: the run with $2 users over $1 did not get going" >&2
      exit 1
    fi
  done
  sleep 5
  "$jdk/bin/jcmd" "$loadgen" GC.class_histogram >"$work/classes"
  resident=$(resident_kb "$loadgen")
  awk -v resident="$resident" '
    $4 ~ /^io\.netty\./ { netty += $3 }
    $4 ~ /FillerElement/ { holes += $3 } # that the collector leaves between what lives
    $1 == "Total" { total = $3 - holes }
    END { printf "%.0f %.0f %.0f\n", total, netty, resident * 1024 }' "$work/classes" >"$work/$1.$2.$3"
  code=0
  wait "$loadgen" || code=$?
  pids=''
  errors=$(number total_errors "$work/$1-$2-$3/report.json")
  echo "$1, $2 users, checks $3: exit $code, $errors errors, $(cat "$work/$1.$2.$3")" >&2
  echo "$code $errors" >>"$work/$1.$2.$3"
}

for transport in http ws; do
  for checks in none all; do
    measure $transport "$few" $checks
    measure $transport "$many" $checks
  done
done

row() {
  paste -d' ' "$work/$1.$few.$2" "$work/$1.$many.$2" | awk -v t="$1" -v c="$2" -v few="$few" -v many="$many" '
    NR == 1 {
      n = many - few
      heap = ($4 - $1) / n; netty = ($5 - $2) / n; rss = ($6 - $3) / n
      a = $1; b = $4
    }
    NR == 2 {
      printf "| %s | %s | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %s / %s | %s / %s |\n",
        t, c, a / 1048576, b / 1048576, heap, netty, heap - netty, rss, $1, $3, $2, $4
    }'
}
report() {
  echo "# bench/users.sh: what a user costs loadgen, $few against $many users"
  echo
  echo "Live heap after a full collection, in the middle of a run at 300 chats a second. The differences are bytes for each"
  echo "user more; *Netty* are objects of Netty's own classes among them, *resident* is what the process grew by (buffers, sockets,"
  echo "and heap that was not collected yet). Exit code 5 says that other programs had the processors meanwhile, which no heap minds."
  echo
  echo "| transport | checks | heap MiB, $few | heap MiB, $many | heap a user | of it Netty | rest | resident a user | exit | errors |"
  echo "|---|---|---:|---:|---:|---:|---:|---:|---|---|"
  for transport in http ws; do
    for checks in none all; do
      row $transport $checks
    done
  done
  echo
  machine "JDK $build_of_jdk;"
}
publish bench/users.md
