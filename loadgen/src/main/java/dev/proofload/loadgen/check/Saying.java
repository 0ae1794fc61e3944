package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;

/**
 * An operation that others hear, or that somebody claims to have heard.
 *
 * <pre>
 *   EARLY (heard of, not told) --told--> OPEN --settled--> CLOSED
 *                                    --> LOOSE (its outcome is unknown)
 *                                    --> VOID (it surely failed, or is nothing that others hear)
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class Saying {
  /** The room is not known. */
  static final int NO_ROOM = -1;

  /** How much is known. */
  enum State {
    /** Somebody heard it; the operation itself has not been told. */
    EARLY,
    /** It took effect; who was there is not yet known. */
    OPEN,
    /** It took effect, and whoever may have heard it is known. */
    CLOSED,
    /** It may have taken effect, at any time since it began. */
    LOOSE,
    /** Nobody may hear of it. */
    VOID
  }

  final int speaker;
  final int sequence;
  State state = State.EARLY;
  OperationKind kind = OperationKind.SAY;
  Outcome outcome = Outcome.OK;
  int nonce;
  int target = Operation.NOBODY;
  long startNanos;
  long endNanos;

  /** Where it was said, or {@link #NO_ROOM}. */
  int room = NO_ROOM;

  /** Whether the message itself named the room. */
  boolean roomSent;

  /** What the first who heard it early was told. */
  boolean heardAsWhisper;

  String heardInRoom = "";

  /** When it was closed, in the order in which sayings are. */
  long number;

  /** How much room it was given in the book. */
  int weight;

  /** Whether it takes too much memory to be judged any longer. */
  boolean forgotten;

  SayHearers hearers = new SayHearers(1);

  Saying(int speaker, int sequence, int nonce) {
    this.speaker = speaker;
    this.sequence = sequence;
    this.nonce = nonce;
  }

  /** Takes over what is told of the operation. */
  void told(Operation operation, Outcome how, long startedNanos, long endedNanos) {
    kind = operation.kind();
    outcome = how;
    nonce = operation.nonce();
    target = operation.target();
    startNanos = startedNanos;
    endNanos = endedNanos;
  }

  /** Frees what it holds. */
  void forget() {
    forgotten = true;
    hearers = new SayHearers(1);
  }

  /**
   * The operation again, for witnesses.
   *
   * @param rooms how many rooms have names
   */
  Operation operation(int rooms) {
    int named = room <= rooms ? room : NO_ROOM;
    Operation operation = new Operation(speaker);
    operation.set(kind, sequence, nonce, named, 0, Rendezvous.NONE);
    operation.aim(target);
    return operation;
  }
}
