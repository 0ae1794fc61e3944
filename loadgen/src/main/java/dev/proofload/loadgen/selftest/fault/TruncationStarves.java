package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Map;

/** Tokens that came are rounded down each time, and the rest is forgotten. */
final class TruncationStarves extends SimulatedBridge {
  private final Map<Integer, Long> lastNanos = new HashMap<>();
  private final Map<Integer, Long> tokens = new HashMap<>();

  TruncationStarves(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean admit(int user, long nanos) {
    Settings settings = stage().settings();
    long limit = settings.rateLimit();
    long elapsed = nanos - lastNanos.getOrDefault(user, nanos);
    long had = tokens.getOrDefault(user, limit);
    long has = Math.min(limit, had + elapsed * limit / settings.rateWindowNanos());
    lastNanos.put(user, nanos);
    tokens.put(user, Math.max(0, has - 1));
    return has > 0;
  }
}
