package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One list of sessions in a hundred holds one twice. */
final class SessionTwice extends SimulatedBridge {
  SessionTwice(Stage stage) {
    super(stage);
  }

  @Override
  protected void listSessions(Observation reply) {
    super.listSessions(reply);
    if (stage().oneIn(100)) {
      reply.sessions().add(reply.sessions().getFirst());
      reply.totalUsers(reply.sessions().size());
    }
  }
}
