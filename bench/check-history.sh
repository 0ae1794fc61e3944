#!/bin/sh
# What checking costs. Offline: a simulated history of many operations is judged by `loadgen check` in 512 MB. Online: runs with
# and without checks at the same fixed rate, interleaved, warm; the processor time of generator and bridge together; medians.
#
#   bench/check-history.sh [OPERATIONS] [ROUNDS] [SECONDS]      default: 10000000 operations, 5 rounds of 10 seconds
#
# Prints a table, and writes it to results/bench/checking.md. Needs GNU time and 1 GB of disk for the history.
set -eu
operations=${1:-10000000}
rounds=${2:-5}
seconds=${3:-10}
rate=8000
for number in "$operations" "$rounds" "$seconds"; do
  case $number in
    *[!0-9]* | '' | 0*)
      echo "bench/check-history.sh: '$number' is no whole number from 1 on;" \
        "usage: bench/check-history.sh [OPERATIONS] [ROUNDS] [SECONDS]" >&2
      exit 2
      ;;
  esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cd "$root"
mvn -B -ntp -q -pl loadgen -am -DskipTests package
"$root/bin/loadgen" --version >/dev/null
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
for jdk in /usr/lib/jvm/*25* "$HOME"/.jdks/*25*; do
  [ -n "$java" ] || [ ! -x "$jdk/bin/java" ] || java=$jdk/bin/java
done
[ -n "$java" ] || { echo "bench/check-history.sh: no JDK 25; set JAVA_HOME" >&2; exit 1; }

echo "Simulating $operations operations ..." >&2
"$java" --enable-native-access=ALL-UNNAMED -cp "loadgen/target/test-classes:loadgen/target/classes:loadgen/target/lib/*" \
  dev.proofload.loadgen.bench.SimulatedHistory "$work/history.plh" "$operations"

offline=0
while [ "$offline" -lt 3 ]; do
  offline=$((offline + 1))
  LOADGEN_JAVA_OPTS=-Xmx512m command time -f '%e %U %S %M' -o "$work/time" \
    "$root/bin/loadgen" check --json "$work/history.plh" >"$work/check.json"
  tail -n 1 "$work/time" >>"$work/offline"
done

number() { sed -n "s/^ *\"$1\" *: *\([0-9.eE+-]*\),*$/\1/p" "$2" | head -n 1; }

# online NAME: CPU of generator and bridge in microseconds a message, and messages a second, to $work/NAME.
online() {
  "$root/bin/loadgen" run --quiet --users 100 --rate "$rate/s" --warmup 20s --duration "${seconds}s" --checks "$1" \
    --output "$work/run" --force
  report=$work/run/report.json
  awk -v generator="$(number generator_cpu_sec "$report")" -v target="$(number target_cpu_sec "$report")" \
    -v messages="$(number total_messages "$report")" -v done="$(number throughput_msg_per_sec "$report")" \
    'BEGIN { printf "%.3f %.0f\n", (generator + target) * 1e6 / messages, done }' >>"$work/$1"
}
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  echo "Round $round of $rounds ..." >&2
  online none
  online all
done

median() {
  cut -d' ' -f"$2" "$work/$1" | sort -n | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}
report() {
  echo "# bench/check-history.sh: what checking costs"
  echo
  echo "## Offline: $operations operations of a simulated run ($(wc -c <"$work/history.plh") bytes), medians of 3, heap 512 MB"
  echo
  echo "| wall s | user s | system s | peak RSS KB | wanted |"
  echo "|---|---|---|---|---|"
  echo "| $(median offline 1) | $(median offline 2) | $(median offline 3) | $(median offline 4) | < 60 s for 10,000,000 |"
  echo
  echo "## Online: $rounds interleaved rounds of $seconds s, 100 users, $rate operations a second, medians"
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
  echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs;" \
    "commit $(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}
mkdir -p "$root/results/bench"
report | tee "$root/results/bench/checking.md"
