package dev.proofload.loadgen.record;

import org.HdrHistogram.Histogram;

/**
 * How an open load was offered, in the measured window.
 *
 * @param due operations that the schedule held
 * @param sent those of them that were sent, or tried to
 * @param lag how late those were sent whose user was free when they were due, in nanoseconds: the
 *     generator's own delay
 */
public record Offered(long due, long sent, Histogram lag) {
  /** How many were due and never sent. */
  public long unsent() {
    return due - sent;
  }
}
