package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.selftest.simulation.Message;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** What an outbox dropped goes on being counted as waiting. */
final class DroppedStillQueued extends SimulatedBridge {
  DroppedStillQueued(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      private long droppedBulk;

      @Override
      protected void dropped(Message message) {
        super.dropped(message);
        droppedBulk += message.priority() == Priority.BULK ? 1 : 0;
      }

      @Override
      protected long stillCounted(Priority priority) {
        return priority == Priority.BULK ? droppedBulk : 0;
      }
    };
  }
}
