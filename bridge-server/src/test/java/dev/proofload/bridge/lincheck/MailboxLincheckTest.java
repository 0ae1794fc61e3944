package dev.proofload.bridge.lincheck;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.Outboxes;
import dev.proofload.bridge.outbox.Sink;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.session.Mailbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A mailbox whose socket takes nothing, so that all it was given comes back when it goes: no event
 * is lost, doubled or out of order, whatever publishing, draining, connecting and disconnecting
 * cross each other.
 */
@Param(name = "seq", gen = IntGen.class, conf = "0:3")
@Tag("lincheck")
public final class MailboxLincheckTest {
  private static final byte[] FIRST_FRAME = {};

  private final Mailbox mailbox = new Mailbox("u");
  private Outbox socket = Outboxes.of(new StuckSink());

  /** Something is on its way from the start: that is where it gets difficult. */
  public MailboxLincheckTest() {
    connect();
    publish();
  }

  @Operation
  public boolean publish() {
    return mailbox.publish(event(), filled -> {});
  }

  @Operation
  public String drain() {
    return Rendering.of(mailbox.drain());
  }

  @Operation
  public String after(@Param(name = "seq") int seq) {
    return Rendering.of(mailbox.after(seq));
  }

  @Operation(nonParallelGroup = "socket")
  public boolean connect() {
    return !mailbox.isConnected() && mailbox.attach(socket, FIRST_FRAME, filled -> {});
  }

  @Operation(nonParallelGroup = "socket")
  public boolean disconnect() {
    mailbox.detach(socket);
    socket = Outboxes.of(new StuckSink());
    return mailbox.isConnected();
  }

  @Operation
  public boolean isConnected() {
    return mailbox.isConnected();
  }

  @Operation(runOnce = true, nonParallelGroup = "socket")
  public void close() {
    mailbox.close(1001, "over", filled -> {});
  }

  @Test
  void isLinearizableUnderStress() {
    Interleavings.stress(MailboxLincheckTest.class, Letters.class);
  }

  @Test
  void isLinearizableUnderModelChecking() {
    Interleavings.modelCheck(MailboxLincheckTest.class, Letters.class);
  }

  private static Event event() {
    return new Event(Event.Kind.ROOM_BROADCAST, "v", "v", "Tower", "hello", 0);
  }

  /** Two lists of numbers: what waits, and what a socket has been given. */
  public static final class Letters {
    private final List<Long> waiting = new ArrayList<>();
    private final List<Long> given = new ArrayList<>();
    private long last;
    private boolean connected;
    private boolean closed;

    public Letters() {
      connect();
      publish();
    }

    public boolean publish() {
      if (!closed) {
        last++;
        (connected ? given : waiting).add(last);
      }
      return !closed;
    }

    public String drain() {
      String all = Rendering.numbers(waiting);
      waiting.clear();
      return all;
    }

    public String after(int seq) {
      waiting.removeIf(number -> number <= seq);
      return Rendering.numbers(waiting);
    }

    public boolean connect() {
      if (closed || connected) {
        return false;
      }
      given.addAll(waiting);
      waiting.clear();
      connected = true;
      return true;
    }

    public boolean disconnect() {
      if (connected) {
        waiting.addAll(given);
        Collections.sort(waiting);
      }
      given.clear();
      connected = false;
      return false;
    }

    public boolean isConnected() {
      return connected;
    }

    public void close() {
      closed = true;
      waiting.clear();
      given.clear();
      connected = false;
    }
  }

  /** Never takes a byte. */
  private static final class StuckSink implements Sink {
    @Override
    public int send(List<Frame> frames) {
      return 0;
    }

    @Override
    public void whenWritable(Runnable callback) {
      // It never will be.
    }

    @Override
    public void cutOff() {
      // Nothing was written.
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public void closeExpected() {
      // Nobody waits for it.
    }

    @Override
    public void close(int code, String reason) {
      // There is nothing to close.
    }
  }
}
