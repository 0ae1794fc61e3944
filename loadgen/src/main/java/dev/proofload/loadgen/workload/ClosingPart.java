package dev.proofload.loadgen.workload;

/** What a user may be asked to do when the load is over. */
public enum ClosingPart {
  /** Sends until it has been refused a few times. */
  OVER_LIMIT,
  /** The same, in crisis language once it is refused. */
  OVER_LIMIT_IN_CRISIS,
  /** Sends one message. */
  ONE_MORE,
  /** Looks once more over its socket: what the server wrote before the answer has then come. */
  FENCE,
  /** Fetches the events that wait, as they can't come over a socket. */
  FETCH
}
