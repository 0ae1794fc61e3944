package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.Map;

/** User ids lose what is not a letter or a digit at their end. */
final class IdsTrimmed extends SimulatedBridge {
  private final Map<String, Integer> keys = new HashMap<>();

  IdsTrimmed(Stage stage) {
    super(stage);
  }

  @Override
  protected int sessionKey(int user) {
    String id = stage().id(user);
    int end = id.length();
    while (end > 0 && !Character.isLetterOrDigit(id.charAt(end - 1))) {
      end--;
    }
    return keys.computeIfAbsent(id.substring(0, end), trimmed -> user);
  }
}
