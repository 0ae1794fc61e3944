package dev.proofload.bridge.protocol;

/**
 * What became of the messages for a socket, or for all: those that were produced were sent, dropped
 * or handed back, or are queued; each is in one of these counts.
 *
 * @param produced all of them
 * @param sent the operating system has all of them
 * @param dropped lost
 * @param returned handed back to the session when the socket closed
 * @param queued there still
 * @param bytesSent payload of those that were sent
 */
public record StreamCounts(
    ClassCounts produced,
    ClassCounts sent,
    ClassCounts dropped,
    ClassCounts returned,
    ClassCounts queued,
    long bytesSent) {
  /** Nothing happened. */
  public static final StreamCounts NONE =
      new StreamCounts(
          ClassCounts.NONE,
          ClassCounts.NONE,
          ClassCounts.NONE,
          ClassCounts.NONE,
          ClassCounts.NONE,
          0);

  /** Both together. */
  public StreamCounts plus(StreamCounts other) {
    return new StreamCounts(
        produced.plus(other.produced),
        sent.plus(other.sent),
        dropped.plus(other.dropped),
        returned.plus(other.returned),
        queued.plus(other.queued),
        bytesSent + other.bytesSent);
  }
}
