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

  /** Something that a fetch lacked. */
  sealed interface Doubt {
    /** The fetch. */
    SaySource drain();
  }

  /** A saying that its user had to get. */
  record Unheard(SaySource drain, Saying saying) implements Doubt {}

  /** An event of which only the number is known. */
  record Unnumbered(SaySource drain, long number) implements Doubt {}

  void add(Doubt doubt) {
    doubts.add(doubt);
  }

  /** Takes out the first that a socket would have been told of by now, if there is one. */
  @Nullable Doubt next(long settledNanos) {
    Doubt first = doubts.peek();
    return first != null && first.drain().endNanos() < settledNanos - LONGEST_OPENING_NANOS
        ? doubts.remove()
        : null;
  }
}
