package dev.proofload.loadgen.selftest;

import dev.proofload.loadgen.selftest.fault.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one planted fault.
 *
 * @param seeds how many runs were made
 * @param operations until the right check had seen enough, run by run where it caught it, ascending
 * @param missedSeeds of the runs in which it did not
 * @param others checks that fired beside the right one, and in how many runs
 * @param sentence of the first witness of the right check; empty if there is none
 */
public record FaultResult(
    Fault fault,
    int seeds,
    List<Long> operations,
    List<Long> missedSeeds,
    Map<String, Integer> others,
    String sentence) {
  /** Copies. */
  public FaultResult {
    operations = operations.stream().sorted().toList();
    missedSeeds = List.copyOf(missedSeeds);
    others = Collections.unmodifiableMap(new TreeMap<>(others));
  }

  /** In how many runs the right check fired. */
  public int caught() {
    return operations.size();
  }

  /** Whether it was caught in every run. */
  public boolean alwaysCaught() {
    return missedSeeds.isEmpty();
  }

  /** Operations until it was caught, in the run in the middle; -1 if it never was. */
  public long medianOperations() {
    return operations.isEmpty() ? -1 : operations.get((operations.size() - 1) / 2);
  }

  /** Operations until it was caught, in the slowest run; -1 if it never was. */
  public long mostOperations() {
    return operations.isEmpty() ? -1 : operations.getLast();
  }
}
