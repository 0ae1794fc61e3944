package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import org.jspecify.annotations.Nullable;

/** A full outbox drops the oldest message of one class, though pieces of replies wait. */
final class MakesRoomAtOnce extends SimulatedBridge {
  private final Priority victims;

  MakesRoomAtOnce(Stage stage, Priority victims) {
    super(stage);
    this.victims = victims;
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected @Nullable Priority victim(Priority comer) {
        return comer != Priority.BULK && holds(victims) ? victims : super.victim(comer);
      }
    };
  }
}
