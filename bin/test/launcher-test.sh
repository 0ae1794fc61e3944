#!/bin/sh
# Tests bin/ in a copy of the project with a made-up JDK and a made-up Maven: no JVM starts, nothing is downloaded.
set -eu
source_root=$(cd "$(dirname "$0")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset JAVA_HOME LOADGEN_JAVA_OPTS BRIDGE_JAVA_OPTS JAVA_TOOL_OPTIONS
failures=0
tests=0

expect() { # expect WHAT WANTED ACTUAL, where WANTED is a pattern
  tests=$((tests + 1))
  # shellcheck disable=SC2254 # a pattern on purpose
  case $3 in
    $2) ;;
    *)
      failures=$((failures + 1))
      printf 'FAILED: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3" >&2
      ;;
  esac
}

fake_jdk() { # fake_jdk FOLDER VERSION: its java prints its arguments, and obeys `exit N` and `wait`
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Test"\nJAVA_RUNTIME_VERSION="%s+1"\nJAVA_VERSION="%s"\n' "$2" "$2" >"$1/release"
  cat >"$1/bin/java" <<'END'
#!/bin/sh
mode=''
for argument; do
  case $argument in
    -XX:AOTMode=*) mode=${argument#*=} ;;
    -XX:AOTConfiguration=*) configuration=${argument#*=} ;;
    -XX:AOTCache=*) cache=${argument#*=} ;;
    -Dproofload.home=*) home=${argument#*=} ;;
  esac
done
case $mode,$* in
  record,*loadgen.jar*)
    env >"$home/seen"
    echo "$*" >>"$home/seen"
    [ ! -e "$home/deaf" ] || exit 1
    echo learned >"$configuration"
    exec "$home/bin/bridge" serve ;;
  record,*) echo learned >"$configuration"; exit ;;
  create,*) [ ! -s "$configuration" ] || echo cache >"$cache"; exit ;;
esac
echo "$0 $*"
while [ $# -gt 2 ]; do shift; done
case $* in
  "exit "*) exit "$2" ;;
  "until "*) trap 'exit 42' TERM; : >"$2"; while :; do sleep 0.1; done ;;
esac
END
  cp "$1/bin/java" "$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
}

new_project() { # a project nobody has built, its path with spaces; sets root
  root="$work/a project $1"
  mkdir -p "$root"
  cp -R "$source_root/bin" "$root/bin"
  : >"$root/pom.xml"
  for module in bridge-server loadgen; do
    mkdir -p "$root/$module/src/main/java"
    : >"$root/$module/pom.xml"
    : >"$root/$module/src/main/java/Main.java"
  done
  builds=$root/builds
  : >"$builds"
}

mkdir -p "$work/tools"
cat >"$work/tools/mvn" <<'END'
#!/bin/sh
echo "$JAVA_HOME" >>builds
if [ -e broken ]; then echo "[ERROR] Main.java does not compile"; exit 1; fi
if [ -e slow ]; then sleep 1; fi
for module in bridge-server loadgen; do
  mkdir -p $module/target/lib
  echo jar >$module/target/$module.jar
done
END
chmod +x "$work/tools/mvn"
PATH=$work/tools:$PATH
build_count() { wc -l <"$builds" | tr -d ' '; }
edited_later() { touch -t 203801010000 "$1"; }
built_now() { touch -t "$1" "$root/bridge-server/target/bridge-server.jar" "$root/loadgen/target/loadgen.jar"; }

fake_jdk "$work/jdk 25" 25.0.3
fake_jdk "$work/jdk 17" 17.0.15
JAVA_HOME="$work/jdk 25"
export JAVA_HOME

new_project one
output=$("$root/bin/loadgen" run --name 'two words' '*' 2>"$work/err")
expect 'the first launch builds, and says so' 'Building bridge and loadgen*' "$(cat "$work/err")"
expect 'it learns from a run, and says so' '*Running both programs once*' "$(cat "$work/err")"
expect 'that run has a load' '*run --users 20 --transport mixed *' "$(cat "$root/seen")"
expect 'one run makes both caches' cache "$(cat "$root/bridge-server/target/bridge-server-25.0.3+1.aot")"
expect 'nothing is left of it' 'no training' "$([ -e "$root/target/training" ] || echo no training)"
expect 'Maven runs on the JDK that was found' "$JAVA_HOME" "$(cat "$builds")"
expect 'the program gets home, jar and arguments' \
  "$JAVA_HOME/bin/java *-Dproofload.home=$root -jar $root/loadgen/target/loadgen.jar run --name two words \\*" "$output"
expect 'the cache is used' "*-XX:AOTCache=$root/loadgen/target/loadgen-25.0.3+1.aot*" "$output"
output=$("$root/bin/bridge" 2>&1)
expect 'one build serves both programs' 1 "$(build_count)"
expect 'the bridge is started' "*-jar $root/bridge-server/target/bridge-server.jar" "$output"
"$root/bin/loadgen" >/dev/null 2>"$work/err"
expect 'nothing is said when nothing is built' '' "$(cat "$work/err")"

