package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/**
 * Who will hear is looked up before the lock is taken, so that one who moves and speaks in one
 * message is heard where it was.
 */
final class RecipientsBeforeTheLock extends SimulatedBridge {
  RecipientsBeforeTheLock(Stage stage) {
    super(stage);
  }

  @Override
  protected List<Guest> audience(Guest speaker, int before) {
    return rooms().in(before);
  }
}
