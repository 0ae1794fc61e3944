package dev.proofload.loadgen.report;

/** A saved report that can't be read: not one at all, of a newer version, or damaged. */
public final class DamagedReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence for the user that names the file, without a full stop
   */
  public DamagedReportException(String message) {
    super(message);
  }

  /** With what was behind it. */
  public DamagedReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
