package dev.proofload.bridge.protocol;

/**
 * How many messages of each class.
 *
 * @param control of the connection itself
 * @param critical replies
 * @param important events and moves
 * @param bulk pieces of replies
 */
public record ClassCounts(long control, long critical, long important, long bulk) {
  /** None of any. */
  public static final ClassCounts NONE = new ClassCounts(0, 0, 0, 0);

  /** Both together. */
  public ClassCounts plus(ClassCounts other) {
    return new ClassCounts(
        control + other.control,
        critical + other.critical,
        important + other.important,
        bulk + other.bulk);
  }

  /** All classes together. */
  public long total() {
    return control + critical + important + bulk;
  }
}
