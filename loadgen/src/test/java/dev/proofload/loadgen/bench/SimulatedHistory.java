package dev.proofload.loadgen.bench;

import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.HistoryCodes;
import dev.proofload.loadgen.record.HistoryFeed;
import dev.proofload.loadgen.record.HistoryHeader;
import dev.proofload.loadgen.record.HistoryLane;
import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.HistoryWriter;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Simulation;
import dev.proofload.loadgen.selftest.simulation.Stage;
import dev.proofload.loadgen.suite.Suites;
import dev.proofload.loadgen.workload.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;

/**
 * Saves the history of a simulated run: {@code SimulatedHistory FILE OPERATIONS}. For {@code
 * bench/check-history.sh}, and for tests that need a history without a server.
 */
public final class SimulatedHistory {
  private static final int TROUBLE_ONE_IN = 1_000_000;

  private SimulatedHistory() {}

  /** Of a sound bridge. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: SimulatedHistory FILE OPERATIONS");
    }
    long operations = Long.parseLong(args[1]);
    save(Path.of(args[0]), seldomInTrouble(), SimulatedBridge::sound, operations);
  }

  /**
   * Users whose fate is unknown after an error stay in all lists; where one operation in a thousand
   * ends so, a long run would be about them alone.
   */
  private static Settings seldomInTrouble() {
    Settings any = Settings.of(1);
    return new Settings(
        any.seed(),
        any.clients(),
        any.rooms(),
        any.rateLimit(),
        any.rateWindowNanos(),
        any.crisisWindowNanos(),
        any.maxSessions(),
        any.tickNanos(),
        TROUBLE_ONE_IN,
        any.streams());
  }

  /** Runs so many operations on a simulated bridge, and saves what happened. */
  public static void save(
      Path file, Settings settings, Function<Stage, SimulatedBridge> bridge, long operations)
      throws IOException {
    HistoryHeader header =
        new HistoryHeader(
            Suites.CHAT.name(),
            Simulation.names(settings),
            settings.clients(),
            0,
            settings.clients(),
            100,
            settings.seed(),
            settings.rules(),
            Instant.EPOCH,
            "simulation",
            BuildInfo.read(),
            HistoryCodes.current());
    HistoryFeed feed =
        new HistoryFeed(
            Simulation.names(settings), Simulation.originNanos(settings), HistoryListener.NONE);
    HistoryWriter writer = HistoryWriter.open(file);
    writer.begin(header);
    feed.saveTo(writer);
    new Simulation(settings, bridge, new Saved(feed)).run(operations);
  }

  /** Puts everything on one lane. */
  private record Saved(HistoryFeed feed, HistoryLane lane) implements HistoryListener {
    Saved(HistoryFeed feed) {
      this(feed, feed.lane());
    }

    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      lane.completed(operation, outcome, startNanos, endNanos, seen);
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      lane.delivered(user, atNanos, seen);
    }

    @Override
    public void settled(long nanos) {
      if (nanos != Long.MAX_VALUE) {
        lane.progress(nanos);
      }
    }

    @Override
    public void ended(boolean quiet) {
      lane.close();
      feed.end(quiet);
    }
  }
}
