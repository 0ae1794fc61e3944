package dev.proofload.loadgen.selftest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the checks made of bridges that have nothing wrong with them.
 *
 * @param runs how many were made
 * @param operations that ended in them
 * @param judged how many observations each check could judge, by its name, in order of the report
 * @param alarms that a check raised though nothing was wrong: none, if the checks are right
 */
public record SoundResult(int runs, long operations, Map<String, Long> judged, List<Alarm> alarms) {
  /** Copies. */
  public SoundResult {
    judged = Collections.unmodifiableMap(new LinkedHashMap<>(judged));
    alarms = List.copyOf(alarms);
  }

  /**
   * A check that called wrong what was right.
   *
   * @param check its name
   * @param seed of the run
   * @param violations how many it counted
   * @param sentence of its first witness
   */
  public record Alarm(String check, long seed, long violations, String sentence) {}
}