mkdir "$work/elsewhere"
ln -s "$root/bin/loadgen" "$work/elsewhere/first link"
ln -s 'first link' "$work/elsewhere/lg"
expect 'through links, from another folder' "*-jar $root/loadgen/target/loadgen.jar x" "$(cd "$work/elsewhere" && ./lg x)"
expect 'from the PATH' "*-jar $root/loadgen/target/loadgen.jar x" "$(cd / && PATH=$root/bin:$PATH && loadgen x)"

for code in 0 1 3 5 130; do
  status=0
  "$root/bin/loadgen" exit "$code" >/dev/null || status=$?
  expect 'the exit code passes through' "$code" "$status"
done

"$root/bin/bridge" until "$work/started" >/dev/null &
pid=$!
while [ ! -e "$work/started" ]; do sleep 0.1; done
kill -TERM "$pid"
status=0
wait "$pid" || status=$?
expect 'a signal to the launcher reaches the program' 42 "$status"

expect 'extra flags by environment' '* -Xmx64m -Da=b *-jar *' "$(LOADGEN_JAVA_OPTS='-Xmx64m -Da=b' "$root/bin/loadgen")"
output=$(LOADGEN_JAVA_OPTS=-XX:+UseZGC "$root/bin/loadgen")
expect 'the collector chosen by environment' '*-XX:+UseZGC*' "$output"
tests=$((tests + 1))
case $output in *ParallelGC*) failures=$((failures + 1)) && echo "FAILED: two collectors: $output" >&2 ;; esac

# A heap that is there from the start: where it is measured, of the user's size if one is given, in huge pages if there are any.
new_project heap
huge=$work/places/sys/kernel/mm/transparent_hugepage
mkdir -p "$huge"
for pages in 'always [madvise] never' 'always madvise [never]'; do
  echo "$pages" >"$huge/enabled"
  wanted='no huge pages'
  case $pages in *'[madvise]'*) wanted='huge pages' ;; esac
  output=$(places_root=$work/places "$root/bin/bridge" serve 2>/dev/null)
  expect 'the bridge has its heap from the start' '* -Xms128m -XX:+AlwaysPreTouch *' "$output"
  case $output in *+UseTransparentHugePages*) pages='huge pages' ;; *) pages='no huge pages' ;; esac
  expect 'where there are huge pages they are used' "$wanted" "$pages"
done
expect 'so has loadgen where it measures' '* -Xms320m -XX:NewSize=192m -XX:+AlwaysPreTouch *' "$("$root/bin/loadgen" run)"
output=$("$root/bin/loadgen" check)
case $output in *PreTouch* | *-Xms*) output='from the start' ;; esac
expect 'and where it does not it has not' "$JAVA_HOME/bin/java *" "$output"
output=$("$root/bin/bridge" --help)
case $output in *PreTouch* | *-Xms*) output='from the start' ;; esac
expect 'nor has a bridge that only says how it is used' "$JAVA_HOME/bin/java *" "$output"
output=$(LOADGEN_JAVA_OPTS=-Xmx64m "$root/bin/loadgen" run)
case $output in *-Xms* | *NewSize*) output='larger than it may become' ;; esac
expect 'a heap size by environment' '* -Xmx64m *' "$output"

# What is stale: anything newer than the jar.
for edited in pom.xml loadgen/pom.xml loadgen/src/main/java/Main.java bridge-server/src/main/java/Main.java; do
  new_project "stale ${edited##*/} ${edited%%/*}"
  "$root/bin/loadgen" >/dev/null 2>&1
  edited_later "$root/$edited"
  "$root/bin/loadgen" >/dev/null 2>&1
  expect "an edited $edited is built" 2 "$(build_count)"
done
new_project deleted
"$root/bin/loadgen" >/dev/null 2>&1
rm "$root/loadgen/src/main/java/Main.java"
edited_later "$root/loadgen/src/main/java"
"$root/bin/loadgen" >/dev/null 2>&1
expect 'a deleted source leads to a build' 2 "$(build_count)"
built_now 203801010001
edited_later "$root/README.md"
"$root/bin/loadgen" >/dev/null 2>&1
expect 'files that are not built are not looked at' 2 "$(build_count)"
touch -t 203801010002 "$root/bin/loadgen"
built_now 203801010003
echo old >"$root/loadgen/target/loadgen-25.0.3+1.aot"
"$root/bin/loadgen" >/dev/null
expect 'the cache is made anew for a newer jar' cache "$(cat "$root/loadgen/target/loadgen-25.0.3+1.aot")"
echo of another JDK >"$root/loadgen/target/loadgen-25.0.1+9.aot"
touch -t 203801010004 "$root/bin/loadgen"
LOADGEN_URL=http://elsewhere LOADGEN_JAVA_OPTS=-Xmx1g "$root/bin/loadgen" >/dev/null 2>&1
tests=$((tests + 1))
case $(cat "$root/seen") in *elsewhere* | *Xmx1g*) failures=$((failures + 1)) && echo "FAILED: the user's settings in training" >&2 ;; esac
expect 'the caches of other JDKs are removed' gone "$([ -e "$root/loadgen/target/loadgen-25.0.1+9.aot" ] || echo gone)"

