package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation.LateReply;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/** Whoever comes back gets the late replies but for the first. */
final class LateReplyLostOnReconnect extends SimulatedBridge {
  LateReplyLostOnReconnect(Stage stage) {
    super(stage);
  }

  @Override
  protected List<LateReply> takeLate(Guest guest, boolean reconnected) {
    List<LateReply> all = super.takeLate(guest, reconnected);
    if (reconnected && !all.isEmpty()) {
      all.removeFirst();
    }
    return all;
  }
}
