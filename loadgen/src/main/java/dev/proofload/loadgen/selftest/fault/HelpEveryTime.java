package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Once a streak was answered with help, each further turn of it is. */
final class HelpEveryTime extends SimulatedBridge {
  HelpEveryTime(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean screen(int user, boolean flagged, long nanos) {
    boolean was = streak(user).delivered();
    return super.screen(user, flagged, nanos) || (was && flagged);
  }
}