new_project deaf
: >"$root/deaf"
"$root/bin/loadgen" >/dev/null 2>"$work/err"
output=$("$root/bin/loadgen" 2>"$work/err")
expect 'without a cache it starts all the same' "*/bin/java -XX:+UseCompactObjectHeaders * -jar *" "$output"
expect 'a cache that cannot be made is not tried again' '' "$(cat "$work/err")"

new_project broken
: >"$root/broken"
status=0
output=$("$root/bin/loadgen" 2>&1) || status=$?
expect 'a failed build ends with 1' 1 "$status"
expect 'a failed build shows what the compiler said' '*Main.java does not compile*The build failed*' "$output"

new_project two
: >"$root/slow"
"$root/bin/loadgen" >/dev/null 2>&1 &
first=$!
"$root/bin/bridge" >/dev/null 2>&1
wait "$first"
expect 'two launchers at once build once' 1 "$(build_count)"
rm "$root/loadgen/target/loadgen.jar"
sh -c 'echo $$' >"$root/target/launcher.lock"
"$root/bin/loadgen" >/dev/null 2>&1
expect 'the lock of a dead launcher is taken over' 2 "$(build_count)"
[ ! -e "$root/target/launcher.lock" ] || expect 'the lock is given back' gone "$(cat "$root/target/launcher.lock")"

# The JDK. No folder of this machine is looked at: places_root and HOME point to empty ones.
nothing="$work/nothing"
mkdir -p "$nothing/bin"
for tool in sh readlink cat find head mkdir rm mv touch sleep; do ln -s "$(command -v $tool)" "$nothing/bin/$tool"; done
find_in() { # find_in PLACES_ROOT JAVA_HOME [PATH]: the JDK the launchers take
  (PATH=${3:-$nothing/bin} HOME=${HOME_FOR_TEST:-$work/home} JAVA_HOME=$2 places_root=$1 "$root/bin/lib/java" -version 2>&1)
}
status=0
output=$(find_in "$nothing" '') || status=$?
expect 'no JDK: exit code' 1 "$status"
expect 'no JDK: what is needed, what was looked at' \
  'Java 25 or newer is needed*set JAVA_HOME*JAVA_HOME (not set), java on the PATH (none), /usr/lib/jvm*' "$output"
output=$(find_in "$nothing" "$work/jdk 17") || true
expect 'an old JDK is named' "*Too old:*$work/jdk 17 is Java 17.0.15" "$output"
fake_jdk "$work/machine/usr/lib/jvm/a-17" 17
fake_jdk "$work/machine/usr/lib/jvm/b-25" 25
expect 'the usual places, when JAVA_HOME is too old' "$work/machine/usr/lib/jvm/b-25/bin/java -version" \
  "$(find_in "$work/machine" "$work/jdk 17")"
fake_jdk "$work/home/.sdkman/candidates/java/26.1-tem" 26.1
expect 'the usual places at home' "$work/home/.sdkman/*" "$(find_in "$nothing" '')"
mkdir "$work/path"
ln -s "$work/jdk 25/bin/java" "$work/path/java"
expect 'java on the PATH, through its link' "$work/jdk 25/bin/java -version" "$(find_in "$work/machine" '' "$work/path:$nothing/bin")"
has_jdk() { # has_jdk PLACES_ROOT HOME
  (PATH=$nothing/bin HOME=$2 JAVA_HOME='' places_root=$1 "$root/bin/lib/has-jdk" && echo yes || echo no)
}
expect 'Maven finds a JDK in the usual places' yes "$(has_jdk "$work/machine" "$nothing")"
expect 'Maven finds no JDK' no "$(has_jdk "$nothing" "$nothing")"
fake_jdk "$work/unpacked/opt/jdk-25" 25
expect 'a JDK where Maven does not look' no "$(has_jdk "$work/unpacked" "$nothing")"
expect 'a JDK where the launchers do look' "$work/unpacked/opt/jdk-25/bin/java *" \
  "$(HOME_FOR_TEST=$nothing find_in "$work/unpacked" '')"
mkdir -p "$nothing/.m2"
: >"$nothing/.m2/toolchains.xml"
expect 'a toolchains file may name any JDK' yes "$(has_jdk "$nothing" "$nothing")"
mkdir -p "$work/jre/bin"
printf 'JAVA_VERSION="25"\n' >"$work/jre/release"
cp "$work/jdk 25/bin/java" "$work/jre/bin/java"
expect 'a runtime without a compiler is no JDK' "$work/machine/*" "$(find_in "$work/machine" "$work/jre")"

if [ "$failures" -gt 0 ]; then
  echo "Launcher tests: $tests run, $failures failed" >&2
  exit 1
fi
echo "Launcher tests: $tests run, 0 failed"
