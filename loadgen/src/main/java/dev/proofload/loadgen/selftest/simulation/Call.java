package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.Transport;

/** One operation on its way through the bridge, and what it will be answered. */
public final class Call {
  private final Operation operation;
  private final Observation reply = new Observation();
  private String marker = "";
  private String said = "";
  private long startNanos;
  private long endNanos;

  Call(Operation operation) {
    this.operation = operation;
  }

  /** What is asked. */
  public Operation operation() {
    return operation;
  }

  /** What will be answered. */
  public Observation reply() {
    return reply;
  }

  /** The message's marker. */
  public String marker() {
    return marker;
  }

  /** The message without its command words. */
  public String said() {
    return said;
  }

  void says(String withMarker, String text) {
    marker = withMarker;
    said = text;
  }

  /** Whether it came over HTTP. */
  public boolean overHttp() {
    return operation.transport() == Transport.HTTP;
  }

  /** When it was sent. */
  public long startNanos() {
    return startNanos;
  }

  /** When the answer arrives. */
  public long endNanos() {
    return endNanos;
  }

  void lasts(long fromNanos, long untilNanos) {
    startNanos = fromNanos;
    endNanos = untilNanos;
  }

  /** Whether a message over HTTP, a command, or a frame asks to be elsewhere. */
  public boolean moves() {
    return switch (operation.kind()) {
      case MOVE, GO -> true;
      case LOOK, DRAIN, HISTORY, SESSIONS, ROOMS, STREAMS -> false;
      case CHAT, STREAMED, CRISIS, WHO, SAY, EMOTE, WHISPER ->
          overHttp() && operation.room() != Operation.NO_ROOM;
    };
  }

  /** The same call, to arrive when its user has given it up. */
  Call abandoned() {
    Operation copy = new Operation(operation.user());
    copy.set(
        operation.kind(),
        operation.sequence(),
        operation.nonce(),
        operation.room(),
        operation.phrase(),
        operation.rendezvous());
    copy.aim(operation.target());
    copy.name(operation.nameNumber());
    copy.via(operation.transport());
    Call call = new Call(copy);
    call.says(marker, said);
    call.lasts(startNanos, endNanos);
    return call;
  }
}
