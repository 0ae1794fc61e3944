package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Transport;
import java.util.List;

/**
 * Nobody is shown what another wrote, unless an event explains it.
 *
 * <ul>
 *   <li>Every marker in an answer is of the very operation that it answers, and in anything else
 *       that a user is given, of that user. Where an echo is promised, it is there.
 *   <li>A text of an event holds markers of nobody but the user it is from.
 *   <li>An answer that says for whom it is names its user, to the letter.
 *   <li>A reply comes over a user's sockets once, be it late; but for one with the crisis message.
 *   <li>A history holds the user's own messages, in order, none twice, none left out, each followed
 *       by its own answer, up to the latest.
 *   <li>An answer says how many messages the session holds: {@link TurnCounts}.
 * </ul>
 */
final class IsolationCheck implements Check {
  static final String NAME = "isolation";

  private final Steps steps;
  private final Evictions evictions;
  private final WitnessLog log = new WitnessLog();
  private final WitnessLog unlessEvicted = new WitnessLog();
  private final Judged judged = new Judged();
  private final PerUser<User> users;

  private static final class User {
    private final String id;
    private final TurnCounts turns = new TurnCounts();
    private final Replies replies = new Replies();
    private final Remembered remembered = new Remembered();

    User(String id) {
      this.id = id;
    }
  }

