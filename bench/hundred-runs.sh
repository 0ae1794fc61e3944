#!/bin/sh
# Runs against the real bridge, each with another seed, over HTTP, WebSocket and a mixture in turn: none may be called
# wrong, and none left unjudged.
#
#   bench/hundred-runs.sh [RUNS] [USERS] [MESSAGES]      default: 100 runs of 20 users x 50 messages
#
# Prints a table, and writes it to results/checks/hundred-runs.md. Exit code 1 if any verdict is not valid.
set -eu
runs=${1:-100}
users=${2:-20}
messages=${3:-50}
for number in "$runs" "$users" "$messages"; do
  case $number in
    '' | 0* | *[!0-9]*) echo "bench/hundred-runs.sh: not a count: $number" >&2; exit 2 ;;
  esac
done
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

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
  echo "Commit $(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)."
}
mkdir -p "$root/results/checks"
report | tee "$root/results/checks/hundred-runs.md"
awk '$3 != 0 || $5 || $6 { bad = 1 } END { exit bad }' "$work/all"
