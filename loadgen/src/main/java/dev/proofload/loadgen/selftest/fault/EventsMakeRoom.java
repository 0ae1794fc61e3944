package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import org.jspecify.annotations.Nullable;

/** A full outbox drops the oldest event, though pieces of replies wait. */
final class EventsMakeRoom extends SimulatedBridge {
  EventsMakeRoom(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected @Nullable Priority victim(Priority comer) {
        return comer != Priority.BULK && holds(Priority.IMPORTANT)
            ? Priority.IMPORTANT
            : super.victim(comer);
      }
    };
  }
}
