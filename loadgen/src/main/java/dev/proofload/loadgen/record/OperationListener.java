package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Operation;

/**
 * Is told what happened to the users of one event loop, by that loop's thread alone, in the order
 * in which it happened to each user. Must not block. Nothing it is given may be kept.
 */
public interface OperationListener {
  /**
   * An operation ended.
   *
   * @param startNanos before its first byte was written
   * @param endNanos after its answer was parsed, or when it was given up
   * @param seen what came back; of type {@link Observation.Type#OTHER} if nothing did
   */
  void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen);

  /** Something came that answers no operation in flight. */
  void delivered(int user, long atNanos, Observation seen);
}
