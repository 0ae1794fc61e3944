package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.record.Observation.LateReply;
import dev.proofload.loadgen.record.Priority;
import org.jspecify.annotations.Nullable;

/** What goes over a stream, whole or not at all. */
public final class Message {
  private static final long HEAD_BYTES = 60;

  private final Priority priority;
  private final Observation seen;
  private final @Nullable Call answers;

  private Message(Priority priority, Observation seen, @Nullable Call answers) {
    this.priority = priority;
    this.seen = seen;
    this.answers = answers;
  }

  /** A frame that answers nothing in flight. */
  static Message of(Observation seen) {
    return new Message(priority(seen), seen, null);
  }

  /** The answer to a call that came over the same socket. */
  static Message answer(Call call) {
    boolean control = call.reply().type() == Observation.Type.REFUSAL && !call.reply().crisis();
    return new Message(control ? Priority.CONTROL : Priority.CRITICAL, call.reply(), call);
  }

  private static Priority priority(Observation seen) {
    return switch (seen.type()) {
      case DELTA -> Priority.BULK;
      case LATE_REPLY -> Priority.CRITICAL;
      case DELIVERY -> seen.event() ? Priority.IMPORTANT : Priority.CRITICAL;
      default -> Priority.CONTROL;
    };
  }

  /** Its class. */
  public Priority priority() {
    return priority;
  }

  /** What the user will see. */
  public Observation seen() {
    return seen;
  }

  /** The call that it answers, if any. */
  @Nullable Call answers() {
    return answers;
  }

  /** Whether it holds the crisis message. */
  public boolean help() {
    return seen.crisis();
  }

  long bytes() {
    return HEAD_BYTES + seen.text().length();
  }

  /** The event that it is, if it is one. */
  public @Nullable Event event() {
    return seen.event() ? seen.events().getFirst() : null;
  }

  /**
   * It as a reply that no socket took.
   *
   * @param seq its number, unless it has one
   */
  LateReply late(long seq) {
    if (!seen.lateReplies().isEmpty()) {
      return seen.lateReplies().getFirst();
    }
    return new LateReply(
        0,
        seq,
        seen.type() == Observation.Type.REFUSAL,
        seen.userId(),
        seen.replyId(),
        seen.crisis(),
        seen.text());
  }

  /** Whether it was late before. */
  boolean isLate() {
    return !seen.lateReplies().isEmpty();
  }
}
