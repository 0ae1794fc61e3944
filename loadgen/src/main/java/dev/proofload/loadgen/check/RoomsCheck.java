package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Once everybody has moved to one room, concurrently, everybody who looks, concurrently, sees the
 * same: exactly those who arrived. The text of the answer names the others that the answer lists.
 */
public final class RoomsCheck implements Check {
  private static final String SEES = "You see: ";
  private static final String NOBODY = "no one else.";

  private final Steps steps;
  private final int participants;
  private final List<Look> looks = new ArrayList<>();
  private final Set<String> arrived = new TreeSet<>();
  private final Set<String> uncertain = new TreeSet<>();

  private record Look(Witness.Step step, Set<String> seen, boolean textAgrees) {}

  /**
   * @param participants how many users meet
   */
  public RoomsCheck(Steps steps, int participants) {
    this.steps = steps;
    this.participants = participants;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (operation.rendezvous() == Rendezvous.NONE || operation.rendezvous() == Rendezvous.LEAVE) {
      return;
    }
    String id = steps.names().id(operation.user());
    if (operation.rendezvous() == Rendezvous.ARRIVE) {
      if (outcome == Outcome.OK) {
        arrived.add(id);
      } else if (!outcome.surelyFailed()) {
        uncertain.add(id);
      }
    } else if (operation.rendezvous() == Rendezvous.LOOK && outcome == Outcome.OK) {
      Set<String> ids = new TreeSet<>();
      seen.occupants().forEach(occupant -> ids.add(occupant.id()));
      looks.add(
          new Look(
              steps.of(operation, outcome, startNanos, endNanos, seen), ids, textAgrees(id, seen)));
    }
  }

  @Override
  public CheckResult result() {
    if (participants == 0) {
      return Results.unknown("rooms", "one user alone sees nobody: use at least 2");
    }
    if (looks.isEmpty()) {
      return Results.unknown(
          "rooms", "the run ended before everybody had met and looked: use at least 4 messages");
    }
    WitnessLog log = new WitnessLog();
    long judged = 0;
    for (Look look : looks) {
      if (look.seen().isEmpty() || !arrived.contains(look.step().user())) {
        continue;
      }
      judged++;
      String wrong = wrongIn(look);
      if (!wrong.isEmpty()) {
        log.add(new Witness(look.step().user() + " " + wrong, List.of(look.step())));
      }
    }
    return Results.of("rooms", judged, log, "no answer to look listed who is there");
  }

  private String wrongIn(Look look) {
    Set<String> missing = new TreeSet<>(arrived);
    missing.removeAll(look.seen());
    if (!missing.isEmpty()) {
      return "looked when all had arrived, and did not see " + some(missing);
    }
    Set<String> ghosts = new TreeSet<>(look.seen());
    ghosts.removeAll(arrived);
    ghosts.removeAll(uncertain);
    if (!ghosts.isEmpty()) {
      return "looked, and saw " + some(ghosts) + ", who never went there";
    }
    return look.textAgrees() ? "" : "was told other names in the text than in the list";
  }

  /** Whether the names in the text are those of the others in the list, in order of user id. */
  private static boolean textAgrees(String self, Observation seen) {
    int at = seen.text().indexOf(SEES);
    if (at < 0) {
      return false;
    }
    List<Observation.Occupant> others = new ArrayList<>(seen.occupants());
    others.removeIf(occupant -> occupant.id().equals(self));
    others.sort(Comparator.comparing(Observation.Occupant::id));
    StringBuilder expected = new StringBuilder();
    for (Observation.Occupant other : others) {
      expected.append(expected.isEmpty() ? "" : ", ").append(other.name());
    }
    String names = expected.isEmpty() ? NOBODY : expected.append('.').toString();
    return seen.text().startsWith(names, at + SEES.length());
  }

  private static String some(Set<String> ids) {
    List<String> first = ids.stream().limit(3).toList();
    String more = ids.size() > first.size() ? " and " + (ids.size() - first.size()) + " more" : "";
    return String.join(", ", first) + more;
  }
}
