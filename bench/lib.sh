# shellcheck shell=sh
# What the benchmarks share. Sourced by scripts that have set `script`, their own name.
# Sets `root`, the project's folder, and `work`, a folder that is removed in the end; stops what is in `pids`.

: "${script:?}"
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=''
pids=''

# counts USAGE VALUE..: each is a whole number from 1 on, or the script ends.
counts() {
  usage=$1
  shift
  for number in "$@"; do
    case $number in
      *[!0-9]* | '' | 0*)
        echo "bench/$script: '$number' is no whole number from 1 on; usage: bench/$script $usage" >&2
        exit 2
        ;;
    esac
  done
}

# tools PACKAGES TOOL..: each is there, or the script ends.
tools() {
  packages=$1
  shift
  for tool in "$@"; do
    command -v "$tool" >/dev/null || {
      echo "bench/$script: $tool is missing; on Debian: apt-get install $packages" >&2
      exit 1
    }
  done
}

# shellcheck disable=SC2329,SC2317 # called by the trap
clean() {
  for pid in $pids; do
    kill -CONT "$pid" 2>/dev/null || true
    kill "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  rm -rf "$work"
}

begin() {
  work=$(mktemp -d)
  trap clean EXIT
  trap 'exit 130' INT TERM
}

# wait_for_port LOG PID: sets `url`, where the process says it listens.
wait_for_port() {
  tries=0
  # A line may be there in part only; then no newline is at its end yet.
  until [ -z "$(tail -c 1 "$1")" ] && url=$(sed -n 's|.*listening on \(http://[^:]*:[0-9][0-9]*\).*|\1|p' "$1") && [ -n "$url" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$2" 2>/dev/null; then
      cat "$1" >&2
      echo "bench/$script: the target did not start" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# start_bridge LOG ARGUMENT..: sets `url`, `ws_port` and `bridge_pid`. The launcher becomes the program, so the pid is the program's.
start_bridge() {
  log=$1
  shift
  : >"$log"
  "$root/bin/bridge" "$@" >"$log" &
  bridge_pid=$!
  pids="$pids $bridge_pid"
  wait_for_port "$log" "$bridge_pid"
  # shellcheck disable=SC2034 # some scripts use it
  ws_port=$(sed -n 's|.*ws://[^:]*:\([0-9]*\).*|\1|p' "$log")
}

# resident_kb PID: what it has in memory, in KiB; nothing if it is gone.
resident_kb() { sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status" 2>/dev/null; }

# await TEXT: until process $clients says so in $work/clients.log; five minutes at most.
# shellcheck disable=SC2154 # the script's own
await() {
  tries=0
  until grep -q "$1" "$work/clients.log"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 3000 ] || ! kill -0 "$clients" 2>/dev/null; then
      echo "bench/$script: the clients did not come to say: $1" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# stop PID: and wait until it is gone.
stop() {
  kill "$1"
  wait "$1" 2>/dev/null || true
  others=''
  for pid in $pids; do [ "$pid" = "$1" ] || others="$others $pid"; done
  pids=$others
}

# number KEY REPORT: the first number under that key of a report.json.
number() { sed -n "s/^ *\"$1\" *: *\([0-9.eE+-]*\),*$/\1/p" "$2" | head -n 1; }

# Processor time of process $1 in hundredths of a second.
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'; }

# median FILE COLUMN: of the numbers in $work/FILE.
median() {
  cut -d' ' -f"$2" "$work/$1" | sort -n | awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'
}

# ratio A B COLUMN: the median of the rounds' ratios of two files of three columns: what slows this machine for a
# while slows both of a round.
ratio() {
  paste -d' ' "$work/$1" "$work/$2" | awk -v c="$3" '{ print $c / $(c + 3) }' >"$work/ratios"
  awk -v m="$(median ratios 1)" 'BEGIN { printf "%.3f", m }'
}

# A round during which the host gave more than this part of the processors to others is thrown away, whatever it
# measured, and repeated; three times as often as there are to be rounds, at most.
most_stolen=0.04

# Jiffies of all processors, as /proc/stat has them.
processors() { head -n 1 /proc/stat; }

# stolen BEFORE: sets `stolen`, the part of the processors that the host gave to others since then; fails if that is too much.
stolen() {
  stolen=$(printf '%s\n%s\n' "$1" "$(processors)" | awk '
    { all = 0; for (i = 2; i <= 9; i++) all += $i }
    NR == 1 { first = all; steal = $9 }
    NR == 2 { printf "%.3f", ($9 - steal) / (all - first) }')
  awk -v s="$stolen" -v m="$most_stolen" 'BEGIN { exit s > m }'
}

# await_quiet: waits until the host lets all processors work for a second, ten minutes at most in a script. An idle machine does not
# show what would be taken from a busy one.
patience=60
await_quiet() {
  while [ "$patience" -gt 0 ]; do
    await_since=$(processors)
    spinners=''
    for _ in $(seq "$(nproc)"); do
      timeout 1 sh -c 'while :; do :; done' &
      spinners="$spinners $!"
    done
    # shellcheck disable=SC2086 # pids
    wait $spinners || true
    stolen "$await_since" && return
    patience=$((patience - 1))
    sleep 9
  done
}

thrown=0
# undisturbed LIMIT FUNCTION FILE..: calls it, and again as long as the host took too much meanwhile, until LIMIT calls were thrown
# away in all. What it appended to each $work/FILE, a line, goes with it. The function may set any variable but `undisturbed_*`.
undisturbed() {
  undisturbed_limit=$1
  undisturbed_function=$2
  shift 2
  while :; do
    await_quiet
    undisturbed_since=$(processors)
    "$undisturbed_function"
    if stolen "$undisturbed_since" || [ "$thrown" -ge "$undisturbed_limit" ]; then
      echo "$stolen" >>"$work/stolen"
      return
    fi
    echo "The host took $stolen of the processors: once more." >&2
    thrown=$((thrown + 1))
    for file in "$@"; do sed -i '$d' "$work/$file"; done
  done
}

# rounds COUNT FUNCTION FILE..: so many undisturbed calls.
rounds() {
  rounds_wanted=$1
  shift
  rounds_kept=0
  while [ "$rounds_kept" -lt "$rounds_wanted" ]; do
    rounds_kept=$((rounds_kept + 1))
    echo "Round $rounds_kept of $rounds_wanted ..." >&2
    undisturbed $((2 * rounds_wanted)) "$@"
  done
}

# loadgen_row NAME ARGUMENT..: runs 20 users over ${seconds} s and appends "requests/s, its us/request, 0" to $work/NAME. Fails if loadgen
# did, unless it ended with 5: what the host took is for `rounds` to judge.
# shellcheck disable=SC2154 # the script's own
loadgen_row() {
  row=$1
  shift
  code=0
  "$root/bin/loadgen" run --quiet --users 20 --crisis-users 0 --mix chat --duration "${seconds}s" --output "$work/run" --force "$@" || code=$?
  printf '%.0f %.2f 0\n' "$(number throughput_msg_per_sec "$work/run/report.json")" \
    "$(number generator_cpu_us_per_message "$work/run/report.json")" >>"$work/$row"
  [ "$code" = 0 ] || [ "$code" = 5 ]
}

# What to say of them in the report.
say_rounds() {
  echo "Rounds thrown away because the host took more than $most_stolen of the processors meanwhile: $thrown; of the rounds kept it took" \
    "$(sort -n "$work/stolen" | tail -n 1) at most."
}

# machine MORE: what all this was measured on.
machine() {
  echo "Machine: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) CPUs;${1:+ $1}" \
    "commit $(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}

# publish FOLDER/NAME: shows what `report` prints, and keeps it under results/.
publish() {
  mkdir -p "$root/results/${1%/*}"
  # Not through a pipe: what report starts must be a child of this shell, so that it is stopped in the end.
  report >"$work/report.md"
  cp "$work/report.md" "$root/results/$1"
  cat "$work/report.md"
}

# own_java: sets `java`, `jdk` and `build_of_jdk`, and sees to it that everything is built.
# shellcheck disable=SC2034,SC2154 # find_jdk sets them
own_java() {
  # shellcheck source-path=SCRIPTDIR source=../bin/lib/launcher.sh
  . "$root/bin/lib/launcher.sh"
  find_jdk
  java=$jdk/bin/java
  build_of_jdk=$jdk_build
}

# build_tests: the classes of loadgen's tests, among which are this benchmark's own programs.
build_tests() {
  (cd "$root" && mvn -B -ntp -q -pl loadgen -am -DskipTests package)
  "$root/bin/loadgen" --version >/dev/null
}

# test_program CLASS ARGUMENT..: becomes a program of loadgen's tests.
test_program() {
  exec "$java" --enable-native-access=ALL-UNNAMED \
    -cp "$root/loadgen/target/test-classes:$root/loadgen/target/classes:$root/loadgen/target/lib/*" "$@"
}
