package dev.proofload.bridge.outbox;

/** Classes of messages, the most urgent first: in this order they leave an outbox. */
public enum Priority {
  /** Of the connection itself: greeting, errors, heartbeats. */
  CONTROL,
  /** Replies, and whatever holds the crisis message. */
  CRITICAL,
  /** Events and moves. */
  IMPORTANT,
  /** Pieces of replies. */
  BULK
}
