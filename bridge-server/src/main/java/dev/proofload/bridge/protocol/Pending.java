package dev.proofload.bridge.protocol;

/** Something that waits for a user until it is fetched or a socket opens. */
public sealed interface Pending permits Event, LateReply {
  /** Its number in the user's series, from 1; 0 before it has one. */
  long seq();
}
