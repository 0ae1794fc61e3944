package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;

/**
 * How events came to a user: in the answer to a drain, or over its socket.
 *
 * @param hearer whose events they are
 * @param drainer who fetched them, perhaps {@link Operation#NOBODY}
 * @param sequence of the drain among the drainer's operations, or {@link SayStays#NO_SEQUENCE} for
 *     a socket
 * @param endNanos when they were there
 * @param place what {@link SayOrder} tells the source by: negative
 * @param first number of the first event, or {@link Observation#NOT_SAID}
 */
record SaySource(
    SayHearer hearer,
    int drainer,
    int sequence,
    long startNanos,
    long endNanos,
    long place,
    long first) {

  /** Something that came at this time, it does not matter how. */
  static SaySource at(SayHearer hearer, long atNanos, long first) {
    return new SaySource(
        hearer, Operation.NOBODY, SayStays.NO_SEQUENCE, atNanos, atNanos, hearer.source, first);
  }

  boolean isDrain() {
    return sequence != SayStays.NO_SEQUENCE;
  }

  /** This, for a witness. */
  Witness.Step step(Steps steps, String text) {
    Observation seen = new Observation();
    seen.text(text);
    if (!isDrain()) {
      return steps.delivery(hearer.user, endNanos, seen);
    }
    Operation drain = new Operation(drainer);
    drain.set(OperationKind.DRAIN, sequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    drain.aim(hearer.user);
    return steps.of(drain, Outcome.OK, startNanos, endNanos, seen);
  }
}
