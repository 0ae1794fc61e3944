package dev.proofload.loadgen.target;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.Operation;
import org.jspecify.annotations.Nullable;

/**
 * How operations are said to a system under test, and how its answers are to be understood. Pure:
 * bytes in and out.
 *
 * <p>Not thread-safe: each event loop has its own.
 */
public interface Dialect {
  /** The request that tells whether the server is one that speaks this dialect. */
  HttpCall greeting();

  /**
   * Reads the answer to {@link #greeting()}.
   *
   * @return the port for WebSockets, or 0 if the server names none
   * @throws IllegalArgumentException if it does not speak this dialect; the message says why
   */
  int readGreeting(int status, byte[] body);

  /** The request of an operation; its body, if any, is appended to {@code body}. */
  HttpCall http(Operation operation, ByteSink body);

  /** Reads the answer to an HTTP request. Never throws: what can't be read is garbage. */
  void readHttp(Operation operation, int status, byte[] body, int length, Observation into);

  /** Where a user's WebSocket is. */
  String webSocketPath(int user);

  /** The text frame of an operation, in UTF-8. */
  void frame(Operation operation, ByteSink frame);

  /**
   * Reads a text frame. Never throws: what can't be read is garbage.
   *
   * @param user whose socket it came over
   * @param inFlight what the user waits for an answer to, if anything, on whichever transport
   */
  void readFrame(
      int user, @Nullable Operation inFlight, byte[] frame, int length, Observation into);
}
