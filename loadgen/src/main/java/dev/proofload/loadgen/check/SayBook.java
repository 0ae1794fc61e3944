package dev.proofload.loadgen.check;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All sayings that are still to be judged, or may be heard again. Bounded: where they and those who
 * hear them become too many, the oldest are forgotten. Not thread-safe.
 */
final class SayBook {
  private static final long MOST = 1 << 20;
  private static final int OVERHEAD = 16;

  /** An odd number, so that no two products are the same; 2^64 over the golden ratio. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long most;
  private final Map<Long, Saying> sayings = new HashMap<>();
  private final ArrayDeque<Saying> done = new ArrayDeque<>();
  private final ArrayDeque<Saying> heardEarly = new ArrayDeque<>();
  private final Map<Integer, Integer> forgotten = new HashMap<>();
  private long weight;
  private int early;

  SayBook() {
    this(MOST);
  }

  /**
   * @param most how many hearers, about, are remembered of sayings that are over
   */
  SayBook(long most) {
    this.most = most;
  }

  /** The saying, if it is known. */
  @Nullable Saying find(int speaker, int sequence) {
    return sayings.get(key(speaker, sequence));
  }

  /** A saying that somebody heard, at this time, before it was told. */
  Saying early(int speaker, int sequence, int nonce, long atNanos) {
    early++;
    Saying saying = add(new Saying(speaker, sequence, nonce));
    saying.startNanos = atNanos;
    saying.endNanos = atNanos;
    heardEarly.add(saying);
    return saying;
  }

  /** A saying, which is told now; it may have been heard before. */
  Saying tell(int speaker, int sequence, int nonce) {
    Saying known = early == 0 ? null : find(speaker, sequence);
    if (known == null) {
      return add(new Saying(speaker, sequence, nonce));
    }
    noLongerEarly(known);
    return known;
  }

  /** What was heard of this operation before it was told, if anything was. */
  @Nullable Saying heardEarly(int speaker, int sequence) {
    if (early == 0) {
      return null;
    }
    Saying known = find(speaker, sequence);
    return known != null && known.state == Saying.State.EARLY ? known : null;
  }

  /** Takes out, one by one, what was heard before this time and still has not been told. */
  @Nullable Saying nextNotTold(long beforeNanos) {
    while (!heardEarly.isEmpty()) {
      Saying first = heardEarly.peek();
      if (first.state == Saying.State.EARLY && first.endNanos >= beforeNanos) {
        return null;
      }
      heardEarly.remove();
      if (first.state == Saying.State.EARLY) {
        return first;
      }
    }
    return null;
  }

  /** There was no such operation. */
  void noLongerEarly(Saying saying) {
    if (saying.state == Saying.State.EARLY) {
      early--;
    }
  }

  /** The saying is over: it is kept for as long as there is room. */
  void over(Saying saying) {
    done.add(saying);
    saying.weight = saying.hearers.slots() + OVERHEAD;
    weight += saying.weight;
    while (weight > most) {
      Saying oldest = done.remove();
      weight -= oldest.weight;
      sayings.remove(key(oldest.speaker, oldest.sequence), oldest);
      forgotten.merge(oldest.speaker, oldest.sequence, Math::max);
      oldest.forget();
    }
  }

  /** Whether this operation may be one that was forgotten. */
  boolean mayBeForgotten(int speaker, int sequence) {
    return sequence <= forgotten.getOrDefault(speaker, -1);
  }

  private Saying add(Saying saying) {
    sayings.put(key(saying.speaker, saying.sequence), saying);
    return saying;
  }

  /** Another for each, and spread: the two as they are, small numbers, would share few hashes. */
  private static Long key(int speaker, int sequence) {
    return ((long) speaker << 32 | sequence) * SPREAD;
  }
}
