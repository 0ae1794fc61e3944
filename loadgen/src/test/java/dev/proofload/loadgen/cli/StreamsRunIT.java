package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workload of streams, against the real bridge. */
@Timeout(180)
class StreamsRunIT {
  private static final List<String> CHECKS =
      List.of("priorities", "isolation", "sessions", "rooms", "say", "crisis");

  @TempDir Path folder;

  @Test
  void fiftyUsersAskForTenRepliesEach() throws IOException {
    Ran ran = Ran.run(folder, "--workload", "streams", "--users", "50", "--messages", "10");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode report = ran.report();
    assertThat(report.get("total_messages").longValue()).isEqualTo(500);
    assertThat(report.get("total_errors").longValue()).isZero();
    JsonNode streams = report.get("streams");
    assertThat(streams.get("established").intValue()).isEqualTo(50);
    assertThat(streams.get("alive_at_end").intValue()).isEqualTo(50);
    assertThat(streams.get("first_delta_ms").get("count").longValue()).isPositive();
    assertThat(streams.get("memory_before_bytes").longValue()).isPositive();
    assertThat(streams.get("memory_after_bytes").longValue()).isPositive();
    for (String one : List.of("control", "critical", "important", "bulk")) {
      assertThat(streams.get("told").get("dropped").get(one).longValue()).as(one).isZero();
      assertThat(streams.get("told").get("sent").get(one).longValue()).as(one).isPositive();
    }
    for (String check : CHECKS) {
      assertThat(ran.verdict(check)).as(check).isEqualTo("valid");
    }
  }

  @Test
  void whoDoesNotReadGetsAllThatIsOwedInTheEnd() throws IOException {
    Ran ran =
        Ran.run(
            folder,
            "--workload",
            "streams",
            "--users",
            "24",
            "--slow-users",
            "4",
            "--stalled-users",
            "4",
            "--churn-users",
            "4",
            "--duration",
            "16s",
            "--history");
    ran.assertNothingViolated();
    assertThat(ran.exitCode()).as(ran.err()).isIn(0, 5);
    JsonNode streams = ran.report().get("streams");
    assertThat(streams.get("alive_at_end").intValue()).isEqualTo(24);
    assertThat(streams.get("told").get("dropped").get("critical").longValue()).isZero();
    assertThat(streams.get("told").get("closed").longValue()).isPositive();
    for (JsonNode group : streams.get("other_readers")) {
      assertThat(group.get("users").intValue()).isEqualTo(4);
      assertThat(group.get("outcomes").get("ok").longValue()).as("%s", group).isPositive();
    }
    assertThat(ran.report().get("total_errors").longValue()).isZero();
    assertThat(ran.verdict("isolation")).isEqualTo("valid");
    assertThat(ran.verdict("say")).isEqualTo("valid");
    Ran again = Ran.loadgen(folder, List.of("check", folder.resolve("history.plh").toString()));
    assertThat(again.exitCode()).as(again.err()).isZero();
  }

  @Test
  void anOpenLoadIsOfTheHealthyUsers() throws IOException {
    Ran ran =
        Ran.run(
            folder,
            "--workload",
            "streams",
            "--users",
            "12",
            "--stalled-users",
            "2",
            "--rate",
            "100/s",
            "--duration",
            "3s",
            "--outbox-messages",
            "200");
    ran.assertNothingViolated();
    assertThat(ran.exitCode()).as(ran.err()).isIn(0, 5);
    assertThat(ran.report().get("offered").get("due").longValue()).isEqualTo(300);
  }
}
