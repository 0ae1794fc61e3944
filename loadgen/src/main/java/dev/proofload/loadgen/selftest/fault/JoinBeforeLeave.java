package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A user who moves is in the new room before it has left the old one. */
final class JoinBeforeLeave extends SimulatedBridge {
  JoinBeforeLeave(Stage stage) {
    super(stage);
  }

  @Override
  protected void move(Call call, Guest guest, int to) {
    int from = guest.room();
    rooms().enter(guest, to);
    if (from != to) {
      stage().later(stage().upTo(1_000_000), () -> leave(guest, from));
    }
  }

  private void leave(Guest guest, int from) {
    if (guest.room() != from) {
      rooms().remove(guest, from);
    }
  }
}
