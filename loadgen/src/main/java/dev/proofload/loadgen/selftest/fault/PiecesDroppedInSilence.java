package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Outbox;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Pieces of replies are dropped, and nothing tells so. */
final class PiecesDroppedInSilence extends SimulatedBridge {
  PiecesDroppedInSilence(Stage stage) {
    super(stage);
  }

  @Override
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts) {
      @Override
      protected void mark() {}
    };
  }
}
