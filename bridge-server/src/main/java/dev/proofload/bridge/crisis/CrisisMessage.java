package dev.proofload.bridge.crisis;

/** What is said to someone who may be in danger. */
public final class CrisisMessage {
  public static final String TEXT =
      """
      You matter, and you do not have to go through this alone. Please reach someone now:
      • US: call or text 988, the Suicide & Crisis Lifeline, at any hour
      • US: text HOME to 741741, the Crisis Text Line
      • Elsewhere: https://findahelpline.com lists free, confidential lines by country""";

  private CrisisMessage() {}
}
