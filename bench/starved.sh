#!/bin/sh
# Whether loadgen knows when it is itself the bottleneck: the same run beside a busy loop, both pinned to one
# processor, and unpinned without one; in turn. A starved run must exit with 5 (invalid), the other with 0. Needs taskset
# (Debian package "util-linux") and two processors, on a machine that does nothing else: other programs starve a run too.
#
#   bench/starved.sh [ROUNDS] [OPTION...]     default: 10 rounds of --users 50 --rate 2000/s --warmup 2s --duration 6s
#
# OPTIONs are loadgen run's. Prints a table, and writes it to results/bench/starved.md.
set -eu
rounds=${1:-10}
case $rounds in
  *[!0-9]* | '' | 0*)
    echo "bench/starved.sh: '$rounds' is no whole number from 1 on; usage: bench/starved.sh [ROUNDS] [OPTION...]" >&2
    exit 2
    ;;
esac
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- --users 50 --rate 2000/s --warmup 2s --duration 6s
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
command -v taskset >/dev/null || {
  echo "bench/starved.sh: taskset is missing; on Debian: apt-get install util-linux" >&2
  exit 1
}
work=$(mktemp -d)
bridge_pid=''
burner_pid=''
# shellcheck disable=SC2329 # called by the trap
clean() {
  for pid in $burner_pid $bridge_pid; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM

"$root/bin/bridge" serve --port 0 --rate-limit 0 --max-sessions 100000 >"$work/bridge.log" &
bridge_pid=$!
tries=0
until url=$(sed -n 's|.*listening on \(http://[^ ]*\) .*|\1|p' "$work/bridge.log") && [ -n "$url" ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 600 ] || exit 1
  sleep 0.1
done

# run WRAPPER OPTION...: one run; sets code and why.
run() {
  wrapper=$1
  shift
  code=0
  # shellcheck disable=SC2086 # the wrapper is split on purpose
  $wrapper "$root/bin/loadgen" run --url "$url" --quiet --force --output "$work/run" "$@" 2>"$work/err" || code=$?
  why=$(sed -n 's/^loadgen: invalid: //p' "$work/err")
  [ "$code" = 0 ] || [ "$code" = 5 ] || cat "$work/err" >&2
}
options=$*
right=0
rm -f "$work/rows"
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  echo "Round $round of $rounds ..." >&2
  run env "$@"
  alone=$code
  taskset -c 0 sh -c 'while :; do :; done' &
  burner_pid=$!
  run "taskset -c 0" "$@"
  kill "$burner_pid"
  wait "$burner_pid" 2>/dev/null || true
  burner_pid=''
  [ "$alone" != 0 ] || [ "$code" != 5 ] || right=$((right + 1))
  echo "| $round | $alone | $code | $why |" >>"$work/rows"
done

report() {
  echo "# bench/starved.sh: exit codes of the same run alone and starved"
  echo
  echo "\`loadgen run $options\`; starved: pinned to a processor on which a busy loop runs."
  echo
  echo "| round | alone (wanted: 0) | starved (wanted: 5) | what the starved run said |"
  echo "|---|---|---|---|"
  cat "$work/rows"
  echo
  echo "Both as wanted: $right of $rounds."
  echo
  echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs;" \
    "commit $(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}
mkdir -p "$root/results/bench"
report | tee "$root/results/bench/starved.md"
[ "$right" = "$rounds" ]
