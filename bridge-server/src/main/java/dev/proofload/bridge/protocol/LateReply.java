package dev.proofload.bridge.protocol;

/**
 * A reply that no socket of its user has taken.
 *
 * @param json the frame it was to be, an object in UTF-8; must not be changed
 * @param crisis whether the crisis message stands in it
 * @param seq its number in the user's series, from 1; 0 before it has one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LateReply(byte[] json, boolean crisis, long seq) implements Pending {
  public LateReply {
    if (seq < 0) {
      throw new IllegalArgumentException("seq must not be negative: " + seq);
    }
  }

  /** The same reply as number {@code seq}. */
  public LateReply numbered(long seq) {
    return new LateReply(json, crisis, seq);
  }
}
