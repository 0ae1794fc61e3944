package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.RateStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of an open load: operations are due at their time, whether or not answers come. */
final class OpenOptions {
  /** A run bounded by messages may take as long as it likes. */
  private static final Duration FOR_EVER = Duration.ofDays(7);

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      converter = RateConverter.class,
      description =
          "Operations of all users together that are due a second, whether or not the server keeps"
              + " up: 5000/s, 300/m. Latency then runs from when each was due (default: each user"
              + " waits for its answer, and sends again).")
  private @Nullable Double rate;

  @Option(
      names = "--stage",
      paramLabel = "TIME:RATE",
      split = ",",
      splitSynopsisLabel = ",",
      converter = StageConverter.class,
      description =
          "Go evenly to another rate in that time; several follow each other. They begin at --rate,"
              + " or at 0, and set the duration.")
  private List<StageConverter.Goal> stages = List.of();

  @Option(
      names = "--arrivals",
      paramLabel = "HOW",
      converter = ChoiceConverter.OfArrivals.class,
      completionCandidates = ChoiceConverter.OfArrivals.class,
      description =
          "How operations are spread about the rate: constant (evenly), uniform (each anywhere in"
              + " its slot), poisson (as of people who know nothing of each other) (default:"
              + " constant).")
  private @Nullable Arrivals arrivals;

  /**
   * How long the stages last, if there are any.
   *
   * @throws IllegalArgumentException if something else bounds the run too
   */
  Optional<Duration> length(boolean bounded) {
    if (stages.isEmpty()) {
      return Optional.empty();
    }
    if (bounded) {
      throw new IllegalArgumentException(
          "stages say how long a run lasts: leave out --duration and --messages");
    }
    return Optional.of(
        stages.stream().map(StageConverter.Goal::length).reduce(Duration.ZERO, Duration::plus));
  }

  /**
   * The open load, if one is asked for.
   *
   * @param duration of the run, if it is bounded so
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  Optional<OpenLoad> load(Optional<Duration> duration) {
    if (rate == null && stages.isEmpty()) {
      if (arrivals != null) {
        throw new IllegalArgumentException("--arrivals needs --rate or --stage");
      }
      return Optional.empty();
    }
    return Optional.of(
        new OpenLoad(
            stages.isEmpty()
                ? RateProfile.constant(rate == null ? 0 : rate, duration.orElse(FOR_EVER))
                : profile(),
            arrivals == null ? Arrivals.CONSTANT : arrivals));
  }

  private RateProfile profile() {
    List<RateStage> all = new ArrayList<>();
    double from = rate == null ? 0 : rate;
    for (StageConverter.Goal goal : stages) {
      all.add(new RateStage(goal.length(), from, goal.perSecond()));
      from = goal.perSecond();
    }
    return new RateProfile(all);
  }
}
