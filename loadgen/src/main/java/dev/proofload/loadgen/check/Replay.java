package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells what one user did and saw, in the order in which it ended or came, next to what was legal.
 * Needs a history that has been judged before: what a check finds out late is so told where it
 * happened. Keeps as much as one user takes, however long the history is. Not thread-safe.
 */
public final class Replay implements HistoryListener {
  private final Steps steps;
  private final int user;
  private final String owner;
  private final Said said;
  private final Legality legality;
  private final Map<Place, List<ReplayRow.Finding>> witnesses = new HashMap<>();
  private final Consumer<ReplayRow> rows;

  /** What a step of a witness stands for: nobody begins two operations at once. */
  private record Place(String actor, boolean delivery, long startNanos) {}

  /**
   * @param rules how the server was set up, as far as is known
   * @param messageSize bytes of a message's text
   * @param user whose rows to tell; {@link Operation#NOBODY} for those of the onlooker
   * @param judged have been told the whole history
   * @param rows is told row by row, by the thread that reads the history; must not keep what was
   *     seen
   */
  public Replay(
      Steps steps,
      ServerRules rules,
      int messageSize,
      int user,
      ChatChecks judged,
      Consumer<ReplayRow> rows) {
    this.steps = steps;
    this.user = user;
    this.owner = steps.actor(user);
    this.said = new Said(steps.names(), messageSize);
    this.legality = new Legality(steps, rules, user, judged.evictionsPossible());
    this.rows = rows;
    for (CheckResult result : judged.results()) {
      for (Witness witness : result.witnesses()) {
        for (Witness.Step step : witness.operations()) {
          witnesses
              .computeIfAbsent(
                  new Place(step.user(), step.kind().equals(Judged.DELIVERY), step.startNanos()),
                  first -> new ArrayList<>())
              .add(new ReplayRow.Finding(result.name(), witness.sentence()));
        }
      }
    }
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    boolean own = operation.user() == user;
    if (!own && !readsWhatIsOfUser(operation)) {
      return;
    }
    Legal legal =
        own ? legality.completed(operation, outcome, startNanos, endNanos, seen) : Legal.ANYTHING;
    tell(
        steps.actor(operation.user()),
        operation.kind().label(),
        outcome.label(),
        operation.transport().name().toLowerCase(Locale.ROOT),
        operation.sequence(),
        startNanos - steps.originNanos(),
        endNanos - steps.originNanos(),
        said.by(operation),
        seen,
        legal);
  }

  @Override
  public void delivered(int whose, long atNanos, Observation seen) {
    if (whose == user) {
      long at = atNanos - steps.originNanos();
      tell(
          owner,
          Judged.DELIVERY,
          what(seen),
          "",
          ReplayRow.NO_SEQUENCE,
          at,
          at,
          "",
          seen,
          legality.delivered(seen));
    }
  }

  private void tell(
      String actor,
      String kind,
      String outcome,
      String via,
      int sequence,
      long startNanos,
      long endNanos,
      String text,
      Observation seen,
      Legal legal) {
    boolean delivery = kind.equals(Judged.DELIVERY);
    Set<ReplayRow.Finding> findings =
        new LinkedHashSet<>(found(new Place(actor, delivery, startNanos)));
    if (kind.equals(OperationKind.DRAIN.label())) {
      // Where it does not matter how an event came, a witness says that it was delivered.
      findings.addAll(found(new Place(owner, true, endNanos)));
    }
    Set<String> wrong = new LinkedHashSet<>(legal.broken());
    findings.forEach(finding -> wrong.add(finding.check()));
    rows.accept(
        new ReplayRow(
            owner,
            actor,
            kind,
            outcome,
            via,
            sequence,
            startNanos,
            endNanos,
            text,
            seen,
            legal,
            List.copyOf(wrong),
            List.copyOf(findings)));
  }

  private List<ReplayRow.Finding> found(Place place) {
    return witnesses.getOrDefault(place, List.of());
  }

  private boolean readsWhatIsOfUser(Operation operation) {
    return user != Operation.NOBODY
        && operation.target() == user
        && (operation.kind() == OperationKind.DRAIN || operation.kind() == OperationKind.HISTORY);
  }

  private static String what(Observation seen) {
    return switch (seen.type()) {
      case GREETING -> "greeting";
      case GARBAGE -> "garbage";
      case DELTA -> "piece";
      case DELTAS_DROPPED -> "left out";
      case LATE_REPLY -> "late reply";
      case CLOSED -> "closed";
      default -> seen.event() ? "event" : "reply";
    };
  }
}
