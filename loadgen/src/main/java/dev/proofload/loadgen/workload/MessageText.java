package dev.proofload.loadgen.workload;

/** Placeholder bounds. */
public final class MessageText {
  /** Smallest text that still holds its marker. */
  public static final int MIN_SIZE = 48;

  private MessageText() {}
}
