package dev.proofload.loadgen.record;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * About one second of the generator itself. What the system does not say is empty.
 *
 * @param startNanos when it began, from the start of the measured window
 * @param lengthNanos how long it was
 * @param serviceP99Nanos how long 99 in a hundred answers took at most from the actual send, as far
 *     as the generator could see: what its own delay is part of; 0 if there was none
 * @param sendLag how late an open load sent what was due while its user was free
 * @param loopLag how late the event loops looked at their clocks, which they mean to do every two
 *     milliseconds
 * @param oversleep by how much the pause meter overslept each time
 * @param oversleptNanos the same all in all
 * @param loopBusy of the event loop that had a processor most: for which part of the time, 0 to 1
 * @param loopWait of the event loop that waited most for a processor: for which part of the time
 * @param gcPauses how often a collection of garbage stopped the program
 * @param gcNanos for how long
 * @param descriptors files and sockets that are open at its end
 * @param connections sockets among them that were opened for the run
 */
public record GeneratorSample(
    long startNanos,
    long lengthNanos,
    long serviceP99Nanos,
    Lag sendLag,
    Lag loopLag,
    Lag oversleep,
    long oversleptNanos,
    OptionalDouble loopBusy,
    OptionalDouble loopWait,
    Processors processors,
    long gcPauses,
    long gcNanos,
    OptionalLong descriptors,
    OptionalLong connections) {
  /** Validates. */
  public GeneratorSample {
    if (startNanos < 0 || lengthNanos < 0) {
      throw new IllegalArgumentException(
          "start and length must not be negative: " + startNanos + ", " + lengthNanos);
    }
  }

  /** The generator's own delay: the worse of both lags. */
  public long lagP99Nanos() {
    return Math.max(sendLag.p99Nanos(), loopLag.p99Nanos());
  }

  /** Which part of this interval something took, 0 to 1. */
  public double share(long nanos) {
    return lengthNanos == 0 ? 0 : Math.min(1, (double) nanos / lengthNanos);
  }
}
