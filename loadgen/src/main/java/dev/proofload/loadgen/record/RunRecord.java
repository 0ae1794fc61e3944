package dev.proofload.loadgen.record;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that one run left behind, but for the verdicts.
 *
 * @param offered how an open load was offered; empty where each user waited for its answers
 * @param self what the generator saw of itself
 * @param streams what was measured of streams, in the workload of that name
 */
public record RunRecord(
    RunInfo info,
    Machine machine,
    Measurements measurements,
    Usage usage,
    Optional<Offered> offered,
    SelfWatch self,
    Optional<StreamsMeasured> streams) {
  /** Of a closed load that nobody watched. */
  public RunRecord(RunInfo info, Machine machine, Measurements measurements, Usage usage) {
    this(info, machine, measurements, usage, Optional.empty());
  }

  /** Of a run that nobody watched. */
  public RunRecord(
      RunInfo info,
      Machine machine,
      Measurements measurements,
      Usage usage,
      Optional<Offered> offered) {
    this(info, machine, measurements, usage, offered, SelfWatch.none());
  }

  /** Of a run in which streams were of no interest. */
  public RunRecord(
      RunInfo info,
      Machine machine,
      Measurements measurements,
      Usage usage,
      Optional<Offered> offered,
      SelfWatch self) {
    this(info, machine, measurements, usage, offered, self, Optional.empty());
  }

  /** Which part this was of the most that the generator can send here, where that is known. */
  public OptionalDouble partOfCeiling() {
    return self.ceiling().isPresent()
        ? OptionalDouble.of(
            measurements.operationsPerSecond() / self.ceiling().get().messagesPerSecond())
        : OptionalDouble.empty();
  }
}
