package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Sessions are keyed by a hash cut off so short that two users share one. */
final class TruncatedHash extends SimulatedBridge {
  TruncatedHash(Stage stage) {
    super(stage);
  }

  @Override
  protected int sessionKey(int user) {
    return user % 97 == 13 ? 14 : user;
  }
}
