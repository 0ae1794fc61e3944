package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Pieces of replies leave before all else. */
final class BulkFirst extends SimulatedBridge {
  BulkFirst(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected Priority next() {
        return holds(Priority.BULK) ? Priority.BULK : super.next();
      }
    };
  }
}
