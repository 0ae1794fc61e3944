package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Neither the check of isolation nor that of sessions ever blames a right server. */
class SoundChatTest {
  private final Story story = new Story();

  @Property
  void aRightServerIsNeverBlamed(@ForAll long seed, @ForAll boolean evicting) {
    judge(new SoundChat(seed, evicting).run(), evicting)
        .forEach(result -> assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.VALID));
  }

  @Property
  void noLongerIntervalBlamesIt(@ForAll long seed, @ForAll boolean evicting) {
    Random random = new Random(seed);
    List<Told> run = new SoundChat(seed, evicting).run();
    run.sort(Comparator.comparingLong(Told::startNanos));
    Map<Integer, Told> before = new HashMap<>();
    List<Told> widened = new ArrayList<>();
    for (Told one : run) {
      Told last = before.get(one.user());
      long earliest = last == null || one.user() < 0 ? 0 : last.endNanos();
      long start =
          one.operation().isEmpty()
              ? one.startNanos()
              : one.startNanos()
                  - random.nextLong(one.startNanos() - Math.min(earliest, one.startNanos()) + 1);
      long end = one.endNanos() + (one.user() < 0 ? random.nextInt(50) : 0);
      widened.add(one.lasting(start, end));
      if (!one.operation().isEmpty()) {
        before.put(one.user(), one);
      }
    }
    assertNotBlamed(judge(widened, evicting));
  }

  @Property
  void lessKnowledgeDoesNotBlameIt(@ForAll long seed, @ForAll boolean evicting) {
    Random random = new Random(seed);
    List<Told> run = new SoundChat(seed, evicting).run();
    run.replaceAll(
        one ->
            one.user() >= 0 && one.outcome() == Outcome.OK && random.nextInt(5) == 0
                ? one.unknown()
                : one);
    run.removeIf(one -> one.operation().isEmpty() && one.seen().text().isEmpty());
    assertNotBlamed(judge(run, evicting));
  }

  private static void assertNotBlamed(List<CheckResult> results) {
    results.forEach(
        result -> assertThat(result.verdict()).as("%s", result).isNotEqualTo(Verdict.VIOLATED));
  }

  private List<CheckResult> judge(List<Told> run, boolean evicting) {
    Evictions evictions = new Evictions(ServerRules.documented(), evicting ? 1_000 : 3);
    List<Check> checks =
        List.of(
            new IsolationCheck(story.steps, evictions),
            new SessionsCheck(story.steps, ServerRules.documented(), evictions));
    checks.forEach(check -> Told.all(run, check));
    return checks.stream().map(Check::result).toList();
  }
}
