package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation.LateReply;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One late reply in twenty waits for the user before. */
final class LateReplyToAnother extends SimulatedBridge {
  LateReplyToAnother(Stage stage) {
    super(stage);
  }

  @Override
  protected void keepLate(Guest guest, LateReply reply) {
    Guest before = guest.user() > 0 ? find(guest.user() - 1) : null;
    super.keepLate(before != null && stage().oneIn(20) ? before : guest, reply);
  }
}
