package dev.proofload.loadgen.record;

import java.util.function.ToLongFunction;

/**
 * A count of messages in each class. As a server tells them: it may leave some out, and one that
 * counts wrong may tell of fewer than none.
 *
 * @param control or {@link #NOT_SAID}, as the others
 */
public record PerClass(long control, long critical, long important, long bulk) {
  /** A count that was not told. */
  public static final long NOT_SAID = Long.MIN_VALUE;

  /** Nothing was told. */
  public static final PerClass UNTOLD = new PerClass(NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID);

  /** Counts by class. */
  public static PerClass of(ToLongFunction<Priority> count) {
    return new PerClass(
        count.applyAsLong(Priority.CONTROL),
        count.applyAsLong(Priority.CRITICAL),
        count.applyAsLong(Priority.IMPORTANT),
        count.applyAsLong(Priority.BULK));
  }

  /** The count of one class, or {@link #NOT_SAID}. */
  public long of(Priority priority) {
    return switch (priority) {
      case CONTROL -> control;
      case CRITICAL -> critical;
      case IMPORTANT -> important;
      case BULK -> bulk;
    };
  }

  /** All but control together, or {@link #NOT_SAID} if any of them is. */
  public long allButControl() {
    return critical == NOT_SAID || important == NOT_SAID || bulk == NOT_SAID
        ? NOT_SAID
        : critical + important + bulk;
  }

  /** The four in order, as in {@code 0/1/12/0}. */
  @Override
  public String toString() {
    return word(control) + '/' + word(critical) + '/' + word(important) + '/' + word(bulk);
  }

  private static String word(long count) {
    return count == NOT_SAID ? "?" : Long.toString(count);
  }
}
