package dev.proofload.loadgen.record;

import java.util.Optional;

/**
 * All that one run left behind, but for the verdicts.
 *
 * @param offered how an open load was offered; empty where each user waited for its answers
 */
public record RunRecord(
    RunInfo info,
    Machine machine,
    Measurements measurements,
    Usage usage,
    Optional<Offered> offered) {
  /** Of a closed load. */
  public RunRecord(RunInfo info, Machine machine, Measurements measurements, Usage usage) {
    this(info, machine, measurements, usage, Optional.empty());
  }
}
