package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;

/**
 * One user of a saved run, as given on the command line.
 *
 * @param names of the run's users
 * @param given an id, an index, or {@code onlooker}
 */
record UserChoice(Names names, String given) {
  private static final String ONLOOKER = "onlooker";
  private static final int MAX_DIGITS = 9;

  /**
   * The user's index, or {@link Operation#NOBODY} for the onlooker.
   *
   * @throws IllegalArgumentException if it is neither an id of this run nor an index; the message
   *     is a sentence for the user
   */
  int index() {
    if (given.equals(ONLOOKER)) {
      return Operation.NOBODY;
    }
    if (given.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      return Integer.parseInt(given);
    }
    int user = names.user(given);
    if (user < 0) {
      throw new IllegalArgumentException(
          "there is no user '"
              + given
              + "': give an id such as "
              + names.id(0)
              + ", an index from 0, or "
              + ONLOOKER
              + "; witnesses and loadgen check name users by their id");
    }
    return user;
  }

  /**
   * The user's index, once it is known how many there were.
   *
   * @throws IllegalArgumentException if it is none of them; the message is a sentence for the user
   */
  int among(long users) {
    int user = index();
    if (user >= users) {
      throw new IllegalArgumentException(
          "there is no user '"
              + given
              + "': this run had users 0 to "
              + (users - 1)
              + ", "
              + names.id(0)
              + " to "
              + names.id((int) users - 1));
    }
    return user;
  }
}
