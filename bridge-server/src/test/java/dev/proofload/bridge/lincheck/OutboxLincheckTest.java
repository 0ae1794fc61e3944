package dev.proofload.bridge.lincheck;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.Outboxes;
import dev.proofload.bridge.outbox.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many producers, one socket: one of them writes at a time, each frame once, and all of them. */
@Tag("lincheck")
public final class OutboxLincheckTest {
  private final AtomicInteger offered = new AtomicInteger();
  private final Wire wire = new Wire();
  private final Outbox outbox = Outboxes.of(wire);

  @Operation
  public boolean send() {
    String text = "frame " + offered.incrementAndGet();
    Frame frame = Frame.bulk(text.getBytes(StandardCharsets.UTF_8));
    boolean taken = outbox.offer(frame) == Outbox.Offer.TAKEN;
    outbox.drain();
    return taken;
  }

  @Operation
  public void becomesWritable() {
    outbox.drain();
  }

  @Validate
  public void eachFrameWasWrittenOnceByOneAtATime() {
    int written = wire.frames.size();
    int different = new HashSet<>(wire.frames).size();
    if (written != offered.get() || different != written || wire.crossed || left() != 0) {
      throw new IllegalStateException(
          "%d offered, %d written, %d different, crossed: %s, left: %d"
              .formatted(offered.get(), written, different, wire.crossed, left()));
    }
  }

  private long left() {
    return outbox.counts().queued().total();
  }

  // No operations after the rest: they would write what a lost wake-up has left.
  @Test
  void holdsUnderStress() {
    Interleavings.stress(OutboxLincheckTest.class, Accepting.class, 0);
  }

  @Test
  void holdsUnderModelChecking() {
    Interleavings.modelCheck(OutboxLincheckTest.class, Accepting.class, 0);
  }

  /** What the operations say by themselves. */
  public static final class Accepting {
    public boolean send() {
      return true;
    }

    public void becomesWritable() {
      // Judged at the end.
    }
  }

  /** Takes all it is given, and notices two writers at once. */
  private static final class Wire implements Sink {
    private final List<String> frames = new ArrayList<>();
    private final AtomicInteger writers = new AtomicInteger();
    private boolean crossed;

    @Override
    public int send(List<Frame> written) {
      crossed |= writers.incrementAndGet() > 1;
      for (Frame frame : written) {
        frames.add(new String(frame.payload(), StandardCharsets.UTF_8));
      }
      writers.decrementAndGet();
      return written.size();
    }

    @Override
    public void whenWritable(Runnable callback) {
      throw new IllegalStateException("it always takes more");
    }

    @Override
    public void cutOff() {
      // No frame is ever written in part.
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public void closeExpected() {
      // Nothing follows.
    }

    @Override
    public void close(int code, String reason) {
      // Nothing follows.
    }
  }
}
