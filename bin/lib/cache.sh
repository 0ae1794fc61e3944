# shellcheck shell=sh disable=SC2034,SC2154 # launcher.sh sets and reads what stands only once here
# What the programs bring with them when they start: for each a cache (the AOT cache of JDK 25) of its classes and of
# what the JVM learned about its code in one short run of both. Without it the first seconds of a run are measured on
# interpreted code, and more of it is thrown away where a run first does something new: where measuring begins, and
# where users meet in the middle. Sourced by launcher.sh, whose `root`, `jdk`, `jdk_build`, `lock` and `unlock` it uses.

: "${root:?}"

# Sets `cache`, and fails if a cache for this jar and this JDK is there; an empty one says that none could be made.
is_cache_stale() {
  cache=$root/$1/target/$1-$jdk_build.aot
  [ ! -f "$cache" ] || [ -n "$(find "$root/$1/target/$1.jar" "$root/bin" -newer "$cache" -type f)" ]
}

# in_training STEP PROGRAM ARG...: runs it with nothing of the user's settings.
in_training() {
  step=$1
  shift
  env -i PATH="$PATH" HOME="${HOME:-/nonexistent}" TMPDIR="${TMPDIR:-/tmp}" JAVA_HOME="$jdk" PROOFLOAD_TRAINING="$step" \
    "$@" </dev/null >>"$training/log" 2>&1 || true
}

# Makes both caches, from one run.
train() {
  echo "Running both programs once, so that from now on they start warm (some 25 s) ..." >&2
  training=$root/target/training
  rm -rf "$training"
  mkdir -p "$training"
  in_training record "$root/bin/loadgen" run --users 20 --transport mixed --warmup 2s --duration 8s --quiet \
    --output "$training/run"
  in_training create "$root/bin/bridge" --help &
  in_training create "$root/bin/loadgen" --help
  wait $!
  for program in bridge-server loadgen; do
    rm -f "$root/$program/target/$program"-*.aot
    made=$training/$program.aot
    [ -f "$made" ] || : >"$made"
    mv -f "$made" "$root/$program/target/$program-$jdk_build.aot"
  done
  rm -rf "$training"
}

# Sets cache_mode, cache_flag and cache_output, as far as there is anything to say.
prepare_cache() {
  cache_mode=''
  cache_flag=''
  cache_output=''
  if [ -n "${PROOFLOAD_TRAINING:-}" ]; then
    cache_mode=-XX:AOTMode=$PROOFLOAD_TRAINING
    cache_flag=-XX:AOTConfiguration=$root/target/training/$1.conf
    [ "$PROOFLOAD_TRAINING" = record ] || cache_output=-XX:AOTCache=$root/target/training/$1.aot
    return
  fi
  if is_cache_stale "$1"; then
    [ -w "${cache%/*}" ] || return 0
    lock
    # Whoever held the lock has perhaps just made it.
    if is_cache_stale "$1"; then train; fi
    unlock
  fi
  if [ -s "$cache" ]; then cache_flag=-XX:AOTCache=$cache; fi
}
