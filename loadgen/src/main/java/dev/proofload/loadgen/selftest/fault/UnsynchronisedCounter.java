package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import dev.proofload.loadgen.selftest.simulation.Streak;
import java.util.List;

/** The counter of crisis messages is read, and written back later, over what came meanwhile. */
final class UnsynchronisedCounter extends SimulatedBridge {
  UnsynchronisedCounter(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean screen(int user, boolean flagged, long nanos) {
    Streak streak = streak(user);
    List<Long> before = List.copyOf(streak.turnsNanos());
    boolean due = super.screen(user, flagged, nanos);
    if (flagged && !streak.delivered()) {
      stage().later(stage().upTo(3_000_000), () -> writeBack(streak, before, nanos));
    }
    return due;
  }

  private static void writeBack(Streak streak, List<Long> before, long nanos) {
    streak.turnsNanos().clear();
    streak.turnsNanos().addAll(before);
    streak.turnsNanos().add(nanos);
  }
}