  /**
   * @param steps writes witnesses
   * @param evictions whether sessions may be thrown out; told of what happens by somebody else
   */
  IsolationCheck(Steps steps, Evictions evictions) {
    this.steps = steps;
    this.evictions = evictions;
    this.users = new PerUser<>(user -> new User(steps.names().id(user)));
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    OperationKind kind = operation.kind();
    if (kind == OperationKind.SESSIONS
        || kind == OperationKind.ROOMS
        || kind == OperationKind.STREAMS) {
      return;
    }
    if (outcome.isError()) {
      if (kind.isMessage() && !outcome.surelyFailed()) {
        User user = users.of(operation.user());
        user.turns.unknownTurn();
        user.remembered.unknownTurn(operation.sequence());
      }
    } else if (kind == OperationKind.DRAIN) {
      drained(operation, outcome, startNanos, endNanos, seen);
    } else if (kind == OperationKind.HISTORY) {
      history(operation, outcome, startNanos, endNanos, seen);
    } else {
      answered(operation, outcome, startNanos, endNanos, seen);
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    if (seen.event()) {
      if (seen.events().isEmpty()) {
        return;
      }
      judged.delivery();
      Observation.Event event = seen.events().getFirst();
      String wrong = wrongIn(event);
      if (!wrong.isEmpty()) {
        log.add(
            new Witness(
                users.of(user).id + " was given " + wrong,
                List.of(steps.delivery(user, atNanos, shown(event.text())))));
      }
    } else if (!seen.text().isEmpty() || !seen.userId().isEmpty()) {
      judged.delivery();
      boolean onlyOnce =
          seen.type() != Observation.Type.DELTA
              && !(seen.type() == Observation.Type.LATE_REPLY && seen.crisis());
      String wrong = wrongUnasked(users.of(user), user, seen.text(), seen.userId(), onlyOnce);
      if (!wrong.isEmpty()) {
        Witness.Step step = steps.delivery(user, atNanos, seen);
        log.add(new Witness(step.user() + " " + wrong, List.of(step)));
      }
    }
  }

  @Override
  public CheckResult result() {
    boolean forgiven = evictions.possible();
    return Results.of(
        NAME,
        judged,
        forgiven ? log : log.and(unlessEvicted),
        "no text was delivered",
        forgiven ? evictions.reason() + ", so a session may have begun anew" : "");
  }

  private void answered(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    User user = users.of(operation.user());
    boolean isTurn = outcome == Outcome.OK && operation.kind().isMessage();
    if (isTurn) {
      user.turns.turn();
      user.remembered.turn(operation, startNanos, endNanos);
    }
    boolean mustEcho =
        isTurn && Remembered.isEchoed(operation.kind()) && seen.type() == Observation.Type.ANSWER;
    if (mustEcho || !seen.text().isEmpty() || !seen.userId().isEmpty()) {
      judged.operation(operation.kind());
      String wrong = wrongIn(operation, mustEcho, seen, user);
      if (!wrong.isEmpty()) {
        violation(wrong, operation, outcome, startNanos, endNanos, seen);
      }
    }
    if (isTurn && seen.messageCount() != Observation.NOT_SAID) {
      count(user, operation, startNanos, endNanos, seen);
    }
  }

  private void count(
      User user, Operation operation, long startNanos, long endNanos, Observation seen) {
    TurnCounts.Finding finding = user.turns.judge(seen.messageCount());
    if (finding != TurnCounts.Finding.RIGHT) {
      WitnessLog into = finding == TurnCounts.Finding.WRONG ? log : unlessEvicted;
      if (into.wantsMore()) {
        into.add(user.turns.witness(steps, operation, startNanos, endNanos, seen));
      } else {
        into.count();
      }
    }
    user.turns.said(operation, startNanos, endNanos, seen.messageCount(), finding);
  }

  private void drained(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    judged.operation(operation.kind());
    String wrong = wrongAddressee(operation, seen);
    Observation shown = seen;
    int subject = subject(operation);
    for (int i = 0; i < seen.lateReplies().size() && wrong.isEmpty(); i++) {
      Observation.LateReply late = seen.lateReplies().get(i);
      if (subject != Operation.NOBODY) {
        wrong =
            wrongUnasked(users.of(subject), subject, late.text(), late.userId(), !late.crisis());
        shown = wrong.isEmpty() ? seen : shown(late.text());
      }
    }
    for (int i = 0; i < seen.events().size() && wrong.isEmpty(); i++) {
      String inEvent = wrongIn(seen.events().get(i));
      if (!inEvent.isEmpty()) {
        wrong = "was given " + inEvent;
        shown = shown(seen.events().get(i).text());
      }
    }
    if (!wrong.isEmpty()) {
      violation(wrong, operation, outcome, startNanos, endNanos, shown);
    }
  }

  private void history(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (outcome != Outcome.OK) {
      return;
    }
    judged.operation(operation.kind());
    int subject = subject(operation);
    String addressee = wrongAddressee(operation, seen);
    if (!addressee.isEmpty()) {
      violation(addressee, operation, outcome, startNanos, endNanos, seen);
    }
    if (subject == Operation.NOBODY) {
      return;
    }
    User user = users.of(subject);
    HistoryLines lines = HistoryLines.read(subject, steps, seen.lines(), user.remembered::isUnsure);
    int gap = user.remembered.gapIn(lines);
    if (!lines.wrong().isEmpty() || gap >= 0) {
      violation(
          "read the history of "
              + user.id
              + ", which "
              + (lines.wrong().isEmpty() ? "lacks operation " + gap : lines.wrong()),
          operation,
          outcome,
          startNanos,
          endNanos,
          shown(lines.where()));
    } else if (user.remembered.latestIsMissing(lines, seen.lines().size(), startNanos)) {
      Observation newest = shown(seen.lines().getLast().text());
      Witness.Step read = steps.of(operation, outcome, startNanos, endNanos, newest);
      unlessEvicted.add(user.remembered.witness(subject, steps, read));
    }
  }

  private void violation(
      String wrong,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen) {
    if (log.wantsMore()) {
      Witness.Step step = steps.of(operation, outcome, startNanos, endNanos, seen);
      log.add(new Witness(step.user() + " " + wrong, List.of(step)));
    } else {
      log.count();
    }
  }

  /** What is wrong in an answer, as the end of a sentence about its user; empty if nothing is. */
  private String wrongIn(Operation operation, boolean mustEcho, Observation seen, User user) {
    String text = seen.text();
    boolean echoed = false;
    for (int at = Marker.next(text, 0); at >= 0; at = Marker.next(text, at + 1)) {
      if (Marker.isOf(operation, text, at)) {
        echoed = true;
        continue;
      }
      Marker other = Marker.at(text, at);
      if (other != null) {
        return foreign(operation, other);
      }
    }
    if (!seen.userId().isEmpty() && !seen.userId().equals(user.id)) {
      return "was answered as user_id " + seen.userId();
    }
    if (mustEcho && !echoed) {
      return "was answered without what it had said in its operation " + operation.sequence();
    }
    boolean overSocket = operation.transport() == Transport.WS;
    return echoed && overSocket && user.replies.again(operation.sequence())
        ? twice(operation.sequence())
        : "";
  }

  private String foreign(Operation operation, Marker marker) {
    return marker.user() == operation.user()
        ? "was answered with its own operation "
            + marker.sequence()
            + " when it asked operation "
            + operation.sequence()
        : "was shown what "
            + steps.names().id(marker.user())
            + " wrote (its operation "
            + marker.sequence()
            + ")";
  }

  /**
   * What is wrong in something that is no event and that nobody asked for.
   *
   * @param onlyOnce whether it is a whole reply, and not one that may come again
   */
  private String wrongUnasked(User user, int index, String text, String userId, boolean onlyOnce) {
    int own = -1;
    for (int at = Marker.next(text, 0); at >= 0; at = Marker.next(text, at + 1)) {
      Marker marker = Marker.at(text, at);
      if (marker != null) {
        if (marker.user() != index) {
          return "was shown a text of " + steps.names().id(marker.user()) + " unasked";
        }
        own = marker.sequence();
      }
    }
    if (!userId.isEmpty() && !userId.equals(user.id)) {
      return "was sent what is for user_id " + userId;
    }
    return onlyOnce && own >= 0 && user.replies.again(own) ? twice(own) : "";
  }

  /** What is wrong in an event; those of users that are not of this run are not judged. */
  private String wrongIn(Observation.Event event) {
    String text = event.text();
    for (int at = Marker.next(text, 0); at >= 0; at = Marker.next(text, at + 1)) {
      Marker marker = Marker.at(text, at);
      if (marker != null) {
        int writer = marker.user();
        boolean fits = writer < users.size() && users.of(writer).id.equals(event.fromId());
        if (!fits) {
          int from = steps.names().user(event.fromId());
          if (from >= 0 && from != writer) {
            return "an event from "
                + event.fromId()
                + " that holds what "
                + steps.names().id(writer)
                + " wrote";
          }
        }
      }
    }
    return "";
  }

  private String wrongAddressee(Operation operation, Observation seen) {
    int subject = subject(operation);
    if (subject == Operation.NOBODY
        || seen.userId().isEmpty()
        || seen.userId().equals(users.of(subject).id)) {
      return "";
    }
    return "asked for what is of " + users.of(subject).id + ", and got what is of " + seen.userId();
  }

  /** Whose events or history an operation fetches. */
  private static int subject(Operation operation) {
    return operation.target() == Operation.NOBODY ? operation.user() : operation.target();
  }

  private static String twice(int sequence) {
    return "was given the reply to its operation " + sequence + " twice";
  }

  private static Observation shown(String text) {
    Observation shown = new Observation();
    shown.text(text);
    return shown;
  }
}
