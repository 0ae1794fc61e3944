package dev.proofload.bridge.session;

import org.jspecify.annotations.Nullable;

/**
 * Sessions in order of their latest activity, linked through the sessions themselves. Not
 * thread-safe: guarded by the registry's lock.
 */
final class ActivityOrder {
  private @Nullable Session eldest;
  private @Nullable Session latest;

  @Nullable Session eldest() {
    return eldest;
  }

  /** Puts a session where its activity belongs: at the end, unless it was idle for a while. */
  void insert(Session session) {
    Session before = latest;
    while (before != null && before.activity > session.activity) {
      before = before.older;
    }
    Session after = before == null ? eldest : before.newer;
    session.older = before;
    session.newer = after;
    if (before == null) {
      eldest = session;
    } else {
      before.newer = session;
    }
    if (after == null) {
      latest = session;
    } else {
      after.older = session;
    }
  }

  void remove(Session session) {
    Session before = session.older;
    Session after = session.newer;
    if (before == null) {
      eldest = after;
    } else {
      before.newer = after;
    }
    if (after == null) {
      latest = before;
    } else {
      after.older = before;
    }
    session.older = null;
    session.newer = null;
  }
}
