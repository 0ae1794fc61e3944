package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import org.jspecify.annotations.Nullable;

/** A full outbox drops the oldest final reply, though pieces of replies wait. */
final class CriticalMakesRoom extends SimulatedBridge {
  CriticalMakesRoom(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected @Nullable Priority victim(Priority comer) {
        return comer != Priority.BULK && holds(Priority.CRITICAL)
            ? Priority.CRITICAL
            : super.victim(comer);
      }
    };
  }
}
