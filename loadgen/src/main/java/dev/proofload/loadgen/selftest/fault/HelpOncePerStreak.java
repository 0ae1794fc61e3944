package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Help is given once in a streak, however long it goes on. */
final class HelpOncePerStreak extends SimulatedBridge {
  HelpOncePerStreak(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean screen(int user, boolean flagged, long nanos) {
    boolean was = streak(user).delivered();
    return super.screen(user, flagged, nanos) && !was;
  }
}
