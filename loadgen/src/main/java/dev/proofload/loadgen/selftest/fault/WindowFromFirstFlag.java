package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Map;

/** The window is measured from the first turn of a streak, not from the third last. */
final class WindowFromFirstFlag extends SimulatedBridge {
  private final Map<Integer, Long> firstNanos = new HashMap<>();

  WindowFromFirstFlag(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean screen(int user, boolean flagged, long nanos) {
    if (!flagged) {
      firstNanos.remove(user);
      return super.screen(user, false, nanos);
    }
    firstNanos.putIfAbsent(user, nanos);
    boolean was = streak(user).delivered();
    boolean due = super.screen(user, true, nanos);
    return due
        && (was
            || nanos - firstNanos.getOrDefault(user, nanos)
                <= stage().settings().crisisWindowNanos());
  }
}
