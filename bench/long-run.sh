#!/bin/sh
# Does anything grow while a run goes on? Full load on a bridge for many minutes; each minute the live heaps of
# loadgen and of the bridge, after a full collection, and their resident memory.
#
#   bench/long-run.sh [MINUTES] [USERS] [TRANSPORT]      default: 30 minutes, 50 users, http
#
# Prints a table, and writes it to results/bench/long-run.md. Exit code 1 if the run failed.
set -eu
minutes=${1:-30}
users=${2:-50}
transport=${3:-http}
for number in "$minutes" "$users"; do
  case $number in
    *[!0-9]* | '' | 0*) echo "bench/long-run.sh: no whole number from 1 on: $number" >&2; exit 2 ;;
  esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../bin/lib/launcher.sh
. "$root/bin/lib/launcher.sh"
find_jdk
work=$(mktemp -d)
bridge=''
loadgen=''
# shellcheck disable=SC2329,SC2317 # called by the trap
clean() {
  for pid in $loadgen $bridge; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM

"$root/bin/bridge" serve --port 0 --rate-limit 0 --max-sessions $((users + 100)) --history-api >"$work/bridge.log" &
bridge=$!
until url=$(sed -n 's|.*listening on \(http://[^ ]*\).*|\1|p' "$work/bridge.log") && [ -n "$url" ]; do
  kill -0 "$bridge" 2>/dev/null || { echo "bench/long-run.sh: the bridge did not start" >&2; exit 1; }
  sleep 0.2
done
"$root/bin/loadgen" run --url "$url" --rate-limit 0 --max-sessions $((users + 100)) --users "$users" \
  --transport "$transport" --warmup 10s --duration "${minutes}m" --output "$work/run" --quiet &
loadgen=$!

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
loadgen=''

number() { sed -n "s/^ *\"$1\" *: *\([0-9.eE+-]*\),*$/\1/p" "$work/run/report.json" | head -n 1; }
report() {
  echo "# bench/long-run.sh: $minutes minutes, $users users over $transport, closed load"
  echo
  echo "| minute | loadgen: live heap MiB | resident MiB | bridge: live heap MiB | resident MiB |"
  echo "|---:|---:|---:|---:|---:|"
  cat "$work/rows"
  echo
  echo "Exit code $code, $(number total_messages) messages, $(number total_errors) errors," \
    "$(number throughput_msg_per_sec) messages a second."
  echo
  echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs; JDK $jdk_build;" \
    "commit $(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}
mkdir -p "$root/results/bench"
report | tee "$root/results/bench/long-run.md"
exit "$code"
