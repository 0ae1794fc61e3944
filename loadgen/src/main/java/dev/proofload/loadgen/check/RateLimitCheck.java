package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Each user is held to the rate limit, and to nobody else's: admitted no more often than a bucket
 * of its own allows, and refused only when that may be empty. Of a user's operation without an
 * answer nobody knows whether it took a token, so that user is judged no further.
 *
 * <p>Keeps a bucket for each user who acts. Not thread-safe.
 */
public final class RateLimitCheck implements Check {
  static final String NAME = "rate_limit";

  private final Steps steps;
  private final int limit;
  private final Duration window;
  private final boolean told;
  private final TokenBucket.Size size;
  private final Map<Integer, Account> accounts = new HashMap<>();
  private final BitSet retired = new BitSet();
  private final Judged judged = new Judged();
  private final WitnessLog log = new WitnessLog();
  private long admissions;
  private long refusals;

  private static final class Account {
    private final TokenBucket bucket;

    /** From which on the tokens are counted: what found a full bucket, or else was refused. */
    private final Trace anchor = new Trace();

    private final Trace lastAdmitted = new Trace();
    private boolean fullAtAnchor;
    private long admittedSince;

    Account(TokenBucket.Size size) {
      this.bucket = new TokenBucket(size);
    }
  }

  /**
   * @param rules how the server was set up, as far as is known
   */
  public RateLimitCheck(Steps steps, ServerRules rules) {
    this(steps, rules, ServerClock.FAIR);
  }

  RateLimitCheck(Steps steps, ServerRules rules, ServerClock clock) {
    this.steps = steps;
    this.limit = rules.rateLimit().orElse(0);
    this.window = rules.rateWindow().orElse(Duration.ofNanos(1));
    this.told = rules.rateLimit().isPresent() && (limit == 0 || rules.rateWindow().isPresent());
    this.size = new TokenBucket.Size(Math.max(1, limit), Spans.nanos(window), clock);
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    int user = operation.user();
    if (!told
        || user == Operation.NOBODY
        || !operation.kind().takesToken()
        || outcome == Outcome.CONNECT) {
      return;
    }
    if (outcome != Outcome.OK && outcome != Outcome.REFUSED) {
      retired.set(user);
      accounts.remove(user);
      return;
    }
    if (retired.get(user)) {
      return;
    }
    judged.operation(operation.kind());
    boolean admitted = outcome == Outcome.OK;
    if (admitted) {
      admissions++;
    } else {
      refusals++;
    }
    if (limit == 0) {
      if (!admitted) {
        refusedWithoutLimit(operation, startNanos, endNanos, seen);
      }
      return;
    }
    Account account = accounts.computeIfAbsent(user, first -> new Account(size));
    if (admitted) {
      admit(account, operation, startNanos, endNanos);
    } else {
      refuse(account, operation, startNanos, endNanos, seen);
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {}

  @Override
  public CheckResult result() {
    if (!told) {
      return Results.unknown(
          NAME, "the server's rate limit was not told: set --rate-limit and --rate-window");
    }
    Map<String, Long> kinds = new LinkedHashMap<>(judged.byKind());
    if (refusals > 0) {
      kinds.put(Outcome.REFUSED.label(), refusals);
    }
    String missing = whatIsMissing();
    Verdict verdict =
        log.violations() > 0
            ? Verdict.VIOLATED
            : missing.isEmpty() ? Verdict.VALID : Verdict.UNKNOWN;
    return new CheckResult(
        NAME,
        verdict,
        judged.total(),
        kinds,
        log.violations(),
        log.witnesses(),
        log.violations() > 0 ? "" : missing);
  }

  private String whatIsMissing() {
    if (limit == 0) {
      return "the server's rate limit is off";
    }
    if (refusals == 0) {
      return "nobody was driven over the limit of " + limitInWords();
    }
    return admissions == 0 ? "nobody was admitted" : "";
  }

  private void admit(Account account, Operation operation, long startNanos, long endNanos) {
    long start = startNanos - steps.originNanos();
    if (account.bucket.mayBeFull(start)) {
      account.anchor.set(operation, Outcome.OK, startNanos, endNanos);
      account.fullAtAnchor = true;
      account.admittedSince = 0;
    }
    account.admittedSince++;
    if (!account.bucket.admitted(start, endNanos - steps.originNanos())) {
      admittedTooOften(account, operation, startNanos, endNanos);
    }
    account.lastAdmitted.set(operation, Outcome.OK, startNanos, endNanos);
  }

  private void refuse(
      Account account, Operation operation, long startNanos, long endNanos, Observation seen) {
    long start = startNanos - steps.originNanos();
    boolean tellsMore = account.bucket.mayHoldOne(start);
    if (!account.bucket.refused(start)) {
      wronglyRefused(account, operation, startNanos, endNanos, seen);
    } else if (tellsMore) {
      account.anchor.set(operation, Outcome.REFUSED, startNanos, endNanos, seen);
      account.fullAtAnchor = false;
      account.admittedSince = 0;
    }
  }

  private void admittedTooOften(
      Account account, Operation operation, long startNanos, long endNanos) {
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    Trace last = new Trace();
    last.set(operation, Outcome.OK, startNanos, endNanos);
    WitnessSteps operations = new WitnessSteps(steps, operation.user()).add(account.anchor);
    if (!account.fullAtAnchor && account.admittedSince > 1) {
      operations.add(account.lastAdmitted);
    }
    long span = endNanos - account.anchor.startNanos();
    String sentence =
        account.fullAtAnchor
            ? "%s was admitted %d times within %s, but a full bucket of %s allows at most %d"
            : "%s was refused, and then admitted %d times within %s, but an empty bucket of %s"
                + " allows at most %d";
    log.add(
        new Witness(
            sentence.formatted(
                steps.names().id(operation.user()),
                account.admittedSince,
                Spans.text(span),
                limitInWords(),
                account.fullAtAnchor ? size.mostFromFull(span) : size.mostFromEmpty(span)),
            operations.add(last).list()));
  }

  private void wronglyRefused(
      Account account, Operation operation, long startNanos, long endNanos, Observation seen) {
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    Trace refused = new Trace();
    refused.set(operation, Outcome.REFUSED, startNanos, endNanos, seen);
    String before =
        account.lastAdmitted.present()
            ? "; it had last been admitted "
                + Spans.text(startNanos - account.lastAdmitted.endNanos())
                + " before"
            : "; it had not been admitted before";
    log.add(
        new Witness(
            steps.names().id(operation.user())
                + " was refused, although its bucket of "
                + limitInWords()
                + " surely held at least "
                + account.bucket.leastTokens(startNanos - steps.originNanos())
                + before,
            new WitnessSteps(steps, operation.user())
                .add(account.lastAdmitted)
                .add(refused)
                .list()));
  }

  private void refusedWithoutLimit(
      Operation operation, long startNanos, long endNanos, Observation seen) {
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    Trace refused = new Trace();
    refused.set(operation, Outcome.REFUSED, startNanos, endNanos, seen);
    log.add(
        new Witness(
            steps.names().id(operation.user())
                + " was refused by a rate limit, although the server's is off",
            new WitnessSteps(steps, operation.user()).add(refused).list()));
  }

  private String limitInWords() {
    return limit + " tokens in " + Spans.text(Spans.nanos(window));
  }
}
