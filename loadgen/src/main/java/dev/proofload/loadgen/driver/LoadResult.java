package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.SelfWatch;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run left.
 *
 * @param offered of an open load
 * @param quiet whether in the end all was fetched that waited for users
 * @param firstFailure why something failed first, or empty
 * @param cpuNanos processor time of this process in the measured window
 * @param targetCpuNanos processor time of the system under test in it, where that is known
 * @param self what this process saw of itself in it
 * @param streams where streams were of interest
 */
public record LoadResult(
    Instant startedAt,
    Measurements measurements,
    Optional<Offered> offered,
    RunInfo.Ending ending,
    boolean quiet,
    String firstFailure,
    Links links,
    long cpuNanos,
    OptionalLong targetCpuNanos,
    SelfWatch self,
    Optional<StreamsMeasured> streams) {

  /**
   * What became of the users' connections.
   *
   * @param established before the load began
   * @param aliveAtEnd when their users were done
   */
  public record Links(int established, int aliveAtEnd) {}
}
