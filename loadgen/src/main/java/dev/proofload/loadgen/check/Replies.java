package dev.proofload.loadgen.check;

/**
 * Which replies to its own operations came over one user's socket: none may come twice. Remembers
 * the latest 64 operations; older ones are not judged.
 */
final class Replies {
  private static final int KEPT = Long.SIZE;

  private int newest = -1;
  private long came;

  /**
   * A reply came.
   *
   * @param sequence of the operation that it answers
   * @return whether it had come before
   */
  boolean again(int sequence) {
    if (sequence > newest) {
      int forward = sequence - newest;
      came = newest < 0 || forward >= KEPT ? 0 : came << forward;
      newest = sequence;
    }
    int age = newest - sequence;
    if (age >= KEPT) {
      return false;
    }
    long bit = 1L << age;
    boolean before = (came & bit) != 0;
    came |= bit;
    return before;
  }
}
