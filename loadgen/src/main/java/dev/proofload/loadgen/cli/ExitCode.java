package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.Outcome;
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
    return of(run.record(), run.checks(), thresholds, !run.complaint().isEmpty());
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
    return of(run.record(), run.checks(), run.thresholds(), isFailed(run.record()));
  }

  /** Whether a run lost its target, or got not one message through. */
  static boolean isFailed(RunRecord run) {
    return run.info().ending() == RunInfo.Ending.TARGET_LOST
        || (run.info().ending() != RunInfo.Ending.INTERRUPTED
            && run.measurements().messages(Outcome.OK) == 0);
  }

  /** The worst first: a wrong answer counts however the run ended. */
  private static int of(
      RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds, boolean failed) {
    if (violated(checks)) {
      return VIOLATED;
    }
    if (run.info().ending() == RunInfo.Ending.INTERRUPTED) {
      return INTERRUPTED;
    }
    int code = measured(run, thresholds);
    if (code == INVALID && run.info().ending() != RunInfo.Ending.TARGET_LOST) {
      return INVALID;
    }
    return failed ? COULD_NOT_RUN : code;
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
