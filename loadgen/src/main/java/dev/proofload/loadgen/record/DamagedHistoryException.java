package dev.proofload.loadgen.record;

/** A history that can't be read: not one at all, of a newer version, or damaged from here on. */
public final class DamagedHistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence for the user, without a full stop
   */
  public DamagedHistoryException(String message) {
    super(message);
  }

  /** With what was behind it. */
  public DamagedHistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
