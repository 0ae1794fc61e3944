# shellcheck shell=sh
# What bin/bridge and bin/loadgen share: find a JDK, build if something is missing or older than its sources, run.
# Sourced by scripts that have set `root`, the project's folder. Every launch passes here, so what is asked
# each time is asked with the shell's own means: starting a java only to learn its version would cost 50 ms.

: "${root:?}"
# shellcheck source-path=SCRIPTDIR source=cache.sh
. "$root/bin/lib/cache.sh"

needed_java=25
# Only the tests set this: the folder in which the usual places are looked for.
places_root=${places_root:-}

# One place for the flags of both programs; what only one of them wants stands in bin/bridge or bin/loadgen.
# JVM messages go to standard error, never between the results; one about an AOT cache that fits no more
# (another JDK, other flags) is nobody's business, since the program then runs without it.
common_flags='-XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -Xlog:disable -Xlog:all=warning,aot*=off,cds*=off:stderr'

die() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Sets java_version and java_build from the folder's `release` file; fails if that is no JDK.
read_release() {
  java_version=''
  java_build=''
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value || [ -n "$key" ]; do
    value=${value#\"}
    value=${value%\"}
    case $key in
      JAVA_VERSION) java_version=$value ;;
      JAVA_RUNTIME_VERSION) java_build=$value ;;
    esac
  done <"$1/release"
  [ -n "$java_version" ]
}

# Sets jdk and jdk_build if the folder holds a JDK new enough, and remembers in `seen` what was too old.
try_jdk() {
  [ -n "$1" ] && read_release "$1" || return 1
  major=${java_version%%[!0-9]*}
  if [ "${major:-0}" -ge "$needed_java" ]; then
    jdk=$1
    jdk_build=${java_build:-$java_version}
    return 0
  fi
  case $seen in
    *"  $1 is "*) ;;
    *) seen="$seen
  $1 is Java $java_version" ;;
  esac
  return 1
}

# Looks where Maven's toolchains plugin looks too, so that what is built by hand and what is launched agree.
find_jdk_as_maven_does() {
  seen=''
  on_path=''
  home=${HOME:-/nonexistent}
  try_jdk "${JAVA_HOME:-}" && return
  on_path=$(command -v java || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" || true)
    try_jdk "${on_path%/bin/java}" && return
  fi
  for candidate in "$places_root"/usr/lib/jvm/* "$places_root"/usr/java/* "$places_root"/opt/java/* \
    "$home"/.sdkman/candidates/java/* "$home"/.asdf/installs/java/* "$home"/.local/share/mise/installs/java/* \
    "$home"/.jdks/* "$home"/.gradle/jdks/* "$home"/.m2/jdks/* \
    "$places_root"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    try_jdk "$candidate" && return
  done
  return 1
}

find_jdk() {
  find_jdk_as_maven_does && return
  for candidate in "$places_root"/opt/*; do
    try_jdk "$candidate" && return
  done
  die "Java $needed_java or newer is needed, as a JDK, and was not found. Install one, or set JAVA_HOME to its folder." \
    "Looked at JAVA_HOME (${JAVA_HOME:-not set}), java on the PATH (${on_path:-none}), /usr/lib/jvm, /usr/java, /opt," \
    "$home (.sdkman, .asdf, mise, .jdks, .gradle/jdks, .m2/jdks) and /Library/Java/JavaVirtualMachines.${seen:+ Too old:}$seen"
}

# A module is stale if its jar is missing, or older than a source, a folder (something was deleted) or a pom.
is_stale() {
  jar=$root/$1/target/$1.jar
  [ -f "$jar" ] && [ -d "$root/$1/target/lib" ] || return 0
  [ -n "$(find "$root/pom.xml" "$root/$1/pom.xml" "$root/$1/src/main" -newer "$jar" | head -n 1)" ]
}

# Both modules always: a run without --url starts the bridge too.
needs_build() {
  is_stale bridge-server || is_stale loadgen
}

lock() {
  mkdir -p "$root/target" 2>/dev/null || true
  [ -w "$root/target" ] || die "Cannot write to $root/target, and the project has to be built first."
  lock_file=$root/target/launcher.lock
  trap 'unlock' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # noclobber makes the redirection fail where the file exists: the one atomic test-and-set that every sh has.
  until (set -C && echo $$ >"$lock_file") 2>/dev/null; do
    owner=$(cat "$lock_file" 2>/dev/null || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      # Its owner was killed. Moving it away first keeps two waiters from each removing the other's new lock.
      mv "$lock_file" "$lock_file.$$" 2>/dev/null && rm -f "$lock_file.$$"
    else
      sleep 1
    fi
  done
}

unlock() {
  if [ "$(cat "$lock_file" 2>/dev/null || true)" = $$ ]; then rm -f "$lock_file"; fi
  trap - EXIT INT TERM
}

build() {
  lock
  # Whoever held the lock has perhaps just built it.
  if needs_build; then
    command -v mvn >/dev/null || die "Maven (mvn) is needed to build the project once, and is not on the PATH."
    echo "Building bridge and loadgen (the first time also fetches their libraries) ..." >&2
    started=$root/target/launcher.started
    log=$root/target/launcher-build.log
    : >"$started"
    if ! (cd "$root" && JAVA_HOME=$jdk mvn -q -B -ntp -Dstyle.color=never -Dgates.skip -Dmaven.test.skip=true \
      -pl bridge-server,loadgen package </dev/null >"$log" 2>&1); then
      cat "$log" >&2
      die "The build failed; what it said stands above and in $log."
    fi
    # As old as the start of the build: what was edited while it ran is newer, and is built the next time.
    touch -r "$started" "$root/bridge-server/target/bridge-server.jar" "$root/loadgen/target/loadgen.jar"
  fi
  unlock
}

# Whether the JVM may ask for huge pages, of which a heap is made in a quarter of the time; where it may not, its flag
# would be warned of, or unknown.
has_huge_pages() {
  pages=''
  { read -r pages <"$places_root/sys/kernel/mm/transparent_hugepage/enabled"; } 2>/dev/null || true
  case $pages in *'[always]'* | *'[madvise]'*) ;; *) return 1 ;; esac
}

# launch MODULE EXTRA_FLAGS FLAG... -- ARG...: becomes that module's program.
# shellcheck disable=SC2086 # flags are split on purpose
launch() {
  module=$1
  extra_flags=$2
  shift 2
  flags=$common_flags
  while [ "$1" != -- ]; do
    case "$1 $extra_flags" in
      -XX:+Use*GC\ *-XX:+Use*GC*) ;; # The JVM refuses two collectors: the user's choice counts.
      -Xms*\ *-Xm[sx]*) ;;          # And a heap that begins larger than it may become,
      -XX:NewSize=*\ *-Xm[nsx]*) ;; # or a part of it that is larger than all.
      *) flags="$flags $1" ;;
    esac
    if [ "$1" = -XX:+AlwaysPreTouch ] && has_huge_pages; then flags="$flags -XX:+UseTransparentHugePages"; fi
    shift
  done
  shift
  find_jdk
  # A program that starts in training is started by one that has just built it, and holds the lock.
  if [ -z "${PROOFLOAD_TRAINING:-}" ] && needs_build; then build; fi
  prepare_cache "$module"
  set -f
  exec "$jdk/bin/java" $flags ${cache_mode:+"$cache_mode"} ${cache_flag:+"$cache_flag"} \
    ${cache_output:+"$cache_output"} $extra_flags "-Dproofload.home=$root" \
    -jar "$root/$module/target/$module.jar" "$@"
}
