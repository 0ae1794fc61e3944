package dev.proofload.loadgen.selftest.simulation;

/** The other users of a run. */
interface Peers {
  /** Index of any user who is there. */
  int any();

  /** Index of a user who has answered and has no socket, or -1 if the one looked at is not. */
  int anyDraining();
}
