package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import java.util.function.LongSupplier;

/**
 * Writes operations down for witnesses, with times from the start of the load.
 *
 * @param names of the users
 * @param origin when the load began; asked from its first operation on
 */
public record Steps(Names names, LongSupplier origin) {
  private static final int MAX_CHARACTERS = 160;

  /** Of a load of which it is known when it began. */
  public Steps(Names names, long originNanos) {
    this(names, () -> originNanos);
  }

  /** When the load began. */
  long originNanos() {
    return origin.getAsLong();
  }

  /** An operation that was answered. */
  Witness.Step of(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    return new Witness.Step(
        actor(operation.user()),
        operation.kind().label(),
        startNanos - originNanos(),
        endNanos - originNanos(),
        outcome.label(),
        "operation "
            + operation.sequence()
            + (operation.room() == Operation.NO_ROOM ? "" : " in " + names.room(operation.room())),
        describe(seen));
  }

  /** Something that came unasked. */
  Witness.Step delivery(int user, long atNanos, Observation seen) {
    long at = atNanos - originNanos();
    return new Witness.Step(names.id(user), "delivery", at, at, "", "", describe(seen));
  }

  /** What who acts is called. */
  String actor(int user) {
    return user == Operation.NOBODY ? "onlooker" : names.id(user);
  }

  private static String describe(Observation seen) {
    StringBuilder said = new StringBuilder();
    if (seen.crisis()) {
      said.append("[crisis_detected] ");
    }
    if (seen.messageCount() != Observation.NOT_SAID) {
      said.append("[session_messages ").append(seen.messageCount()).append("] ");
    }
    if (!seen.userId().isEmpty()) {
      said.append("[user_id ").append(seen.userId()).append("] ");
    }
    return shorten(said.append(seen.text()).toString());
  }

  private static String shorten(String text) {
    if (text.length() <= MAX_CHARACTERS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1)) ? 1 : 0;
    return text.substring(0, MAX_CHARACTERS - end) + "…";
  }
}
