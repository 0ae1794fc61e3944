package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Message;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** What a closed outbox hands back is in no count. */
final class ReturnedUncounted extends SimulatedBridge {
  ReturnedUncounted(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected void returned(Message message) {}
    };
  }
}
