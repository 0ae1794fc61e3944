package dev.proofload.bridge.protocol;

/**
 * What a client sent cannot be understood; the message says why, names the field, and may be shown
 * to it. Carries no stack trace, since hostile clients would make it the hot path.
 */
public final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String userId;

  /**
   * @param message what was wrong, for the client
   * @param userId who asked, or empty if that could not be told
   */
  public BadRequestException(String message, String userId) {
    super(message, null, false, false);
    this.userId = userId;
  }

  /** What was wrong; never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "bad request" : message;
  }

  /** The valid user id that the request carried, or empty. */
  public String userId() {
    return userId;
  }
}
