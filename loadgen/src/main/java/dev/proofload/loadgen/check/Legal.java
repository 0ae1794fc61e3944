package dev.proofload.loadgen.check;

import java.util.List;
import java.util.Optional;

/**
 * What a right server could have answered one user, as far as that user's own operations tell.
 *
 * @param room where the user is; empty if that is not certain
 * @param messages how many its session holds
 * @param tokens how many its bucket held when the operation came
 * @param help whether it was to be offered help
 * @param mayBeginAnew whether its session may have been thrown out, so that it may as well begin
 *     anew
 * @param lostAfter number of the user's operation of which nobody knows whether it took effect, so
 *     that little is certain since; {@link #NOT_LOST} if there was none
 * @param broken names of the checks by which the answer is surely wrong
 */
public record Legal(
    String room,
    Optional<Range> messages,
    Optional<Range> tokens,
    Optional<Help> help,
    boolean mayBeginAnew,
    int lostAfter,
    List<String> broken) {
  /** Each of the user's operations so far either took effect or did not. */
  public static final int NOT_LOST = -1;

  /** Nothing is said of it. */
  public static final Legal ANYTHING =
      new Legal(
          "", Optional.empty(), Optional.empty(), Optional.empty(), false, NOT_LOST, List.of());

  /** Copies. */
  public Legal {
    broken = List.copyOf(broken);
  }

  /**
   * A number that is known between bounds.
   *
   * @param least not negative
   * @param most at least that
   */
  public record Range(long least, long most) {
    /** Validates. */
    public Range {
      if (least < 0 || most < least) {
        throw new IllegalArgumentException("a number from " + least + " to " + most);
      }
    }
  }

  /** Whether help is to be offered. */
  public enum Due {
    YES,
    NO,
    /** An edge of the time in which turns count falls into an operation. */
    EITHER
  }

  /**
   * Where a user stands in a crisis.
   *
   * @param turn number of the message among those in crisis language in a row; 0 for a calm one
   */
  public record Help(int turn, Due due) {}
}
