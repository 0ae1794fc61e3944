package dev.proofload.loadgen.driver;

/** A run could not be made, for a reason that its user can do something about. */
public final class RunFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one clear sentence: what was wrong, with which value, and what to do
   */
  public RunFailure(String message) {
    super(message);
  }

  /** The same, with what caused it. */
  public RunFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
