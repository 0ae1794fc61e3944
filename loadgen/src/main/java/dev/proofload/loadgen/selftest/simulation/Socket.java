package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import java.util.ArrayDeque;

/** A user's WebSocket: frames arrive in the order in which they were sent, each after a while. */
public class Socket {
  private static final long SLOWEST_NANOS = 1_500_000;

  private final Stage stage;
  private final int user;
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private long lastNanos;

  private record Frame(long atNanos, Observation seen) {}

  Socket(Stage stage, int user) {
    this.stage = stage;
    this.user = user;
  }

  int user() {
    return user;
  }

  /** Sends a frame that the socket keeps. */
  public void send(Observation seen) {
    lastNanos = Math.max(lastNanos, stage.nowNanos() + stage.upTo(SLOWEST_NANOS));
    stage.frameSent();
    frames.add(new Frame(lastNanos, seen));
  }

  /** An answer comes behind all that was sent before it, and before all that is sent later. */
  long answerNanos(long earliestNanos) {
    long answered = Math.max(lastNanos, earliestNanos);
    lastNanos = answered + 1;
    return answered;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  long nextNanos() {
    Frame next = frames.peek();
    return next == null ? Stage.NEVER : next.atNanos();
  }

  Observation receive() {
    return frames.remove().seen();
  }
}
