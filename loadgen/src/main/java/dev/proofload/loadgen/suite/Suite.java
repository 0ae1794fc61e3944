package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.workload.KindMix;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Script;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;

/**
 * What users do, how they say it, and what judges the answers. To be listed in {@link Suites}.
 *
 * <p>Immutable.
 */
public interface Suite {
  /** Its name on the command line, in reports and in histories. */
  String name();

  /** What holds for it unless its caller says otherwise. */
  Usual usual();

  /**
   * Refuses what it can't do.
   *
   * @throws IllegalArgumentException whose message is a sentence for the user
   */
  void require(LoadPlan plan);

  /**
   * What one user does.
   *
   * @param slot which of the plan's users it is
   */
  Script script(LoadPlan plan, ServerRules rules, int slot);

  /** How many users, from the first, take part in a meeting. */
  int meetingSize(LoadPlan plan);

  /** Whether what the server tells of its streams is looked at. */
  boolean looksAtStreams();

  /** Speaks to the system under test. */
  Dialect dialect(Names names, MessageText text);

  /**
   * All that judges a run.
   *
   * @param users how many there are at first
   * @param crisisUsers how many of them go through a crisis
   */
  ChatChecks checks(Steps steps, ServerRules rules, int users, int crisisUsers);

  /**
   * Defaults of a plan.
   *
   * @param messageSize bytes
   * @param leastRooms how many rooms at least
   * @param usersARoom for how many users there is a room
   */
  record Usual(Transport transport, int messageSize, KindMix mix, int leastRooms, int usersARoom) {
    /** How many rooms so many users have. */
    public int rooms(int users) {
      return Math.clamp(users / usersARoom, leastRooms, LoadPlan.MAX_ROOMS);
    }
  }
}
