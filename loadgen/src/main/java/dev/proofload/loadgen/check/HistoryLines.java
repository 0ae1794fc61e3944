package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.Marker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads a user's history, oldest line first, for what can't be right in it. */
final class HistoryLines {
  private static final int NONE = -1;

  private final int user;
  private final Steps steps;
  private String wrong = "";
  private String where = "";
  private int oldest = NONE;
  private int newest = NONE;
  private final Set<Integer> said = new HashSet<>();
  private int newestSaid = NONE;

  /** What the line before was: the number of the operation in it, where the user said one. */
  private boolean followsUser;

  private int before = NONE;

  private final IntPredicate unsure;

  private HistoryLines(int user, Steps steps, IntPredicate unsure) {
    this.user = user;
    this.steps = steps;
    this.unsure = unsure;
  }

  /**
   * Reads a history.
   *
   * @param user whose it is
   * @param unsure which of its operations may have taken effect at any later time
   */
  static HistoryLines read(
      int user, Steps steps, List<Observation.Line> lines, IntPredicate unsure) {
    HistoryLines history = new HistoryLines(user, steps, unsure);
    for (int i = 0; i < lines.size() && history.wrong.isEmpty(); i++) {
      history.line(lines.get(i));
    }
    return history;
  }

  /** What is wrong, as the end of a sentence about the history; empty if nothing is. */
  String wrong() {
    return wrong;
  }

  /** The line that shows it. */
  String where() {
    return where;
  }

  /** The number of the oldest operation in it, or -1 if there is none. */
  int oldest() {
    return oldest;
  }

  /** Whether a line of the user's holds this operation. */
  boolean says(int sequence) {
    return said.contains(sequence);
  }

  /** The number of the newest operation in it, or -1 if there is none. */
  int newest() {
    return newest;
  }

  private void line(Observation.Line line) {
    String text = line.text();
    int held = NONE;
    for (int at = Marker.next(text, 0); at >= 0; at = Marker.next(text, at + 1)) {
      Marker marker = Marker.at(text, at);
      if (marker == null) {
        continue;
      }
      if (marker.user() != user) {
        found(line, "holds what " + steps.names().id(marker.user()) + " wrote");
      } else if (unsure.test(marker.sequence())) {
        // Its place among the others is open.
        continue;
      } else if (line.user() && marker.sequence() == newestSaid) {
        found(line, "holds operation " + marker.sequence() + " twice");
      } else if (line.user() && marker.sequence() < newestSaid) {
        found(line, "holds operation " + marker.sequence() + " after operation " + newestSaid);
      } else if (!line.user() && followsUser && marker.sequence() != before) {
        found(line, "answers with operation " + marker.sequence() + " what was another");
      }
      held = marker.sequence();
      oldest = oldest == NONE ? held : oldest;
      newest = Math.max(newest, held);
    }
    if (line.user() && held != NONE) {
      newestSaid = held;
      said.add(held);
    }
    followsUser = line.user();
    before = held;
  }

  private void found(Observation.Line line, String what) {
    if (wrong.isEmpty()) {
      wrong = what;
      where = line.text();
    }
  }
}
