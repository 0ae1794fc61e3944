package dev.proofload.bridge.limit;

/**
 * What the limiter said.
 *
 * @param admitted whether a token was there
 * @param limit tokens of a full bucket; 0 if there is no limit
 * @param remaining tokens left
 * @param waitNanos how long until the next token comes, if not admitted; else 0
 */
public record Allowance(boolean admitted, int limit, int remaining, long waitNanos) {
  public Allowance {
    if (remaining < 0 || remaining > limit || waitNanos < 0) {
      throw new IllegalArgumentException(
          "remaining " + remaining + " of " + limit + ", wait " + waitNanos + " ns");
    }
  }
}
