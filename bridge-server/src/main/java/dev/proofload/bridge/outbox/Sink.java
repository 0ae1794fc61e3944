package dev.proofload.bridge.outbox;

import java.util.List;

/**
 * The socket behind an outbox. Called by one drainer at a time, never under a lock of the bridge;
 * nothing here blocks.
 */
public interface Sink {
  /** There is no socket any more. */
  int CLOSED = -1;

  /**
   * Writes frames, one after another, or goes on writing the first, if that is the one that it did
   * not take as a whole the last time.
   *
   * @param frames at least one
   * @return how many of them the operating system has all of now. If not all, then the first that
   *     is left has begun to leave, and must be the first to be offered when told so. Or {@link
   *     #CLOSED}.
   */
  int send(List<Frame> frames);

  /** Calls back, once, when {@link #send} is worth trying again. */
  void whenWritable(Runnable callback);

  /**
   * Leaves off a frame that was written in part only: the rest must never be written, since whoever
   * offered it counts it as not sent. Must not block, nor call back.
   */
  void cutOff();

  /**
   * Whether the frame that was written in part is whole by now, since something that is none of the
   * outbox's had to be written behind it. Whoever is told so must not offer it again.
   */
  boolean isWhole();

  /** No more frames will follow those that wait: the peer has a few seconds to take them. */
  void closeExpected();

  /** Closes the connection with a code of RFC 6455, section 7.4; later calls do nothing. */
  void close(int code, String reason);
}
