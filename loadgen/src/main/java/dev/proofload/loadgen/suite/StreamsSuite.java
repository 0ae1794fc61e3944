package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.target.bridge.BridgeDialect;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Script;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.StreamsScript;
import dev.proofload.loadgen.workload.Transport;

/**
 * The workload {@code streams}: users over sockets, each in a room of its own choice, ask for
 * replies piece by piece, while some of them read slowly, stop reading, or go and come back.
 */
final class StreamsSuite implements Suite {
  private static final int MESSAGE_BYTES = 500;
  private static final int LEAST_ROOMS = 5;

  /** So that what is said in a room costs about as much as the replies. */
  private static final int USERS_A_ROOM = 20;

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public Usual usual() {
    return new Usual(Transport.WS, MESSAGE_BYTES, StreamsScript.MIX, LEAST_ROOMS, USERS_A_ROOM);
  }

  @Override
  public void require(LoadPlan plan) {
    if (plan.transport() != Transport.WS) {
      throw new IllegalArgumentException(
          "the workload streams is for users with sockets alone: leave out --transport, or use"
              + " --transport ws");
    }
    if (plan.mix().weights().keySet().stream().anyMatch(kind -> !StreamsScript.mayMix(kind))) {
      throw new IllegalArgumentException(
          "in the workload streams users stay in their rooms and get events over their sockets:"
              + " leave go and drain out of --mix: "
              + plan.mix());
    }
  }

  @Override
  public Script script(LoadPlan plan, ServerRules rules, int slot) {
    return new StreamsScript(plan, rules, slot);
  }

  /** Nobody may wait for users that do not read. */
  @Override
  public int meetingSize(LoadPlan plan) {
    return 0;
  }

  @Override
  public boolean looksAtStreams() {
    return true;
  }

  @Override
  public Dialect dialect(Names names, MessageText text) {
    return new BridgeDialect(names, text);
  }

  @Override
  public ChatChecks checks(Steps steps, ServerRules rules, int users, int crisisUsers) {
    return ChatChecks.ofStreams(steps, rules, users, crisisUsers);
  }
}
