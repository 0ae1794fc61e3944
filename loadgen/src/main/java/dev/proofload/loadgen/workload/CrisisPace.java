package dev.proofload.loadgen.workload;

import java.util.Arrays;

/**
 * How a user goes through a crisis: which of its messages are in crisis language. The users who do
 * so take turns at the paces.
 *
 * @param flagged in order
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never handed out.
record CrisisPace(boolean[] flagged) {
  private static final int PACES = 4;

  /**
   * The pace of a user.
   *
   * @param turns how many in a row are answered with help, at least 1
   */
  static CrisisPace of(int user, int turns) {
    return switch (user % PACES) {
      // Help on the last.
      case 0 -> row(turns);
      // Help once, and not again on the next.
      case 1 -> row(turns + 1);
      // A calm message ends the first streak before help is due.
      case 2 -> calmBetween(turns - 1, turns);
      // A second streak is helped as the first.
      default -> calmBetween(turns, turns);
    };
  }

  /** No crisis. */
  static CrisisPace none() {
    return row(0);
  }

  int length() {
    return flagged.length;
  }

  boolean isFlagged(int message) {
    return flagged[message];
  }

  private static CrisisPace row(int length) {
    boolean[] flagged = new boolean[length];
    Arrays.fill(flagged, true);
    return new CrisisPace(flagged);
  }

  private static CrisisPace calmBetween(int before, int after) {
    CrisisPace pace = row(before + 1 + after);
    pace.flagged[before] = false;
    return pace;
  }
}
