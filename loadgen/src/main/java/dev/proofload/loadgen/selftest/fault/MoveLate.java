package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A move is acknowledged before it is done. */
final class MoveLate extends SimulatedBridge {
  MoveLate(Stage stage) {
    super(stage);
  }

  @Override
  protected void move(Call call, Guest guest, int to) {
    stage().later(stage().upTo(3_000_000), () -> super.move(call, guest, to));
  }
}
