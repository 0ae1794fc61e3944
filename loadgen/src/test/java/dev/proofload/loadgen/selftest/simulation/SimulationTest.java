package dev.proofload.loadgen.selftest.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final int OPERATIONS = 5_000;

  /** Holds a history to what listeners are promised, and writes it down. */
  private static final class Told implements HistoryListener {
    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, Long> lastEnd = new HashMap<>();
    private final Set<Integer> retired = new HashSet<>();
    private final Set<OperationKind> kinds = EnumSet.noneOf(OperationKind.class);
    private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    private final Set<Observation.Type> delivered = EnumSet.noneOf(Observation.Type.class);
    private final Set<Long> dropped = new HashSet<>();
    private long toldNanos = Long.MIN_VALUE;
    private long settledNanos = Long.MIN_VALUE;
    private int help;
    private int notFound;
    private boolean quiet;
    private final boolean goOn;

    Told(boolean goOn) {
      this.goOn = goOn;
    }

    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      assertThat(startNanos).isLessThanOrEqualTo(endNanos).isGreaterThanOrEqualTo(settledNanos);
      assertThat(endNanos).isGreaterThanOrEqualTo(toldNanos);
      assertThat(startNanos)
          .isGreaterThanOrEqualTo(lastEnd.getOrDefault(operation.user(), Long.MIN_VALUE));
      assertThat(retired).doesNotContain(operation.user());
      toldNanos = endNanos;
      lastEnd.put(operation.user(), endNanos);
      kinds.add(operation.kind());
      outcomes.add(outcome);
      boolean unknown = outcome != Outcome.OK && !outcome.surelyFailed();
      // Whose socket breaks under a message goes on over another.
      boolean goesOn = goOn && operation.transport() == Transport.WS;
      if (unknown
          && !goesOn
          && operation.kind().isWrite()
          && operation.user() != Operation.NOBODY) {
        retired.add(operation.user());
      }
      help += seen.crisis() ? 1 : 0;
      notFound += seen.problem().equals("status 404") ? 1 : 0;
      dropped.add(seen.dropped());
      lines.add(
          operation.user()
              + " "
              + operation.kind()
              + " "
              + outcome
              + " "
              + startNanos
              + " "
              + endNanos
              + " "
              + seen.room()
              + " "
              + seen.text());
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      assertThat(atNanos).isGreaterThanOrEqualTo(Math.max(toldNanos, settledNanos));
      toldNanos = atNanos;
      delivered.add(seen.type());
      lines.add(user + " was sent " + seen.text() + " at " + atNanos);
    }

    @Override
    public void settled(long nanos) {
      assertThat(nanos).isGreaterThanOrEqualTo(settledNanos);
      settledNanos = nanos;
    }

    @Override
    public void ended(boolean wasQuiet) {
      quiet = wasQuiet;
    }
  }

  private static Told tell(Settings settings, long operations) {
    Told told = new Told(settings.streams());
    new Simulation(settings, SimulatedBridge::sound, told).run(operations);
    return told;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void tellsWhatAListenerIsPromised(long seed) {
    Told told = tell(Settings.of(seed), OPERATIONS);

    assertThat(told.kinds)
        .isEqualTo(EnumSet.complementOf(EnumSet.of(OperationKind.STREAMED, OperationKind.STREAMS)));
    assertThat(told.outcomes).contains(Outcome.OK, Outcome.REFUSED);
    assertThat(told.delivered)
        .containsExactlyInAnyOrder(Observation.Type.GREETING, Observation.Type.DELIVERY);
    assertThat(told.help).isPositive();
    assertThat(told.notFound).isZero();
    assertThat(told.quiet).isTrue();
    assertThat(told.settledNanos).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void slowReadersSeeAllThatStreamsBring(long seed) {
    Told told = tell(Settings.of(seed).streaming(), OPERATIONS);

    assertThat(told.kinds).isEqualTo(EnumSet.complementOf(EnumSet.of(OperationKind.MOVE)));
    assertThat(told.outcomes).contains(Outcome.OK, Outcome.REFUSED, Outcome.RESET);
    assertThat(told.delivered)
        .contains(
            Observation.Type.GREETING,
            Observation.Type.DELIVERY,
            Observation.Type.DELTA,
            Observation.Type.DELTAS_DROPPED,
            Observation.Type.LATE_REPLY,
            Observation.Type.CLOSED);
    assertThat(told.quiet).isTrue();
  }

  @Test
  void answersGetLostInEveryWay() {
    Told told = tell(Settings.of(11), 20 * OPERATIONS);

    assertThat(told.outcomes).isEqualTo(EnumSet.allOf(Outcome.class));
    assertThat(told.retired).isNotEmpty();
  }

  @Test
  void theSameSettingsGiveTheSameRun() {
    assertThat(tell(Settings.of(7), OPERATIONS).lines)
        .isEqualTo(tell(Settings.of(7), OPERATIONS).lines);
    assertThat(tell(Settings.of(7), OPERATIONS).lines)
        .isNotEqualTo(tell(Settings.of(8), OPERATIONS).lines);
  }

  @Test
  void aLongerRunBeginsLikeAShorterOne() {
    List<String> shorter = tell(Settings.of(3), 1_000).lines.subList(0, 1_000);

    assertThat(tell(Settings.of(3), 4_000).lines.subList(0, 1_000)).isEqualTo(shorter);
  }

  @Test
  void fewerSessionsThanUsersAreEvicted() {
    Settings settings = Settings.of(5).evicting();
    int[] most = {0};
    List<String> welcomes = new ArrayList<>();
    new Simulation(
            settings,
            stage ->
                new SimulatedBridge(stage) {
                  @Override
                  protected void evict(Guest guest) {
                    assertThat(guest.socket()).isNull();
                    super.evict(guest);
                    welcomes.add(guest.id());
                  }

                  @Override
                  protected void finish(Call call) {
                    most[0] = Math.max(most[0], guests().size());
                  }
                },
            new Told(false))
        .run(OPERATIONS);

    assertThat(most[0]).isEqualTo(settings.maxSessions());
    assertThat(welcomes).hasSizeGreaterThan(100);
  }

  @Test
  void withoutALimitNothingIsRefused() {
    assertThat(tell(Settings.of(2).unlimited(), OPERATIONS).outcomes)
        .doesNotContain(Outcome.REFUSED);
  }

  @Test
  void aCoarseClockShowsTies() {
    Settings one = Settings.of(2);
    Settings coarse =
        new Settings(
            2,
            one.clients(),
            one.rooms(),
            one.rateLimit(),
            one.rateWindowNanos(),
            one.crisisWindowNanos(),
            one.maxSessions(),
            1_000_000,
            one.troubleOneIn(),
            one.streams());
    Told told = tell(coarse, OPERATIONS);

    assertThat(told.toldNanos % 1_000_000).isZero();
  }
}
