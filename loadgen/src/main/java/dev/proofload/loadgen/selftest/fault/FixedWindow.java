package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Map;

/** The limit holds for each window of the clock, so that twice as many pass around its edge. */
final class FixedWindow extends SimulatedBridge {
  private final Map<Integer, Long> windows = new HashMap<>();
  private final Map<Integer, Integer> used = new HashMap<>();

  FixedWindow(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean admit(int user, long nanos) {
    Settings settings = stage().settings();
    long window = nanos / settings.rateWindowNanos();
    Long before = windows.put(user, window);
    if (before == null || before != window) {
      used.put(user, 0);
    }
    return used.merge(user, 1, Integer::sum) <= settings.rateLimit();
  }
}
