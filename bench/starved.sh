#!/bin/sh
# Whether loadgen knows when it is itself the bottleneck: the same run beside a busy loop, both pinned to one
# processor, and unpinned without one; in turn. A starved run must exit with 5 (invalid), the other with 0. Needs taskset
# (Debian package "util-linux") and two processors, on a machine that does nothing else: other programs starve a run too.
#
#   bench/starved.sh [ROUNDS] [OPTION...]     default: 10 rounds of --users 50 --rate 2000/s --warmup 2s --duration 6s
#
# OPTIONs are loadgen run's. Prints a table, and writes it to results/bench/starved.md.
set -eu
script=starved.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
rounds=${1:-10}
counts '[ROUNDS] [OPTION...]' "$rounds"
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- --users 50 --rate 2000/s --warmup 2s --duration 6s
tools util-linux taskset
begin
users=$(printf '%s' " $*" | sed -n 's/.* \(--users\|-u\)[ =]*\([0-9]*\).*/\2/p')
# As many sessions as there are users, or those of all runs before would stay in the rooms, and make each answer longer.
start_bridge "$work/bridge.log" serve --port 0 --rate-limit 0 --max-sessions "${users:-20}"

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
# alone, starved: append "code | why" to $work/alone and $work/starved.
alone() {
  # shellcheck disable=SC2086 # options are split on purpose
  run env $options
  echo "$code | $why" >>"$work/alone"
}
starved() {
  taskset -c 0 sh -c 'while :; do :; done' &
  burner=$!
  pids="$pids $burner"
  # shellcheck disable=SC2086
  run "taskset -c 0" $options
  stop "$burner"
  echo "$code | $why" >>"$work/starved"
}
# A run by itself during which the host gave this much to others was not alone: less than what makes a run invalid.
# shellcheck disable=SC2034 # stolen uses it
most_stolen=0.02
for round in $(seq "$rounds"); do
  echo "Round $round of $rounds ..." >&2
  undisturbed $((4 * rounds)) alone alone
  undisturbed $((4 * rounds)) starved starved
done
paste -d'|' "$work/alone" "$work/starved" >"$work/rows"
right=$(grep -c '^0 | |5 |' "$work/rows" || true)

report() {
  echo "# bench/starved.sh: exit codes of the same run alone and starved"
  echo
  echo "\`loadgen run $options\`; starved: pinned to a processor on which a busy loop runs."
  echo
  echo "| round | alone (wanted: 0) | what it said | starved (wanted: 5) | what it said |"
  echo "|---|---|---|---|---|"
  awk '{ print "| " NR " | " $0 " |" }' "$work/rows"
  echo
  echo "Both as wanted: $right of $rounds."
  echo
  say_rounds
  echo
  machine ''
}
publish bench/starved.md
[ "$right" = "$rounds" ]
