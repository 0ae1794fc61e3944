package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Dialing;
import dev.proofload.loadgen.suite.Suite;
import dev.proofload.loadgen.workload.KindMix;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say who puts load on a server, and what they do. */
final class UserOptions {
  private static final int DEFAULT_CRISIS_USERS = 4;

  @Option(
      names = {"-u", "--users"},
      paramLabel = "N",
      defaultValue = "20",
      description = "Users at once (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--transport",
      paramLabel = "T",
      converter = ChoiceConverter.OfTransport.class,
      completionCandidates = ChoiceConverter.OfTransport.class,
      description =
          "http, ws, both (each user has a socket, and sends in turn over it and over HTTP), or"
              + " mixed: a third of the users each (default: http; streams: ws).")
  private @Nullable Transport transport;

  @Option(
      names = "--rooms",
      paramLabel = "N",
      description =
          "Rooms the users go round, one a message; 0: nobody moves (default: 5, or a hundredth of"
              + " the users; streams, where each stays in one: 5, or a twentieth).")
  private @Nullable Integer rooms;

  @Option(
      names = "--crisis-users",
      paramLabel = "N",
      description = "Users who go through a crisis, at four paces (default: 4, or all users).")
  private @Nullable Integer crisisUsers;

  @Option(
      names = "--message-size",
      paramLabel = "BYTES",
      description = "Size of a message's text in UTF-8 (default: 100; streams: 500).")
  private @Nullable Integer messageSize;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "How long an answer is waited for (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ZERO;

  @Option(
      names = "--spawn-rate",
      paramLabel = "RATE",
      converter = RateConverter.class,
      description =
          "Connections opened a second before the load, of all users together: 500/s (default: as"
              + " fast as the server takes them).")
  private @Nullable Double spawnRate;

  @Option(
      names = "--source-addresses",
      paramLabel = "N",
      description =
          "Addresses of 127.0.0.0/8 that users come from, to a server that is there too (default:"
              + " as many as the local ports make necessary).")
  private @Nullable Integer sourceAddresses;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fixes rooms and texts (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--mix",
      paramLabel = "SHARES",
      description =
          "What users do, as weights of chat, say, emote, whisper, look, who, go, and drain, by which"
              + " users without a socket fetch their events; --mix chat: nothing but chat"
              + " (default: chat=80,say=8,emote=2,whisper=2,look=5,who=1,go=2,drain=5; streams:"
              + " chat=91,say=5,emote=1,whisper=1,look=2).")
  private @Nullable String mix;

  /** No flag was given; picocli fills them in. */
  UserOptions() {}

  /**
   * What they do for so long. What nobody set is then as the suite has it.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  LoadPlan plan(
      Suite suite,
      Readers readers,
      Optional<Integer> messages,
      Optional<Duration> duration,
      Duration warmup,
      Duration thinkTime,
      Optional<OpenLoad> open) {
    Suite.Usual usual = suite.usual();
    LoadPlan plan =
        new LoadPlan(
            users,
            messages,
            duration,
            warmup,
            transport == null ? usual.transport() : transport,
            rooms == null ? usual.rooms(users) : rooms,
            crisisUsers == null
                ? Math.clamp(users - readers.bad(), 0, DEFAULT_CRISIS_USERS)
                : crisisUsers,
            messageSize == null ? usual.messageSize() : messageSize,
            thinkTime,
            timeout,
            seed,
            mix == null ? usual.mix() : KindMix.parse(mix),
            open,
            readers);
    suite.require(plan);
    return plan;
  }

  /** What holds stands in the report, also where nobody set it. */
  void settle(LoadPlan plan) {
    transport = plan.transport();
    messageSize = plan.messageSize();
    mix = plan.mix().toString();
  }

  /**
   * How they connect.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  Dialing dialing() {
    if (spawnRate != null && spawnRate == 0) {
      throw new IllegalArgumentException("spawn-rate must be more than 0");
    }
    if (sourceAddresses != null && sourceAddresses == 0) {
      throw new IllegalArgumentException("source-addresses must be at least 1: 0");
    }
    return new Dialing(
        spawnRate == null ? 0 : spawnRate, sourceAddresses == null ? 0 : sourceAddresses);
  }
}
