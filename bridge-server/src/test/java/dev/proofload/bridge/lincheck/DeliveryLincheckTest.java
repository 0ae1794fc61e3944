package dev.proofload.bridge.lincheck;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.Outboxes;
import dev.proofload.bridge.outbox.Sink;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.Pending;
import dev.proofload.bridge.session.Mailbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * From publishing to the socket, which takes what it is given: each event reaches its user exactly
 * once, over a socket or by a drain, and a socket sees them in order, whichever thread writes.
 */
@Tag("lincheck")
public final class DeliveryLincheckTest {
  private static final byte[] FIRST_FRAME = "{}".getBytes(StandardCharsets.UTF_8);

  private final Mailbox mailbox = new Mailbox("u");
  private final AtomicInteger published = new AtomicInteger();
  private final List<Wire> wires = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> drained = new ConcurrentLinkedQueue<>();
  private Outbox socket = newSocket();

  public DeliveryLincheckTest() {
    connect();
  }

  @Operation
  public boolean broadcast() {
    return publish(Event.Kind.ROOM_BROADCAST);
  }

  @Operation
  public boolean whisper() {
    return publish(Event.Kind.WHISPER);
  }

  private boolean publish(Event.Kind kind) {
    List<Outbox> filled = new ArrayList<>();
    boolean taken = mailbox.publish(new Event(kind, "v", "v", "Tower", "hello", 0), filled::add);
    published.incrementAndGet();
    drainAll(filled);
    return taken;
  }

  @Operation
  public void drain() {
    for (Pending event : mailbox.drain().events()) {
      drained.add(text(event));
    }
  }

  @Operation(nonParallelGroup = "socket")
  public void connect() {
    if (!mailbox.isConnected()) {
      List<Outbox> filled = new ArrayList<>();
      mailbox.attach(socket, FIRST_FRAME, filled::add);
      drainAll(filled);
    }
  }

  @Operation(nonParallelGroup = "socket")
  public void disconnect() {
    mailbox.detach(socket);
    socket = newSocket();
  }

  @Validate
  public void eachEventArrivedOnceAndInOrder() {
    drain();
    Set<String> arrived = new LinkedHashSet<>(drained);
    int copies = drained.size();
    for (Wire wire : wires) {
      long last = 0;
      for (String frame : wire.frames) {
        if (!frame.equals("{}")) {
          long seq = Long.parseLong(frame.replaceAll(".*\"seq\":(\\d+).*", "$1"));
          if (seq <= last) {
            throw new IllegalStateException(seq + " came after " + last);
          }
          last = seq;
          arrived.add(frame);
          copies++;
        }
      }
    }
    if (arrived.size() != published.get() || copies != published.get()) {
      throw new IllegalStateException(
          "%d published, %d arrived, in %d copies"
              .formatted(published.get(), arrived.size(), copies));
    }
  }

  @Test
  void holdsUnderStress() {
    Interleavings.stress(DeliveryLincheckTest.class, Accepting.class);
  }

  @Test
  void holdsUnderModelChecking() {
    Interleavings.modelCheck(DeliveryLincheckTest.class, Accepting.class);
  }

  private static void drainAll(List<Outbox> filled) {
    for (Outbox outbox : filled) {
      outbox.drain();
    }
  }

  private Outbox newSocket() {
    Wire wire = new Wire();
    wires.add(wire);
    return Outboxes.of(wire);
  }

  private static String text(Pending event) {
    return new String(Frame.of(event).payload(), StandardCharsets.UTF_8);
  }

  /** What the operations say by themselves. */
  public static final class Accepting {
    public boolean broadcast() {
      return true;
    }

    public boolean whisper() {
      return true;
    }

    public void drain() {
      // Judged at the end.
    }

    public void connect() {
      // Judged at the end.
    }

    public void disconnect() {
      // Judged at the end.
    }
  }

  /** Takes all it is given. */
  private static final class Wire implements Sink {
    private final ConcurrentLinkedQueue<String> frames = new ConcurrentLinkedQueue<>();

    @Override
    public int send(List<Frame> written) {
      for (Frame frame : written) {
        frames.add(new String(frame.payload(), StandardCharsets.UTF_8));
      }
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
