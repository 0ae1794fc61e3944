package dev.proofload.loadgen.workload;

/**
 * The stations of a meeting: everybody moves to one room, concurrently; once all have arrived
 * everybody looks, concurrently; once all have looked everybody goes on.
 */
public enum Rendezvous {
  /** Has nothing to do with the meeting. */
  NONE,
  /** Moves to the meeting room; waits for nobody. */
  ARRIVE,
  /** Looks; must not be sent before all have arrived. */
  LOOK,
  /** The first operation after; must not be sent before all have looked. */
  LEAVE
}
