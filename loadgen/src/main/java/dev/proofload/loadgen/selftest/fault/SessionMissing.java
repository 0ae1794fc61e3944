package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One list of sessions in a hundred lacks one. */
final class SessionMissing extends SimulatedBridge {
  SessionMissing(Stage stage) {
    super(stage);
  }

  @Override
  protected void listSessions(Observation reply) {
    super.listSessions(reply);
    if (stage().oneIn(100)) {
      reply.sessions().removeLast();
      reply.totalUsers(reply.sessions().size());
    }
  }
}
