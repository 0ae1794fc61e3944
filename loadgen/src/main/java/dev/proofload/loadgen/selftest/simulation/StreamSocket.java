package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user's WebSocket with an outbox before it, and a user behind it who reads at a pace of its own:
 * what the operating system took and the user has not read fills up.
 */
final class StreamSocket extends Socket implements Outbox.Wire {
  /** Nothing is wrong. */
  static final int NORMAL_CLOSURE = 1000;

  private static final int OPEN = -1;

  /** So many messages the operating system takes that nobody has read. */
  private static final int TRANSIT = 6;

  private static final long LATENCY_NANOS = 300_000;
  private static final long MILLI = 1_000_000;

  /** How a user reads. */
  enum Reader {
    NORMAL,
    SLOW,
    STALLED,
    CHURNING
  }

  private final Stage stage;
  private final Reader reader;
  private final ArrayDeque<Arrival> transit = new ArrayDeque<>();
  private @Nullable Outbox outbox;
  private @Nullable Message last;
  private long lastArrivalNanos;
  private long nextReadNanos;
  private int closeCode = OPEN;
  private boolean cut;
  private boolean hurries;

  private record Arrival(long atNanos, Message message) {}

  StreamSocket(Stage stage, int user, Reader reader) {
    super(stage, user);
    this.stage = stage;
    this.reader = reader;
  }

  /** What is sent waits here first. */
  void attach(Outbox one) {
    outbox = one;
  }

  Outbox outbox() {
    return Objects.requireNonNull(outbox, "connected");
  }

  /** Whether the server has it open. */
  boolean isServed() {
    return outbox != null && !outbox.isClosed();
  }

  @Override
  public void send(Observation seen) {
    outbox().offer(Message.of(seen));
  }

  /** Answers a call that came over it. */
  void answer(Call call) {
    outbox().offer(Message.answer(call));
  }

  @Override
  public boolean takes(Message message) {
    if (transit.size() >= TRANSIT) {
      return false;
    }
    lastArrivalNanos = Math.max(lastArrivalNanos, stage.nowNanos() + stage.upTo(LATENCY_NANOS));
    transit.add(new Arrival(lastArrivalNanos, message));
    stage.frameSent();
    return true;
  }

  @Override
  public void close(int code) {
    closeCode = code;
    lastArrivalNanos = Math.max(lastArrivalNanos, stage.nowNanos() + stage.upTo(LATENCY_NANOS));
    stage.frameSent();
  }

  /** The user is gone without a word: nothing is read any more. */
  void cut() {
    cut = true;
    stage.frameSent();
  }

  /** Whether the user is gone without a word. */
  boolean isCut() {
    return cut;
  }

  /** The user reads on as fast as it can, since the load is over. */
  void hurry() {
    hurries = true;
    nextReadNanos = Math.min(nextReadNanos, stage.nowNanos());
  }

  @Override
  boolean isEmpty() {
    return transit.isEmpty() && closeCode == OPEN;
  }

  @Override
  long nextNanos() {
    if (cut || isEmpty()) {
      return Stage.NEVER;
    }
    long arrived = transit.isEmpty() ? lastArrivalNanos : transit.getFirst().atNanos();
    return Math.max(arrived, nextReadNanos);
  }

  @Override
  Observation receive() {
    nextReadNanos = stage.nowNanos() + (hurries ? 0 : pauseNanos());
    Arrival arrival = transit.poll();
    if (arrival == null) {
      last = null;
      int code = closeCode;
      cut = true;
      return Frames.closed(code);
    }
    Message message = arrival.message();
    last = message;
    Outbox one = outbox();
    if (message.help()) {
      stage.later(stage.upTo(LATENCY_NANOS), () -> confirm(one, message));
    }
    one.resume();
    return message.seen();
  }

  private void confirm(Outbox one, Message message) {
    if (!cut) {
      one.confirmed(message);
    }
  }

  /** The call that what was received last answers, if any. */
  @Nullable Call answered() {
    return last == null ? null : last.answers();
  }

  private long pauseNanos() {
    return switch (reader) {
      case NORMAL, CHURNING -> stage.upTo(MILLI / 20);
      case SLOW -> stage.upTo(4 * MILLI);
      case STALLED -> stage.oneIn(12) ? stage.upTo(200 * MILLI) : stage.upTo(MILLI / 20);
    };
  }
}
