package dev.proofload.bridge.service;

import dev.proofload.bridge.limit.Allowance;
import dev.proofload.bridge.protocol.ChatReply;

/** What became of a message. */
public sealed interface ChatOutcome {
  /** What the limiter said of it. */
  Allowance allowance();

  /** It was answered. */
  record Answered(ChatReply reply, Allowance allowance) implements ChatOutcome {}

  /**
   * It came too soon and changed nothing; but it was read for signs of danger.
   *
   * @param userId whose it was
   * @param allowance when to try again
   * @param crisisDetected whether the crisis message is due
   */
  record Refused(String userId, Allowance allowance, boolean crisisDetected)
      implements ChatOutcome {}
}
