package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.driver.LoadResult;
import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Watched;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.report.SavedRun;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first of 3, 130, 5, 1, 4 that holds. */
class ExitCodeTest {
  private static final CheckResult VIOLATED =
      new CheckResult("isolation", Verdict.VIOLATED, 2, 1, List.of(), "");

  @Test
  void aRunThatIsFinePasses() {
    assertThat(code(run(Watched.FINE), List.of(), "", "messages>=0")).isZero();
    assertThat(code(run(Watched.FINE), List.of(), "", "messages<0")).isEqualTo(4);
  }

  @Test
  void anInvalidRunSaysNothingOfThresholds() {
    assertThat(code(run(Watched.STARVED), List.of(), "", "messages>=0")).isEqualTo(5);
    assertThat(code(run(Watched.STARVED), List.of(), "", "messages<0")).isEqualTo(5);
  }

  @Test
  void aWrongAnswerIsWrongAlsoInAnInvalidRun() {
    assertThat(code(run(Watched.STARVED), List.of(VIOLATED), "", "messages<0")).isEqualTo(3);
  }

  @Test
  void whereNothingWasAnsweredTheGeneratorMayBeWhy() {
    assertThat(code(run(Watched.STARVED), List.of(), "nothing was answered", "messages>=0"))
        .isEqualTo(5);
    assertThat(code(run(Watched.FINE), List.of(), "nothing was answered", "messages<0"))
        .isEqualTo(1);
  }

  @Test
  void aTargetThatWasLostOrAnInterruptCountsFirst() {
    RunRecord lost = ending(run(Watched.STARVED), RunInfo.Ending.TARGET_LOST);
    assertThat(code(lost, List.of(), "it went away", "messages>=0")).isEqualTo(1);
    RunRecord stopped = ending(run(Watched.STARVED), RunInfo.Ending.INTERRUPTED);
    assertThat(code(stopped, List.of(), "", "messages<0")).isEqualTo(130);
  }

  @Test
  void aSavedRunEndsAsItDidWhenItWasMade() {
    RunRecord fine = run(Watched.FINE);
    // Nothing was sent in it.
    assertThat(saved(fine)).isEqualTo(1);
    assertThat(saved(ending(fine, RunInfo.Ending.INTERRUPTED))).isEqualTo(130);
    assertThat(saved(ending(fine, RunInfo.Ending.TARGET_LOST))).isEqualTo(1);
    assertThat(saved(run(Watched.STARVED))).isEqualTo(5);
  }

  private static int saved(RunRecord run) {
    return ExitCode.of(new SavedRun(run, List.of(), List.of()));
  }

  private static RunRecord run(Watched second) {
    return Watched.run(Collections.nCopies(6, second));
  }

  private static RunRecord ending(RunRecord run, RunInfo.Ending ending) {
    RunInfo info = run.info();
    return new RunRecord(
        new RunInfo(
            info.name(),
            info.workload(),
            info.startedAt(),
            info.url(),
            info.embedded(),
            info.version(),
            info.commit(),
            info.command(),
            info.users(),
            info.messagesPerUser(),
            info.seed(),
            info.settings(),
            ending),
        run.machine(),
        run.measurements(),
        run.usage(),
        run.offered(),
        run.self());
  }

  private static int code(
      RunRecord run, List<CheckResult> checks, String complaint, String threshold) {
    List<Threshold> thresholds =
        Threshold.parseAll(List.of(threshold), Metric.all(List.of("chat")));
    return ExitCode.of(
        new SuiteRunner.Finished(run, checks, new LoadResult.Links(1, 1), complaint, Duration.ZERO),
        Threshold.all(thresholds, run));
  }
}
