package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.report.SavedRun;
import java.util.List;

/** What the process ends with. */
final class ExitCode {
  static final int PASS = 0;
  static final int COULD_NOT_RUN = 1;
  static final int USAGE = 2;
  static final int VIOLATED = 3;
  static final int THRESHOLD_MISSED = 4;
  static final int INVALID = 5;
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  /** Of a run that was made. */
  static int of(SuiteRunner.Finished run) {
    return of(run, List.of());
  }

  /** Of a run that was held against thresholds. */
  static int of(SuiteRunner.Finished run, List<Threshold.Result> thresholds) {
    if (violated(run.checks())) {
      return VIOLATED;
    }
    if (run.record().info().ending() == RunInfo.Ending.INTERRUPTED) {
      return INTERRUPTED;
    }
    int code = measured(run.record(), thresholds);
    boolean lost = run.record().info().ending() == RunInfo.Ending.TARGET_LOST;
    if (code == INVALID && !lost) {
      return INVALID;
    }
    return run.complaint().isEmpty() ? code : COULD_NOT_RUN;
  }

  /**
   * Of a history that was judged.
   *
   * @param complaint why it was not read to its end; empty if it was
   */
  static int of(List<CheckResult> checks, String complaint) {
    return violated(checks) ? VIOLATED : complaint.isEmpty() ? PASS : COULD_NOT_RUN;
  }

  /** Of a saved run, or of several as one. */
  static int of(SavedRun run) {
    if (violated(run.checks())) {
      return VIOLATED;
    }
    return measured(run.record(), run.thresholds());
  }

  private static int measured(RunRecord run, List<Threshold.Result> thresholds) {
    if (Validity.of(run).verdict() == Validity.Verdict.INVALID) {
      return INVALID;
    }
    return thresholds.stream().allMatch(Threshold.Result::held) ? PASS : THRESHOLD_MISSED;
  }

  private static boolean violated(List<CheckResult> checks) {
    return checks.stream().anyMatch(check -> check.verdict() == Verdict.VIOLATED);
  }
}
