package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.ProbeListener;
import dev.proofload.loadgen.workload.Names;
import java.util.List;
import java.util.Locale;

/**
 * The server knows every user. Whoever was answered before a list of all sessions was asked for is
 * in it exactly once, with two messages for each turn: no fewer than had been answered when it was
 * asked for, no more than had been sent when it came.
 *
 * <p>Fed by the probing thread alone.
 */
public final class SessionsCheck implements ProbeListener {
  private final Names names;
  private final long evictionsAbove;
  private final WitnessLog log = new WitnessLog();
  private long judged;
  private long probes;
  private boolean sawLast;
  private long mostSessions;

  /**
   * @param evictionsAbove how many sessions the server keeps; where more may have been opened, a
   *     missing one is legal
   */
  public SessionsCheck(Names names, long evictionsAbove) {
    this.names = names;
    this.evictionsAbove = evictionsAbove;
  }

  @Override
  public void probed(int[] before, int[] after, boolean last, Observation seen) {
    probes++;
    sawLast |= last;
    mostSessions = Math.max(mostSessions, seen.sessions().size());
    if (evicting(before.length)) {
      return;
    }
    boolean[] found = new boolean[before.length];
    for (Observation.Session session : seen.sessions()) {
      int user = names.user(session.id());
      if (user < 0 || user >= before.length) {
        continue;
      }
      judged++;
      if (found[user]) {
        violation(session.id(), "is listed twice among the sessions");
      }
      found[user] = true;
      if (session.messages() < 2L * before[user]
          || session.messages() > 2L * after[user]
          || session.messages() % 2 != 0) {
        violation(
            session.id(),
            String.format(
                Locale.ROOT,
                "is listed with %d messages, but %d turns were answered before and %d sent after:"
                    + " it must be an even number from %d to %d",
                session.messages(),
                before[user],
                after[user],
                2L * before[user],
                2L * after[user]));
      }
    }
    for (int user = 0; user < before.length; user++) {
      if (before[user] > 0 && !found[user]) {
        judged++;
        violation(
            names.id(user),
            "is not among the sessions, although " + before[user] + " of its turns were answered");
      }
    }
  }

  /** The verdict on all probes. */
  public CheckResult result(int users) {
    if (evicting(users)) {
      return Results.unknown(
          "sessions",
          "more sessions than the server keeps ("
              + evictionsAbove
              + "): that one is missing may be legal");
    }
    CheckResult result =
        Results.of("sessions", judged, log, "no list of sessions was answered during the run");
    if (result.verdict() == Verdict.VALID && !sawLast) {
      return Results.unknown("sessions", "the list could not be read when the load was over");
    }
    return result;
  }

  private boolean evicting(int users) {
    return users > evictionsAbove || mostSessions >= evictionsAbove;
  }

  private void violation(String id, String what) {
    log.add(
        new Witness(
            id + " " + what,
            List.of(
                new Witness.Step(
                    id, "sessions", 0, 0, "ok", "GET /bridge/sessions", "probe " + probes))));
  }
}
