package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.ArrayList;
import java.util.List;

/** The list of sessions is kept for 50 ms. */
final class StaleSessionList extends SimulatedBridge {
  private final List<Observation.Session> kept = new ArrayList<>();
  private long keptNanos;

  StaleSessionList(Stage stage) {
    super(stage);
  }

  @Override
  protected void listSessions(Observation reply) {
    super.listSessions(reply);
    long now = stage().clockNanos();
    if (now - keptNanos < 50_000_000) {
      reply.sessions().clear();
      reply.sessions().addAll(kept);
      reply.totalUsers(kept.size());
    } else {
      kept.clear();
      kept.addAll(reply.sessions());
      keptNanos = now;
    }
  }
}
