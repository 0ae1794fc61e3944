package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.ProbeListener;
import java.util.List;

/**
 * The server knows every user: whoever was answered before a list of all sessions was asked for is
 * in it, exactly once.
 *
 * <p>Fed by the probing thread alone.
 */
public final class SessionsCheck implements ProbeListener {
  private static final String NAME = "sessions";

  private final Steps steps;
  private final WitnessLog log = new WitnessLog();
  private long judged;
  private boolean sawLast;
  private long mostSessions;

  /**
   * @param steps writes witnesses
   */
  public SessionsCheck(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void probed(int[] before, int[] after, boolean last, Observation seen) {
    sawLast |= last;
    mostSessions = Math.max(mostSessions, seen.sessions().size());
    int[] found = new int[before.length];
    for (Observation.Session session : seen.sessions()) {
      int user = steps.names().user(session.id());
      if (user >= 0 && user < found.length) {
        found[user]++;
      }
    }
    for (int user = 0; user < found.length; user++) {
      if (before[user] > 0 || found[user] > 0) {
        judged++;
      }
      String id = steps.names().id(user);
      if (found[user] > 1) {
        log.add(
            new Witness(
                id + " is listed " + found[user] + " times among the sessions",
                List.of(steps.probe(id, last, found[user] + " sessions"))));
      } else if (found[user] == 0 && before[user] > 0) {
        log.add(
            new Witness(
                id
                    + " is not among the sessions, although it had been answered "
                    + before[user]
                    + " times",
                List.of(steps.probe(id, last, "no session"))));
      }
    }
  }

  /** The largest number of sessions, of this run's users and others', that a list held. */
  public long mostSessions() {
    return mostSessions;
  }

  /** The verdict on all lists. */
  public CheckResult result() {
    CheckResult result =
        Results.of(NAME, judged, log, "no list of sessions was answered during the run");
    return result.verdict() == Verdict.VALID && !sawLast
        ? Results.unknown(NAME, "the list could not be read when the load was over")
        : result;
  }
}
