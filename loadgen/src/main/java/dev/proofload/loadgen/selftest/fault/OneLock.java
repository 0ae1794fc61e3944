package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Whoever sends holds the one lock for all sockets until the operating system has the message. */
final class OneLock extends SimulatedBridge {
  private final ArrayDeque<Outbox> line = new ArrayDeque<>();
  private @Nullable Outbox holder;

  OneLock(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected boolean mayLeave() {
        if (holder == null) {
          holder = this;
          return true;
        }
        if (!line.contains(this)) {
          line.add(this);
        }
        return false;
      }

      @Override
      protected void left() {
        holder = null;
        passOn();
      }
    };
  }

  /** One that is closed, or has nothing more, does not take it. */
  private void passOn() {
    while (holder == null && !line.isEmpty()) {
      line.remove().goOn();
    }
  }
}
