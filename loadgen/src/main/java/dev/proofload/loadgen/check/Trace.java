package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;

/**
 * One operation, put by for a witness that will hardly ever be asked for. Filled in anew for each,
 * so that putting one by costs no allocation. Not thread-safe.
 */
final class Trace {
  private OperationKind kind = OperationKind.CHAT;
  private int sequence;
  private int nonce;
  private int room;
  private Outcome outcome = Outcome.OK;
  private long startNanos;
  private long endNanos;
  private String text = "";
  private boolean crisis;
  private boolean present;

  /** Puts an operation by, without what was answered. */
  void set(Operation operation, Outcome ended, long start, long end) {
    kind = operation.kind();
    sequence = operation.sequence();
    nonce = operation.nonce();
    room = operation.room();
    outcome = ended;
    startNanos = start;
    endNanos = end;
    text = "";
    crisis = false;
    present = true;
  }

  /** Puts an operation by. */
  void set(Operation operation, Outcome ended, long start, long end, Observation seen) {
    set(operation, ended, start, end);
    text = seen.text();
    crisis = seen.crisis();
  }

  /** Takes over what another holds. */
  void set(Trace other) {
    kind = other.kind;
    sequence = other.sequence;
    nonce = other.nonce;
    room = other.room;
    outcome = other.outcome;
    startNanos = other.startNanos;
    endNanos = other.endNanos;
    text = other.text;
    crisis = other.crisis;
    present = other.present;
  }

  /** Forgets it. */
  void clear() {
    present = false;
    text = "";
  }

  /** Whether it holds an operation. */
  boolean present() {
    return present;
  }

  int sequence() {
    return sequence;
  }

  long startNanos() {
    return startNanos;
  }

  long endNanos() {
    return endNanos;
  }

  /** What it holds, for a witness. */
  Witness.Step step(int user, Steps steps) {
    Operation operation = new Operation(user);
    operation.set(kind, sequence, nonce, room, 0, Rendezvous.NONE);
    Observation seen = new Observation();
    seen.text(text);
    seen.crisis(crisis);
    return steps.of(operation, outcome, startNanos, endNanos, seen);
  }
}
