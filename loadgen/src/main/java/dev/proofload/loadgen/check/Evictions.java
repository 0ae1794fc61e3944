package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;

/**
 * Whether the server may have thrown sessions out, which is legal once there are more than it
 * keeps: whoever was thrown out is in no list, and starts anew with the next message. A server of
 * which nothing was told is held to what the documentation promises.
 *
 * <p>Not thread-safe.
 */
final class Evictions implements HistoryListener {
  /** How many sessions the bridge keeps unless it is told otherwise. */
  static final long DOCUMENTED_MAX_SESSIONS = 100;

  private final long maxSessions;
  private long users;
  private boolean full;

  /**
   * @param rules how many sessions the server keeps, where that is known
   * @param users how many there are at first
   */
  Evictions(ServerRules rules, int users) {
    this.maxSessions = rules.maxSessions().orElse(DOCUMENTED_MAX_SESSIONS);
    this.users = users;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    acted(operation.user());
    if (operation.kind() == OperationKind.SESSIONS && outcome == Outcome.OK) {
      listed(seen.sessions().size());
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {}

  /** A user with this index has acted: whoever retires is followed by a new one. */
  void acted(int user) {
    users = Math.max(users, user + 1L);
  }

  /** How many users there have been so far. */
  long users() {
    return users;
  }

  /** A list of all sessions, of this run's users and of others, held so many. */
  void listed(int sessions) {
    full |= sessions >= maxSessions;
  }

  /**
   * Whether a session may have been thrown out so far. Only at the end is it known of all of them:
   * a server that is full stays so, and that shows in the next list, not before.
   */
  boolean possible() {
    return full || users > maxSessions;
  }

  /** Why what is missing proves nothing, where evictions are possible. */
  String reason() {
    return "the server keeps "
        + maxSessions
        + " sessions, and there were as many: evictions are legal";
  }
}
