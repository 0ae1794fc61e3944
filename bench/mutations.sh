#!/bin/sh
# What the unit tests of the checks would miss: mutation tests (PIT) of the package `check`. Each mutant is one small change of its code; a
# test must notice it. A late test counts as one that noticed, so nothing else should run.
#
#   bench/mutations.sh [CLASSES]      default: dev.proofload.loadgen.check.*, which takes half an hour
#
# Prints a table, and writes it to results/checks/mutations.md. The lines of those that were missed stand in loadgen/target/pit-reports.
set -eu
script=mutations.sh
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "${0%/*}/lib.sh"
classes=${1:-dev.proofload.loadgen.check.*}
own_java
begin

(cd "$root" && JAVA_HOME=$jdk mvn -B -ntp -q -Ppit -Dgates.skip -pl loadgen -am process-test-classes "-Dpit.classes=$classes") >&2
sed 's/<mutation /\n&/g' "$root/loadgen/target/pit-reports/mutations.xml" |
  sed -n "s/.*status='\([A-Z_]*\)'.*<sourceFile>\([A-Za-z]*\)\.java<.*/\2 \1/p" >"$work/mutants"
[ -s "$work/mutants" ] || { echo "bench/$script: no mutants of $classes" >&2; exit 1; }

report() {
  echo "# bench/mutations.sh: mutants of $classes that its tests notice"
  echo
  echo "| class | mutants | noticed | | by a test that ran too long | no test gets there |"
  echo "|---|---:|---:|---:|---:|---:|"
  # A count of each class, and of all in the first row.
  awk '
    { all[$1]++; all["*"]++ }
    $2 != "SURVIVED" && $2 != "NO_COVERAGE" { noticed[$1]++; noticed["*"]++ }
    $2 == "TIMED_OUT" { late[$1]++; late["*"]++ }
    $2 == "NO_COVERAGE" { never[$1]++; never["*"]++ }
    END {
      for (c in all)
        printf "| %s | %d | %d | %.1f%% | %d | %d |\n", c == "*" ? "**all**" : c, all[c], noticed[c], 100 * noticed[c] / all[c], late[c], never[c]
    }' "$work/mutants" | LC_ALL=C sort
  echo
  machine "PIT, its default mutators;"
}
publish checks/mutations.md
