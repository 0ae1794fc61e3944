package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;

/** What one client does, and at what pace. */
interface Course {
  /** Fills in the next operation. */
  void next(Operation operation);

  /** How long after the answer before the next is sent, in nanoseconds. */
  long pauseNanos();

  /** How the last one ended. */
  void ended(Outcome outcome);

  /** The last thing to do, once the load is over; false if there is nothing, or nothing more. */
  boolean close(Operation operation);

  /** A fresh user goes on. */
  void restart();
}
