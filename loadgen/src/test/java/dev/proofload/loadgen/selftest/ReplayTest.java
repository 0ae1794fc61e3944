package dev.proofload.loadgen.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Legal;
import dev.proofload.loadgen.check.Replay;
import dev.proofload.loadgen.check.ReplayRow;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.selftest.fault.Fault;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Simulation;
import dev.proofload.loadgen.selftest.simulation.Stage;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay and the checks agree about whole histories, sound ones and others. */
class ReplayTest {
  private static final int MESSAGE_SIZE = 100;

  /** What does not show in so short a run as these. */
  private static final Set<String> RARE =
      Set.of(
          "swapped-answer",
          "wrong-user-id",
          "session-missing",
          "session-twice",
          "counts-dont-add-up",
          "overlapping-drains",
          "doubled-event",
          "refused-not-screened",
          "crisis-lost-on-eviction");

  /** A simulated run that can be told again and again. */
  private record Run(Settings settings, Function<Stage, SimulatedBridge> bridge, int operations) {
    Steps steps() {
      return new Steps(Simulation.names(settings), Simulation.originNanos(settings));
    }

    ChatChecks judged() {
      ChatChecks checks = Trial.checks(settings);
      new Simulation(settings, bridge, checks).run(operations);
      return checks;
    }

    List<ReplayRow> rows(ChatChecks judged, int user) {
      return rows(judged, Set.of(user)).getOrDefault(user, List.of());
    }

    /** The stories of several users, told in one pass. */
    Map<Integer, List<ReplayRow>> rows(ChatChecks judged, Set<Integer> users) {
      Map<Integer, List<ReplayRow>> rows = new TreeMap<>();
      List<Replay> replays = new ArrayList<>();
      for (int user : users) {
        List<ReplayRow> story = new ArrayList<>();
        rows.put(user, story);
        replays.add(new Replay(steps(), settings.rules(), MESSAGE_SIZE, user, judged, story::add));
      }
      new Simulation(settings, bridge, new All(replays)).run(operations);
      return rows;
    }
  }

  private record All(List<Replay> replays) implements HistoryListener {
    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      replays.forEach(one -> one.completed(operation, outcome, startNanos, endNanos, seen));
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      replays.forEach(one -> one.delivered(user, atNanos, seen));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothingIsCalledWrongOfASoundBridgeAndMuchIsSaidOfWhatIsLegal(long seed) {
    Run run = new Run(Settings.of(seed), SimulatedBridge::sound, 2_000);
    ChatChecks judged = run.judged();
    assertThat(judged.results()).noneMatch(check -> check.verdict() == Verdict.VIOLATED);
    List<Legal> legal = new ArrayList<>();
    Set<Integer> all = new TreeSet<>();
    for (int user = 0; user < judged.users(); user++) {
      all.add(user);
    }
    for (List<ReplayRow> story : run.rows(judged, all).values()) {
      for (ReplayRow row : story) {
        assertThat(row.wrong()).as("%s", row).isEmpty();
        legal.add(row.legal());
      }
    }
    assertThat(legal).anyMatch(one -> one.messages().isPresent());
    assertThat(legal).anyMatch(one -> !one.room().isEmpty());
    assertThat(legal).anyMatch(one -> one.help().isPresent());
  }

  /** Whoever stands in a witness finds it in the own story, and nothing there is made up. */
  @ParameterizedTest
  @MethodSource("faults")
  void everyWitnessIsFoundAgainInTheStoriesOfThoseWhoStandInIt(String name) {
    Fault fault = Fault.named(name).orElseThrow();
    Run run = new Run(fault.needs().apply(Settings.of(7)), fault.bridge(), 2_000);
    ChatChecks judged = run.judged();
    Set<String> violated =
        judged.results().stream()
            .filter(check -> check.verdict() == Verdict.VIOLATED)
            .map(CheckResult::name)
            .collect(Collectors.toSet());
    assertThat(violated.contains(fault.check())).isNotEqualTo(RARE.contains(name));
    Set<Integer> users = new TreeSet<>();
    for (CheckResult check : judged.results()) {
      for (Witness witness : check.witnesses()) {
        witness.operations().forEach(step -> users.add(index(run, step.user())));
      }
    }
    Map<Integer, List<ReplayRow>> stories = run.rows(judged, users);
    for (CheckResult check : judged.results()) {
      for (Witness witness : check.witnesses()) {
        ReplayRow.Finding finding = new ReplayRow.Finding(check.name(), witness.sentence());
        for (Witness.Step step : witness.operations()) {
          assertThat(stories.get(index(run, step.user())))
              .as("%s of %s", step, witness.sentence())
              .anyMatch(
                  row ->
                      row.findings().contains(finding)
                          && (row.startNanos() == step.startNanos()
                              || row.endNanos() == step.startNanos()));
        }
      }
    }
    stories
        .values()
        .forEach(story -> assertThat(story).allMatch(row -> violated.containsAll(row.wrong())));
  }

  @Test
  void theOnlookersStoryIsOfListsAndHistories() {
    Run run = new Run(Settings.of(1), SimulatedBridge::sound, 2_000);
    List<ReplayRow> rows = run.rows(run.judged(), Operation.NOBODY);
    assertThat(rows).extracting(ReplayRow::actor).containsOnly("onlooker");
    assertThat(rows).extracting(ReplayRow::kind).contains("sessions", "rooms");
  }

  @Test
  void aStoryIsToldInTheOrderInWhichItHappened() {
    Run run = new Run(Settings.of(1), SimulatedBridge::sound, 2_000);
    List<ReplayRow> rows = run.rows(run.judged(), 0);
    assertThat(rows).extracting(ReplayRow::endNanos).isSorted().hasSizeGreaterThan(5);
  }

  static Stream<String> faults() {
    return Fault.ALL.stream().map(Fault::name);
  }

  private static int index(Run run, String user) {
    return user.equals("onlooker") ? Operation.NOBODY : run.steps().names().user(user);
  }
}
