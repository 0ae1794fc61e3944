package dev.proofload.loadgen.workload;

/** How users reach the system under test. */
public enum Transport {
  HTTP,
  WS,
  /** Every second user over WebSocket, the others over HTTP. */
  MIXED;

  /** The transport of one user, never {@link #MIXED}. */
  public Transport of(int user) {
    if (this != MIXED) {
      return this;
    }
    return user % 2 == 0 ? HTTP : WS;
  }
}
