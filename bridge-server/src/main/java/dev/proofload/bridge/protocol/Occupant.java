package dev.proofload.bridge.protocol;

/** Someone in a room, as others see it. */
public interface Occupant {
  /** Who it is; unique. */
  String userId();

  /** What it is called; not unique. */
  String username();
}
