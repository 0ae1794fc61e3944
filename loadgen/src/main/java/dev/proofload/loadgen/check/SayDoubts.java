package dev.proofload.loadgen.check;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a fetch did not show of a user who has no socket, as far as is told. A server gives what
 * waits to a socket as soon as that is open, and its user learns that it is with the first frame,
 * perhaps after the fetch was answered: until then it is not known which of both should have had
 * it. Not thread-safe.
 */
final class SayDoubts {
  /** Connecting is given up after 10 s, and so is the handshake that follows. */
  static final long LONGEST_OPENING_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final ArrayDeque<Doubt> doubts = new ArrayDeque<>();

  /**
   * Something that the fetch lacked.
   *
   * @param saying that its user had to get; null if it is an event of which only the number is
   *     known
   * @param number that is missing among its events; 0 if it is a saying
   */
  record Doubt(SaySource drain, @Nullable Saying saying, long number) {}

  void add(SaySource drain, Saying saying) {
    doubts.add(new Doubt(drain, saying, 0));
  }

  void add(SaySource drain, long number) {
    doubts.add(new Doubt(drain, null, number));
  }

  /** Takes out the first that a socket would have been told of by now, if there is one. */
  @Nullable Doubt next(long settledNanos) {
    Doubt first = doubts.peek();
    return first != null && first.drain().endNanos() < settledNanos - LONGEST_OPENING_NANOS
        ? doubts.remove()
        : null;
  }
}
