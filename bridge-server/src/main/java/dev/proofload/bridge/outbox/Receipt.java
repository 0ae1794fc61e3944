package dev.proofload.bridge.outbox;

/**
 * What became of a message that must not get lost, on whichever socket of its user. Shared by all
 * its copies.
 *
 * <p>Thread-safe.
 */
final class Receipt {
  private volatile boolean sent;
  private volatile boolean confirmed;

  /** The operating system of a socket has all of it. */
  boolean isSent() {
    return sent;
  }

  void noteSent() {
    sent = true;
  }

  /** Its reader has it. */
  boolean isConfirmed() {
    return confirmed;
  }

  void noteConfirmed() {
    confirmed = true;
  }
}
