package dev.proofload.loadgen.record;

/** How an operation ended. */
public enum Outcome {
  /** It took effect, and the answer was understood. */
  OK("ok"),
  /** The server refused it because of its rate limit; it surely changed nothing. */
  REFUSED("refused"),
  /** No connection; it was never sent. */
  CONNECT("connect"),
  /** The connection ended before the answer did; whether it took effect is unknown. */
  RESET("reset"),
  /** No answer in time; whether it took effect is unknown. */
  TIMEOUT("timeout"),
  /** An HTTP status, or an error frame, that is neither success nor a rate limit. */
  STATUS("status"),
  /** An answer that is not of the protocol's form; whether it took effect is unknown. */
  BAD_ANSWER("bad_answer");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** The name that stands in reports. */
  public String label() {
    return label;
  }

  /** Whether it counts as an error: neither done nor refused by the rate limit. */
  public boolean isError() {
    return this != OK && this != REFUSED;
  }

  /** Whether it may or may not have had an effect. */
  public boolean isUnknown() {
    return this != OK && !surelyFailed();
  }

  /** Whether it surely had no effect. */
  public boolean surelyFailed() {
    return this == REFUSED || this == CONNECT;
  }
}
