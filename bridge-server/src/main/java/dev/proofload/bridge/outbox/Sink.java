package dev.proofload.bridge.outbox;

/**
 * The socket behind an outbox. Called by one drainer at a time, never under a lock of the bridge;
 * nothing here blocks.
 */
public interface Sink {
  /** What became of a frame. */
  enum Outcome {
    /** The operating system has all of it. */
    SENT,
    /** Not all of it yet: offer the same frame again when told so. */
    NOT_YET,
    /** There is no socket any more. */
    CLOSED
  }

  /** Writes a frame, or goes on writing the one that it did not yet take as a whole. */
  Outcome send(Frame frame);

  /** Calls back, once, when {@link #send} after a {@code NOT_YET} is worth trying again. */
  void whenWritable(Runnable callback);

  /**
   * Leaves off a frame that was written in part only: the rest must never be written, since whoever
   * offered it counts it as not sent. Must not block, nor call back.
   */
  void cutOff();

  /** No more frames will follow those that wait: the peer has a few seconds to take them. */
  void closeExpected();

  /** Closes the connection with a code of RFC 6455, section 7.4; later calls do nothing. */
  void close(int code, String reason);
}
