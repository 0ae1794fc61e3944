package dev.proofload.loadgen.workload;

/** How users reach the system under test. */
public enum Transport {
  HTTP,
  WS,
  /** A third of the users over HTTP, a third over WebSocket, a third over both. */
  MIXED,
  /** Each user has a socket open, and sends in turn over it and over HTTP. */
  BOTH;

  /** The transport of one user, never {@link #MIXED}. */
  public Transport of(int user) {
    if (this != MIXED) {
      return this;
    }
    return switch (user % 3) {
      case 0 -> HTTP;
      case 1 -> WS;
      default -> BOTH;
    };
  }

  /** Whether a user of this transport, which is not {@link #MIXED}, has a socket open. */
  public boolean hasSocket() {
    return this != HTTP;
  }
}
