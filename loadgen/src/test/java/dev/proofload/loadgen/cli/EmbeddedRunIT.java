package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proofload.loadgen.driver.EmbeddedBridge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job, against the real bridge. */
@Timeout(180)
class EmbeddedRunIT {
  private static final String RATE_LIMIT = "rate_limit";
  private static final List<String> CHECKS =
      List.of("isolation", "sessions", "rooms", "crisis", RATE_LIMIT);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"http", "ws", "mixed", "both"})
  void twentyUsersSendTwentyMessagesEach(String transport) throws IOException {
    Ran ran = Ran.run(folder, "--transport", transport);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode report = ran.report();
    assertThat(report.get("users").intValue()).isEqualTo(20);
    assertThat(report.get("messages_per_user").intValue()).isEqualTo(20);
    assertThat(report.get("total_messages").intValue()).isEqualTo(400);
    assertThat(report.get("total_errors").intValue()).isZero();
    assertThat(report.get("session_isolation").booleanValue()).isTrue();
    assertThat(report.get("crisis_detection").booleanValue()).isTrue();
    assertThat(report.get("embedded").booleanValue()).isTrue();
    assertThat(report.get("usage").get("target_rss_bytes").longValue()).isPositive();
    assertThat(ran.messages("ok")).isEqualTo(400);
    assertAllValid(ran);
    assertLogSumsToTheCounts(ran);
  }

  @Test
  void aLostThresholdEndsTheRunAndItsAnswersAreJudged() throws IOException {
    Ran ran = Ran.run(folder, "--duration", "60s", "--threshold", "max<1us", "--abort-on-fail");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(4);
    JsonNode report = ran.report();
    assertThat(report.get("ending").textValue()).isEqualTo("aborted");
    assertThat(report.get("wall_time_sec").doubleValue()).isLessThan(50);
    assertThat(report.get("thresholds").get(0).get("held").booleanValue()).isFalse();
    assertThat(ran.verdict("isolation")).isEqualTo("valid");
    assertThat(ran.markdown()).contains("ended early");
  }

  @Test
  void aTimedRunIsMeasuredAfterItsWarmUp() throws IOException {
    Ran ran = Ran.run(folder, "--warmup", "1s", "--duration", "2s", "--transport", "mixed");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode report = ran.report();
    assertThat(report.get("total_errors").intValue()).isZero();
    assertThat(report.get("wall_time_sec").doubleValue()).isGreaterThanOrEqualTo(2);
    long messages = report.get("total_messages").longValue();
    assertThat(messages).isPositive();
    long inSeries = 0;
    double seconds = 0;
    for (JsonNode sample : report.get("series")) {
      assertThat(sample.get("start_sec").doubleValue()).isEqualTo(seconds, within(1e-6));
      seconds += sample.get("length_sec").doubleValue();
      inSeries += sample.get("messages").longValue();
    }
    assertThat(inSeries).isEqualTo(messages);
    assertThatItWatchedItself(report);
    assertAllValid(ran, RATE_LIMIT);
    assertLogSumsToTheCounts(ran);
  }

  @ParameterizedTest
  @CsvSource({"http, constant", "ws, uniform", "mixed, constant"})
  void anOpenLoadSendsWhatIsDue(String transport, String arrivals) throws IOException {
    Ran ran =
        Ran.run(
            folder,
            "--rate",
            "300/s",
            "--warmup",
            "1s",
            "--duration",
            "2s",
            "--transport",
            transport,
            "--arrivals",
            arrivals);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode report = ran.report();
    JsonNode offered = report.get("offered");
    assertThat(offered.get("due").longValue()).isEqualTo(600);
    assertThat(offered.get("sent").longValue() + offered.get("unsent").longValue())
        .isEqualTo(offered.get("due").longValue());
    long done = 0;
    for (JsonNode kind : report.get("kinds")) {
      done += kind.get("total").longValue();
      assertThat(kind.get("service_ms").get("count"))
          .isEqualTo(kind.get("latency_ms").get("count"));
      assertThat(kind.get("service_ms").get("max").doubleValue())
          .isLessThanOrEqualTo(kind.get("latency_ms").get("max").doubleValue());
    }
    assertThat(done).isEqualTo(offered.get("sent").longValue());
    assertThat(report.get("wall_time_sec").doubleValue()).isGreaterThanOrEqualTo(2);
    assertAllValid(ran, RATE_LIMIT);
    assertLogSumsToTheCounts(ran);
  }

  @Test
  void stagesSetTheRateAndTheLength() throws IOException {
    Ran ran = Ran.run(folder, "--stage", "1s:200", "--stage", "1s:200", "--stage", "1s:0");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.report().get("offered").get("due").longValue()).isEqualTo(400);
    assertThat(ran.report().get("wall_time_sec").doubleValue()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void whatCannotBeSentInTimeIsCounted() throws IOException {
    Ran ran = Ran.run(folder, "--users", "1", "--rate", "1000000/s", "--duration", "500ms");
    JsonNode offered = ran.report().get("offered");
    assertThat(offered.get("due").longValue()).isEqualTo(500_000);
    assertThat(offered.get("unsent").longValue()).isPositive();
    assertThat(ran.markdown()).contains("500,000 due", "never sent");
  }

  @Test
  void aThresholdThatIsMissedIsExitCodeFour() throws IOException {
    Ran ran =
        Ran.run(folder, "--threshold", "errors==0", "--threshold", "p99<1ns", "--messages", "5");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(4);
    JsonNode thresholds = ran.report().get("thresholds");
    assertThat(thresholds.get(0).get("held").booleanValue()).isTrue();
    assertThat(thresholds.get(1).get("held").booleanValue()).isFalse();
    assertThat(thresholds.get(1).get("actual").doubleValue()).isPositive();
    assertThat(ran.markdown()).contains("### Thresholds", "p99<1ns", "**no**");
  }

  @Test
  void twoRunsAtOnceDoNotMeet() throws Exception {
    try (EmbeddedBridge bridge =
            EmbeddedBridge.start(ChatTarget.home(), List.of("--rate-limit", "0"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ran>> runs = new ArrayList<>();
      for (String name : List.of("one", "two")) {
        runs.add(
            threads.submit(
                () ->
                    Ran.run(
                        folder.resolve(name),
                        "--url",
                        bridge.endpoint().url(),
                        "--transport",
                        "mixed",
                        "--messages",
                        "50")));
      }
      for (Future<Ran> run : runs) {
        Ran ran = run.get();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.messages("ok")).isEqualTo(1000);
        assertAllValid(ran, RATE_LIMIT);
      }
    }
  }

  @Test
  void theClosingPhaseIsJudgedButNotMeasured() throws IOException {
    Ran ran = Ran.run(folder, "--rate-limit", "70", "--rate-window", "70s");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.messages("ok")).isEqualTo(400);
    assertThat(ran.operations("refused")).isZero();
    assertAllValid(ran);
    JsonNode limit = check(ran, RATE_LIMIT);
    assertThat(limit.get("judged").longValue()).as("the closing phase's too").isGreaterThan(440);
    assertThat(ran.report().get("settings").get("rate-limit").textValue()).isEqualTo("70");
    assertThat(ran.report().get("settings").get("mix").textValue()).startsWith("chat=80,");
  }

  @Test
  void whoIsOverItsLimitDuringTheLoadIsRefusedAndThatIsRight() throws IOException {
    Ran ran = Ran.run(folder, "--rate-limit", "10", "--transport", "mixed");
    assertThat(ran.messages("refused")).isPositive();
    assertThat(ran.report().get("total_errors").intValue()).isZero();
    assertThat(ran.verdict(RATE_LIMIT)).isEqualTo("valid");
    ran.assertNothingViolated();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "mixed"})
  void moreUsersThanSessionsIsNoFault(String transport) throws IOException {
    Ran ran = Ran.run(folder, "--users", "12", "--max-sessions", "5", "--transport", transport);
    ran.assertNothingViolated();
    assertThat(ran.report().get("total_messages").intValue()).isEqualTo(240);
    assertThat(ran.ending()).isEqualTo("completed");
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void aShortCrisisWindowIsPassedOn() throws IOException {
    Ran ran = Ran.run(folder, "--crisis-turns", "2", "--crisis-window", "5s");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.verdict("crisis")).isEqualTo("valid");
  }

  /** A run as short as this is never invalid, however busy the machine is. */
  private static void assertThatItWatchedItself(JsonNode report) {
    JsonNode generator = report.get("generator");
    assertThat(generator.get("validity").textValue()).isIn("valid", "noted");
    assertThat(generator.get("loop_lag_ms").get("count").longValue()).isPositive();
    assertThat(generator.get("oversleep_ms").get("count").longValue()).isPositive();
    assertThat(generator.get("series")).hasSameSizeAs(report.get("series"));
    double seconds = 0;
    for (JsonNode second : generator.get("series")) {
      assertThat(second.get("start_sec").doubleValue()).isEqualTo(seconds, within(1e-6));
      seconds += second.get("length_sec").doubleValue();
      assertThat(second.get("usable_cpus").intValue()).isPositive();
      assertThat(second.get("connections").longValue()).isPositive();
    }
    JsonNode first = generator.get("series").get(0);
    assertThat(first.get("generator_cpus").doubleValue()).isPositive();
    assertThat(first.get("target_cpus").doubleValue()).isPositive();
    assertThat(first.get("loop_busy_share").doubleValue()).isPositive();
    assertThat(first.get("loop_lag_p99_ms").isNumber()).isTrue();
  }

  /** All are valid but those that may be unknown. */
  private static void assertAllValid(Ran ran, String... mayBeUnknown) throws IOException {
    for (JsonNode check : ran.report().get("checks")) {
      String name = check.get("name").textValue();
      if (List.of(mayBeUnknown).contains(name)) {
        assertThat(check.get("verdict").textValue()).as(check.toString()).isNotEqualTo("violated");
      } else {
        assertThat(check.get("verdict").textValue()).as(check.toString()).isEqualTo("valid");
        assertThat(check.get("judged").longValue()).isPositive();
      }
    }
    for (String name : CHECKS) {
      assertThat(ran.verdict(name)).isIn("valid", "unknown");
    }
  }

  private static JsonNode check(Ran ran, String name) throws IOException {
    for (JsonNode check : ran.report().get("checks")) {
      if (check.get("name").textValue().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name);
  }

  private static void assertLogSumsToTheCounts(Ran ran) throws IOException {
    Map<String, Long> logged = new HashMap<>();
    try (HistogramLogReader log =
        new HistogramLogReader(ran.folder().resolve("latency.hlog").toFile())) {
      while (log.hasNext()) {
        EncodableHistogram interval = log.nextIntervalHistogram();
        if (interval instanceof Histogram histogram) {
          logged.merge(histogram.getTag(), histogram.getTotalCount(), Long::sum);
        }
      }
    }
    Map<String, Long> reported = new HashMap<>();
    for (JsonNode kind : ran.report().get("kinds")) {
      JsonNode outcomes = kind.get("outcomes");
      long answered = outcomes.get("ok").longValue() + outcomes.get("refused").longValue();
      assertThat(kind.get("latency_ms").get("count").longValue()).isEqualTo(answered);
      reported.put(kind.get("kind").textValue(), answered);
    }
    assertThat(logged).isEqualTo(reported);
  }
}
