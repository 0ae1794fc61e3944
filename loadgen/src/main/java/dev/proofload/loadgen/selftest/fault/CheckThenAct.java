package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Map;

/** Whether there is a token is looked up first; it is taken a little later. */
final class CheckThenAct extends SimulatedBridge {
  private final Map<Integer, Long> fullAtNanos = new HashMap<>();

  CheckThenAct(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean admit(int user, long nanos) {
    Settings settings = stage().settings();
    long interval = settings.rateWindowNanos() / settings.rateLimit();
    long fullAt = Math.max(nanos, fullAtNanos.getOrDefault(user, nanos));
    if (fullAt - nanos > (settings.rateLimit() - 1) * interval) {
      return false;
    }
    stage().later(stage().upTo(2_000_000), () -> fullAtNanos.put(user, fullAt + interval));
    return true;
  }
}
