#!/bin/sh
# Runs against the real bridge, each with another seed, over HTTP, WebSocket and a mixture in turn: none may be called
# wrong, and none left unjudged.
#
#   bench/hundred-runs.sh [RUNS] [USERS] [MESSAGES]      default: 100 runs of 20 users x 50 messages
#
# Prints a table, and writes it to results/checks/hundred-runs.md. Exit code 1 if any verdict is not valid.
set -eu
script=hundred-runs.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
runs=${1:-100}
users=${2:-20}
messages=${3:-50}
counts '[RUNS] [USERS] [MESSAGES]' "$runs" "$users" "$messages"
begin

run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  case $((run % 3)) in
    0) transport=mixed ;;
    1) transport=http ;;
    *) transport=ws ;;
  esac
  code=0
  "$root/bin/loadgen" run --quiet --users "$users" --messages "$messages" --transport "$transport" --seed "$run" \
    --output "$work/$run" || code=$?
  grep -o '"verdict" *: *"[a-z]*"' "$work/$run/report.json" | sed 's/.*"\([a-z]*\)"$/\1/' | sort | uniq -c |
    awk -v transport="$transport" -v code="$code" -v run="$run" '
      { count[$2] = $1 }
      END { print transport, run, code, count["valid"] + 0, count["unknown"] + 0, count["violated"] + 0 }' >>"$work/all"
  tail -n 1 "$work/all" | awk '{ printf "run %d, %s: exit %d, %d valid, %d unknown, %d violated\n", $2, $1, $3, $4, $5, $6 }' >&2
  rm -rf "${work:?}/$run"
done

report() {
  echo "# bench/hundred-runs.sh: $runs runs of $users users x $messages messages, seeds 1 to $runs"
  echo
  echo "| transport | runs | exit 0 | valid | unknown | violated |"
  echo "|---|---:|---:|---:|---:|---:|"
  awk '{ runs[$1]++; ok[$1] += $3 == 0; v[$1] += $4; u[$1] += $5; w[$1] += $6 }
    END { for (t in runs) print "| " t " | " runs[t] " | " ok[t] " | " v[t] " | " u[t] " | " w[t] " |" }' "$work/all" | sort
  echo
  machine ''
}
publish checks/hundred-runs.md
awk '$3 != 0 || $5 || $6 { bad = 1 } END { exit bad }' "$work/all"
