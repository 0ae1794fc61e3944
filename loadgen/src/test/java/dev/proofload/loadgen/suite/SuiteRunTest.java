package dev.proofload.loadgen.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.testkit.Plans;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteRunTest {
  @Test
  void judgesInOneOrderAndNothingWithoutARun() {
    List<CheckResult> results =
        new SuiteRun(
                Suites.CHAT,
                Plans.plan().users(2).make(),
                "abcd1234",
                ServerRules.documented(),
                0,
                true)
            .results(true, Shortfall.NONE);
    assertThat(results)
        .extracting(CheckResult::name)
        .containsExactly("isolation", "sessions", "rooms", "say", "crisis", "rate_limit");
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
              assertThat(result.reason()).isNotEmpty();
            });
  }
}
