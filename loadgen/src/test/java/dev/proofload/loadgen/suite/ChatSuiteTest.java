package dev.proofload.loadgen.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.driver.LoadDriver;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.OperationListener;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.testkit.Plans;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatSuiteTest {
  private final Names names = new Names("abcd1234", 5);

  @Test
  void judgesByFiveChecksInOneOrder() {
    List<CheckResult> results = suite(2, 100).results();
    assertThat(results)
        .extracting(CheckResult::name)
        .containsExactly("isolation", "sessions", "rooms", "crisis", "message_counts");
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
              assertThat(result.reason()).isNotEmpty();
            });
  }

  @Test
  void addsUpAllLoopsAndTheProbes() {
    ChatSuite suite = suite(2, 100);
    LoadDriver.Parts parts = suite.parts();
    for (int user = 0; user < 2; user++) {
      answer(parts.listener().get(), user, user == 0 ? 2 : 3);
    }
    parts.probes().probed(new int[] {1, 1}, new int[] {1, 1}, true, sessions(2));
    assertThat(named(suite, "message_counts").judged()).isEqualTo(4);
    assertThat(named(suite, "message_counts").violations()).isEqualTo(1);
    assertThat(named(suite, "sessions").verdict()).isEqualTo(Verdict.VALID);
    assertThat(named(suite, "isolation").judged()).isEqualTo(2);
  }

  @Test
  void aServerThatHadToEvictMayForget() {
    ChatSuite suite = suite(3, 2);
    answer(suite.parts().listener().get(), 0, 7);
    for (String name : List.of("sessions", "message_counts")) {
      assertThat(named(suite, name).verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(named(suite, name).reason())
          .isEqualTo("3 sessions where the server keeps 2: evictions are legal");
    }
    assertThat(named(suite, "isolation").verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void othersSessionsMakeAServerEvictToo() {
    ChatSuite suite = suite(2, 3);
    answer(suite.parts().listener().get(), 0, 7);
    suite.parts().probes().probed(new int[] {1, 1}, new int[] {1, 1}, true, sessions(3));
    assertThat(named(suite, "message_counts").reason()).startsWith("3 sessions");
  }

  private ChatSuite suite(int users, long maxSessions) {
    return new ChatSuite(Plans.plan().users(users).make(), "abcd1234", maxSessions, 0);
  }

  private static CheckResult named(ChatSuite suite, String name) {
    return suite.results().stream()
        .filter(result -> result.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void answer(OperationListener checks, int user, int count) {
    Operation operation = new Operation(user);
    operation.set(OperationKind.CHAT, 0, 0, 0, 0, Rendezvous.NONE);
    Observation seen = new Observation();
    seen.userId(names.id(user));
    seen.text("text");
    seen.messageCount(count);
    checks.completed(operation, Outcome.OK, 1, 2, seen);
  }

  private Observation sessions(int count) {
    Observation seen = new Observation();
    for (int user = 0; user < count; user++) {
      seen.sessions().add(new Observation.Session(names.id(user), "Tower", 2));
    }
    return seen;
  }
}
