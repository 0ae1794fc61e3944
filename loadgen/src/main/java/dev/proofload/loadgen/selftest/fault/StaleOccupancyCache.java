package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is in a room is kept for 5 ms. */
final class StaleOccupancyCache extends SimulatedBridge {
  private final Map<Integer, List<Guest>> kept = new HashMap<>();
  private final Map<Integer, Long> keptNanos = new HashMap<>();

  StaleOccupancyCache(Stage stage) {
    super(stage);
  }

  @Override
  protected List<Guest> present(int room) {
    long now = stage().clockNanos();
    if (now - keptNanos.getOrDefault(room, 0L) >= 5_000_000) {
      kept.put(room, List.copyOf(super.present(room)));
      keptNanos.put(room, now);
    }
    return kept.getOrDefault(room, List.of());
  }
}
