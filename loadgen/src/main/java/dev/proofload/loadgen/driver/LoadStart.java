package dev.proofload.loadgen.driver;

import java.time.Instant;

/** Is told when the load begins, by the thread that called {@link LoadDriver#run}. */
@FunctionalInterface
public interface LoadStart {
  /**
   * All users are connected, and none has sent anything.
   *
   * @param nanos the same time on the clock of the operations
   */
  void began(Instant at, long nanos);
}
