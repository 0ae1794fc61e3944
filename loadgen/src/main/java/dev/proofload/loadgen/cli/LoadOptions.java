package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Dialing;
import dev.proofload.loadgen.suite.Suite;
import dev.proofload.loadgen.workload.LoadPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that say how much load, of what kind. */
final class LoadOptions {
  private static final int DEFAULT_MESSAGES = 20;

  @Mixin private UserOptions users = new UserOptions();

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "Messages of each user (default: 20, unless --duration is given).")
  private @Nullable Integer messages;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Length of the measured load, instead of --messages: 30s, 5m.")
  private @Nullable Duration duration;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "Load before it is measured; with --duration (default: none).")
  private Duration warmup = Duration.ZERO;

  @Option(
      names = "--think-time",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = DurationConverter.class,
      description = "Pause between an answer and the next message (default: none).")
  private Duration thinkTime = Duration.ZERO;

  @Mixin private OpenOptions open = new OpenOptions();

  @Mixin private ReaderOptions readers = new ReaderOptions();

  /**
   * The plan of a suite.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  LoadPlan plan(Suite suite) {
    Optional<Duration> length =
        open.length(messages != null || duration != null).or(() -> Optional.ofNullable(duration));
    Integer count =
        messages == null && length.isEmpty() ? Integer.valueOf(DEFAULT_MESSAGES) : messages;
    return users.plan(
        suite,
        readers.readers(),
        Optional.ofNullable(count),
        length,
        warmup,
        thinkTime,
        open.load(length));
  }

  /**
   * How users connect.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  Dialing dialing() {
    return users.dialing();
  }

  /** What a plan holds that nobody set, by the name of its option. */
  Map<String, String> derived(LoadPlan plan) {
    Map<String, String> derived = new HashMap<>();
    plan.messages().ifPresent(count -> derived.put("messages", Integer.toString(count)));
    derived.put("rooms", Integer.toString(plan.rooms()));
    derived.put("crisis-users", Integer.toString(plan.crisisUsers()));
    derived.put("transport", ChoiceConverter.word(plan.transport()));
    derived.put("message-size", Integer.toString(plan.messageSize()));
    derived.put("mix", plan.mix().toString());
    return derived;
  }

  /** What holds stands in the report, also where nobody set it. */
  void settle(LoadPlan plan) {
    users.settle(plan);
  }
}
