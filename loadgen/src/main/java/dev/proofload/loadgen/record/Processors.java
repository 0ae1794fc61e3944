package dev.proofload.loadgen.record;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who had the processors in one interval, counted in processors: 0.5 is half of one. What the
 * system does not say is empty.
 *
 * @param usable how many the generator may use
 * @param generator what it used
 * @param target what the system under test used; empty too where it runs elsewhere
 * @param others what programs used that are neither, at most on those that the generator may use;
 *     empty too where the system under test runs here and what it uses is not known
 * @param busy what all programs used of those that the generator may use
 * @param steal what other virtual machines took of them
 * @param iowait of them idle while something waited for a disk
 * @param quota of the generator's control group; empty too where it has no limit
 */
public record Processors(
    int usable,
    double generator,
    OptionalDouble target,
    OptionalDouble others,
    OptionalDouble busy,
    OptionalDouble steal,
    OptionalDouble iowait,
    Optional<Quota> quota) {
  /** Validates. */
  public Processors {
    if (usable < 1) {
      throw new IllegalArgumentException("usable must be at least 1: " + usable);
    }
    if (!(generator >= 0)) {
      throw new IllegalArgumentException("generator must not be negative: " + generator);
    }
  }
}
