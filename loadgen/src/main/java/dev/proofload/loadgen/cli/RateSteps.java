package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Dialing;
import dev.proofload.loadgen.gate.RateSearch;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.IntervalListener;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.report.JsonReport;
import dev.proofload.loadgen.report.RateTrial;
import dev.proofload.loadgen.report.ReportFolder;
import dev.proofload.loadgen.suite.Suites;
import dev.proofload.loadgen.workload.LoadPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** The steps of a search for the highest rate, one after the other on one server. */
final class RateSteps {
  /** Of what is due so much is to be done, whatever else is asked for. */
  private static final double LEAST_DONE = 0.99;

  private final Ground ground;
  private final List<Threshold> limits;
  private final CommandSpec command;
  private final List<RateTrial> trials = new ArrayList<>();

  /**
   * Where all steps are made.
   *
   * @param folder gets the report of each
   */
  record Ground(
      ChatTarget target, Dialing dialing, Interruption interruption, ReportFolder folder) {}

  /**
   * @param limits what a step is to hold
   * @param command tells in each report how it came about, and where messages go
   */
  RateSteps(Ground ground, List<Threshold> limits, CommandSpec command) {
    this.ground = ground;
    this.limits = limits;
    this.command = command;
  }

  /** Those that count, in the order in which they were made. */
  List<RateTrial> trials() {
    return List.copyOf(trials);
  }

  /** Returns what the process would end with after this. */
  int warmUp(LoadPlan plan) throws IOException, InterruptedException {
    String name = "warm-up";
    SuiteRunner.Finished done = run(plan, name);
    int broken = broken(done);
    if (broken != ExitCode.PASS) {
      save(done, name, List.of());
      tell(broken, done, name);
    }
    return broken;
  }

  /** Adds a trial, or returns why there is none. */
  int run(double rate, LoadPlan plan) throws IOException, InterruptedException {
    String name = String.format(Locale.ROOT, "step-%02d", trials.size() + 1);
    SuiteRunner.Finished done = run(plan, name);
    List<Threshold.Result> held = Threshold.all(limits, done.record());
    save(done, name, held);
    int broken = broken(done);
    if (broken == ExitCode.PASS) {
      trials.add(trial(rate, done.record(), held));
    } else {
      tell(broken, done, name);
    }
    return broken;
  }

  private SuiteRunner.Finished run(LoadPlan plan, String name) throws InterruptedException {
    SuiteRunner.Labels labels =
        new SuiteRunner.Labels(name, Settings.commandLine(command), Settings.of(command));
    SuiteRunner runner = SuiteRunner.greet(Suites.CHAT, ground.target(), plan, labels, true);
    runner.connect(ground.dialing());
    ground.interruption().stops(runner::interrupt);
    return runner.run(SuiteRunner.defaultEventLoops(), IntervalListener.NONE, progress -> {});
  }

  /** A step that can't count: the server gave wrong answers, or went away, or we were stopped. */
  private static int broken(SuiteRunner.Finished done) {
    int code = ExitCode.of(done);
    boolean silent = done.record().info().ending() == RunInfo.Ending.COMPLETED;
    return code == ExitCode.INVALID || (code == ExitCode.COULD_NOT_RUN && silent)
        ? ExitCode.PASS
        : code;
  }

  private void save(SuiteRunner.Finished done, String name, List<Threshold.Result> held)
      throws IOException {
    ground.folder().write(name + ".json", JsonReport.render(done.record(), done.checks(), held));
  }

  private void tell(int code, SuiteRunner.Finished done, String name) throws IOException {
    ground.folder().writeWitnesses(name, done.checks());
    PrintWriter err = command.commandLine().getErr();
    if (code == ExitCode.VIOLATED) {
      err.println("loadgen: wrong answers at " + name + ": see " + ground.folder().path());
    } else if (!done.complaint().isEmpty()) {
      err.println("loadgen: " + done.complaint());
    }
    err.flush();
  }

  /** What was held although the generator was late was held: its delay is in the latency. */
  private static RateTrial trial(double rate, RunRecord run, List<Threshold.Result> held) {
    String why = why(run, held);
    if (why.isEmpty()) {
      return new RateTrial(rate, RateSearch.Outcome.HELD, why, run, held);
    }
    Validity validity = Validity.of(run);
    return validity.verdict() == Validity.Verdict.INVALID
        ? new RateTrial(rate, RateSearch.Outcome.INVALID, validity.sentence(), run, held)
        : new RateTrial(rate, RateSearch.Outcome.MISSED, why, run, held);
  }

  private static String why(RunRecord run, List<Threshold.Result> held) {
    String missed = RateTrial.missed(held);
    long due = run.offered().map(Offered::due).orElse(0L);
    long done = run.measurements().operations(Outcome.OK);
    if (done >= LEAST_DONE * due) {
      return missed;
    }
    String undone =
        String.format(
            Locale.ROOT, "%.1f%% of what was due was done", due == 0 ? 0 : 100.0 * done / due);
    return missed.isEmpty() ? undone : missed + ", " + undone;
  }
}
