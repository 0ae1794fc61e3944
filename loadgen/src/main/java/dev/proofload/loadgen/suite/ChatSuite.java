package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.target.bridge.BridgeDialect;
import dev.proofload.loadgen.workload.ChatScript;
import dev.proofload.loadgen.workload.KindMix;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Script;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;

/**
 * The workload {@code chat}: many users chat in a few rooms, meet once, and some of them go through
 * a crisis.
 */
final class ChatSuite implements Suite {
  private static final int MESSAGE_BYTES = 100;
  private static final int LEAST_ROOMS = 5;

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public Usual usual() {
    return new Usual(Transport.HTTP, MESSAGE_BYTES, KindMix.DEFAULT, LEAST_ROOMS, ChatScript.CROWD);
  }

  @Override
  public void require(LoadPlan plan) {
    if (plan.readers().bad() > 0) {
      throw new IllegalArgumentException(
          "slow-users, stalled-users and churn-users are for --workload streams: in chat everybody"
              + " reads");
    }
  }

  @Override
  public Script script(LoadPlan plan, ServerRules rules, int slot) {
    return new ChatScript(plan, rules, slot);
  }

  @Override
  public int meetingSize(LoadPlan plan) {
    return ChatScript.meetingSize(plan);
  }

  @Override
  public boolean looksAtStreams() {
    return false;
  }

  @Override
  public Dialect dialect(Names names, MessageText text) {
    return new BridgeDialect(names, text);
  }

  @Override
  public ChatChecks checks(Steps steps, ServerRules rules, int users, int crisisUsers) {
    return ChatChecks.of(steps, rules, users, crisisUsers);
  }
}
