package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows one user, and says of each of its operations what a right server could have answered. It
 * asks what the checks ask, but only what the user's own operations can tell. Not thread-safe.
 */
final class Legality {
  private final Steps steps;
  private final int user;
  private final boolean evictions;
  private final Tokens tokens;
  private final Crisis crisis;
  private final TurnCounts turns = new TurnCounts();
  private final RoomsMap map;
  private int room;
  private int lostAfter = Legal.NOT_LOST;

  /**
   * @param rules how the server was set up, as far as is known
   * @param evictions whether sessions may have been thrown out at any time
   */
  Legality(Steps steps, ServerRules rules, int user, boolean evictions) {
    this.steps = steps;
    this.user = user;
    this.evictions = evictions;
    this.tokens = new Tokens(rules);
    this.crisis = new Crisis(rules);
    this.map = new RoomsMap(steps.names());
    this.room = map.firstRoom();
  }

  /** What was legal for an operation of the user; to be asked in the order in which they ended. */
  Legal completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    OperationKind kind = operation.kind();
    if (!kind.takesToken() || outcome == Outcome.CONNECT) {
      return nothingAsked();
    }
    long start = startNanos - steps.originNanos();
    long end = endNanos - steps.originNanos();
    boolean certain = lostAfter == Legal.NOT_LOST;
    int lostBefore = lostAfter;
    List<String> broken = new ArrayList<>();
    boolean known = outcome == Outcome.OK || outcome == Outcome.REFUSED;
    Optional<Legal.Range> held =
        known && certain ? tokens.taken(outcome, start, end, broken) : Optional.empty();
    Optional<Legal.Help> help =
        known && certain && kind.isMessage()
            ? crisis.turn(operation, outcome, start, end, seen, broken)
            : Optional.empty();
    Optional<Legal.Range> messages =
        kind.isMessage()
            ? counted(operation, outcome, startNanos, endNanos, seen, broken)
            : Optional.empty();
    if (!known) {
      lostAfter = certain ? operation.sequence() : lostAfter;
    }
    String where = certain && outcome == Outcome.OK ? isIn(operation, seen, broken) : "";
    return new Legal(where, messages, held, help, evictions, lostBefore, broken);
  }

  /** What was legal for something that came unasked. */
  Legal delivered(Observation seen) {
    boolean greets = seen.type() == Observation.Type.GREETING && lostAfter == Legal.NOT_LOST;
    Legal nothing = nothingAsked();
    return greets
        ? new Legal(
            map.name(room),
            nothing.messages(),
            nothing.tokens(),
            nothing.help(),
            evictions,
            lostAfter,
            List.of())
        : nothing;
  }

  private Legal nothingAsked() {
    return new Legal(
        "", Optional.empty(), Optional.empty(), Optional.empty(), evictions, lostAfter, List.of());
  }

  private Optional<Legal.Range> counted(
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen,
      List<String> broken) {
    if (outcome.isUnknown()) {
      turns.unknownTurn();
    }
    if (outcome != Outcome.OK) {
      return Optional.empty();
    }
    turns.turn();
    Legal.Range range = new Legal.Range(turns.least(), turns.most());
    int count = seen.messageCount();
    if (count != Observation.NOT_SAID) {
      TurnCounts.Finding finding = turns.judge(count);
      if (finding == TurnCounts.Finding.WRONG
          || (finding == TurnCounts.Finding.BEGUN_ANEW && !evictions)) {
        broken.add(IsolationCheck.NAME);
      }
      turns.said(operation, startNanos, endNanos, count, finding);
    }
    return Optional.of(range);
  }

  private String isIn(Operation operation, Observation seen, List<String> broken) {
    boolean moves = RoomsCheck.moves(operation);
    if (moves) {
      room = operation.room();
    }
    String expected = map.name(room);
    boolean isOurs = seen.userId().isEmpty() || steps.names().user(seen.userId()) == user;
    if (!seen.room().isEmpty() && isOurs) {
      int told = map.room(seen.room());
      if (told != room && evictions && !moves && told == map.firstRoom()) {
        room = told;
      } else if (told != room) {
        broken.add(RoomsCheck.NAME);
      }
    }
    return expected;
  }

  /** The user's bucket, where the server's limit is known. */
  private static final class Tokens {
    private final boolean off;
    private final Optional<TokenBucket> bucket;

    Tokens(ServerRules rules) {
      int limit = rules.rateLimit().orElse(0);
      this.off = rules.rateLimit().isPresent() && limit == 0;
      this.bucket =
          rules
              .rateWindow()
              .filter(window -> limit > 0)
              .map(
                  window ->
                      new TokenBucket(
                          new TokenBucket.Size(limit, Spans.nanos(window), ServerClock.FAIR)));
    }

    Optional<Legal.Range> taken(
        Outcome outcome, long startNanos, long endNanos, List<String> broken) {
      boolean admitted = outcome == Outcome.OK;
      if (off && !admitted) {
        broken.add(RateLimitCheck.NAME);
      }
      return bucket.map(
          one -> {
            long least = one.leastTokens(startNanos);
            Legal.Range range = new Legal.Range(least, Math.max(least, one.mostTokens(endNanos)));
            if (!(admitted ? one.admitted(startNanos, endNanos) : one.refused(startNanos))) {
              broken.add(RateLimitCheck.NAME);
            }
            return range;
          });
    }
  }

  /** The user's streak of messages in crisis language. */
  private static final class Crisis {
    private final CrisisStreak streak;
    private int turn;
    private boolean everFlagged;

    /** What the server holds is not known until the streak is over. */
    private boolean lost;

    Crisis(ServerRules rules) {
      this.streak =
          new CrisisStreak(
              new CrisisStreak.Promise(
                  rules.crisisTurns(), Spans.nanos(rules.crisisWindow()), ServerClock.FAIR));
    }

    Optional<Legal.Help> turn(
        Operation operation,
        Outcome outcome,
        long startNanos,
        long endNanos,
        Observation seen,
        List<String> broken) {
      boolean help = CrisisCheck.offersHelp(seen);
      if (operation.kind() != OperationKind.CRISIS) {
        if (help) {
          broken.add(CrisisCheck.NAME);
        }
        streak.end();
        lost = false;
        turn = 0;
        return everFlagged || help
            ? Optional.of(new Legal.Help(0, Legal.Due.NO))
            : Optional.empty();
      }
      everFlagged = true;
      turn++;
      if (lost) {
        return Optional.empty();
      }
      Trace trace = new Trace();
      trace.set(operation, outcome, startNanos, endNanos);
      CrisisStreak.Finding finding = streak.flagged(trace, startNanos, endNanos, help);
      lost = finding.isViolation() || CrisisCheck.disagrees(seen);
      if (lost) {
        broken.add(CrisisCheck.NAME);
      }
      return Optional.of(new Legal.Help(turn, due(finding)));
    }

    private static Legal.Due due(CrisisStreak.Finding finding) {
      return switch (finding) {
        case HELPED, MISSING, MISSING_AGAIN -> Legal.Due.YES;
        case EITHER -> Legal.Due.EITHER;
        case NOTHING_DUE, TOO_EARLY, TOO_FAR_APART, TOO_SOON -> Legal.Due.NO;
      };
    }
  }
}
