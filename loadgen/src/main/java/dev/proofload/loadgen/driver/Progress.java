package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Sample;
import java.util.function.Supplier;

/**
 * How far a run is.
 *
 * @param fraction of the load, 0 to 1; while users connect, of those
 * @param sample the last second
 * @param refused messages so far
 * @param errors so far
 * @param soFar all that was measured until now; valid while this is being told
 */
public record Progress(
    double fraction,
    Stage stage,
    Sample sample,
    long refused,
    long errors,
    Supplier<Measurements> soFar) {

  /** Which part of a run it is. */
  public enum Stage {
    /** Users get their connections; nothing is sent yet. */
    CONNECTING,
    /** Not measured yet. */
    WARM_UP,
    /** Measured. */
    LOAD,
    /** Not measured any more: what waits for users is fetched. */
    CLOSING
  }
}
