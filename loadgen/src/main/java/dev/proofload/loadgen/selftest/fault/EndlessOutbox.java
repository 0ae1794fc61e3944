package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Message;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** An outbox takes all there is. */
final class EndlessOutbox extends SimulatedBridge {
  EndlessOutbox(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected boolean isFull(Message message) {
        return false;
      }
    };
  }
}
