package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** User ids are compared without regard to case. */
final class IdsIgnoringCase extends SimulatedBridge {
  private final Map<String, Integer> keys = new HashMap<>();

  IdsIgnoringCase(Stage stage) {
    super(stage);
  }

  @Override
  protected int sessionKey(int user) {
    return keys.computeIfAbsent(stage().id(user).toLowerCase(Locale.ROOT), id -> user);
  }
}
