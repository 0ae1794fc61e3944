package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorProbeTest {
  private static final long SECOND = 1_000_000_000L;

  /** Two processors; user, nice, system, idle, iowait, irq, softirq, steal, guest, guest_nice. */
  private static final String STAT =
      """
      cpu  2000 0 200 7000 100 0 50 40 0 0
      cpu0 1000 0 100 3500 50 0 25 20 0 0
      cpu1 1000 0 100 3500 50 0 25 20 0 0
      intr 1 2 3
      ctxt 12345
      """;

  @TempDir Path proc;
  private VmCounters vm = new VmCounters(0, 3, 20, OptionalLong.of(100), OptionalLong.of(1_024));
  private OptionalLong target = OptionalLong.of(0);

  @Test
  void tellsWhoHadTheProcessors() throws IOException {
    file("self/status", "Name:\tjava\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n");
    file("stat", STAT);
    GeneratorProbe probe = probe(true);
    GeneratorProbe.Look before = probe.look(0);
    file(
        "stat",
        """
        cpu0 1060 10 110 3510 55 2 28 25 0 0
        cpu1 1000 0 110 3585 50 0 25 25 0 0
        """);
    vm = new VmCounters(SECOND / 5, 4, 30, OptionalLong.of(140), OptionalLong.of(1_024));
    target = OptionalLong.of(SECOND / 10);
    GeneratorProbe.Look after = probe.look(SECOND);
    Processors processors = probe.processors(before, after);
    assertThat(processors.usable()).isEqualTo(2);
    assertThat(processors.generator()).isEqualTo(0.2, within(1e-9));
    assertThat(processors.target()).hasValue(0.1);
    // 95 busy ticks of 200: 85 of cpu0's 105, 10 of cpu1's 100.
    assertThat(processors.busy().orElseThrow()).isEqualTo(2 * 95 / 205.0, within(1e-9));
    assertThat(processors.others().orElseThrow()).isEqualTo(2 * 95 / 205.0 - 0.3, within(1e-9));
    assertThat(processors.steal().orElseThrow()).isEqualTo(2 * 10 / 205.0, within(1e-9));
    assertThat(processors.iowait().orElseThrow()).isEqualTo(2 * 5 / 205.0, within(1e-9));
    assertThat(probe.connections(after)).hasValue(40);
  }

  @Test
  void tellsWhatItsControlGroupAllowedAndStopped() throws IOException {
    file("self/cgroup", "0::/\n");
    file("self/mountinfo", "40 30 0:37 / " + proc.resolve("group") + " rw - cgroup2 none rw\n");
    file("group/cpu.max", "20000 100000\n");
    file("group/cpu.stat", "usage_usec 9\nnr_periods 100\nnr_throttled 50\n");
    GeneratorProbe probe = probe(true);
    GeneratorProbe.Look before = probe.look(0);
    file("group/cpu.stat", "usage_usec 9\nnr_periods 110\nnr_throttled 58\n");
    assertThat(probe.processors(before, probe.look(SECOND)).quota()).hasValue(new Quota(0.2, 0.8));
  }

  @Test
  void aTargetOnAnotherProcessorHidesNobody() throws IOException {
    file("self/status", "Cpus_allowed_list:\t0\n");
    file("stat", "cpu0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0\n");
    GeneratorProbe probe = probe(true);
    GeneratorProbe.Look before = probe.look(0);
    file("stat", "cpu0 100 0 0 0 0 0 0 0\ncpu1 70 0 0 30 0 0 0 0\n");
    vm = new VmCounters(2 * SECOND / 5, 0, 0, OptionalLong.empty(), OptionalLong.empty());
    target = OptionalLong.of(7 * SECOND / 10);
    Processors processors = probe.processors(before, probe.look(SECOND));
    assertThat(processors.usable()).isEqualTo(1);
    assertThat(processors.busy()).hasValue(1);
    assertThat(processors.others().orElseThrow()).isEqualTo(0.6, within(1e-9));
  }

  @Test
  void whatATargetHereUsesMustBeKnownToBlameOthers() throws IOException {
    file("stat", STAT);
    target = OptionalLong.empty();
    GeneratorProbe here = probe(true);
    assertThat(here.processors(here.look(0), here.look(SECOND)).others()).isEmpty();
    GeneratorProbe elsewhere = probe(false);
    assertThat(elsewhere.processors(elsewhere.look(0), elsewhere.look(SECOND)).others())
        .hasValue(0);
  }

  @Test
  void theLoopThatHasItWorstCounts() throws IOException {
    file("1/task/11/schedstat", "5000000000 1000000000 77\n");
    file("1/task/12/schedstat", "1000000000 2000000000 77\n");
    GeneratorProbe probe = probe(true);
    GeneratorProbe.Look before = probe.look(0);
    file("1/task/11/schedstat", "5900000000 1000000000 78\n");
    file("1/task/12/schedstat", "1100000000 2400000000 78\n");
    GeneratorProbe.Look after = probe.look(SECOND);
    assertThat(GeneratorProbe.most(before, after, ThreadTimes::ranNanos)).hasValue(0.9);
    assertThat(GeneratorProbe.most(before, after, ThreadTimes::waitedNanos)).hasValue(0.4);
  }

  @Test
  void whereTheSystemSaysNothingNothingIsSaid() {
    GeneratorProbe probe = probe(false);
    GeneratorProbe.Look look = probe.look(0);
    Processors processors = probe.processors(look, probe.look(SECOND));
    assertThat(processors.usable()).isPositive();
    assertThat(List.of(processors.others(), processors.busy(), processors.steal()))
        .containsOnly(OptionalDouble.empty());
    assertThat(processors.quota()).isEmpty();
    assertThat(GeneratorProbe.most(look, look, ThreadTimes::ranNanos)).isEmpty();
  }

  @Test
  void readsListsOfProcessors() {
    assertThat(CpuSet.allowed(List.of("Cpus_allowed_list:\t0-2,5,7-7")).orElseThrow())
        .hasToString("{0, 1, 2, 5, 7}");
    assertThat(CpuSet.allowed(List.of("Cpus_allowed_list:\tall"))).isEmpty();
    assertThat(CpuSet.allowed(List.of("Cpus_allowed:\t3"))).isEmpty();
  }

  @Property
  void noTextBreaksTheReaders(@ForAll String text) {
    assertThat(ThreadTimes.parse(text)).isEmpty();
    assertThat(CpuTimes.parse(List.of(text), cpu -> true)).isEmpty();
    assertThat(
            CpuSet.allowed(List.of("Cpus_allowed_list:" + text)).isEmpty()
                || text.strip().matches("[0-9,-]+"))
        .isTrue();
  }

  @Test
  void oldKernelsSayLess() {
    CpuTimes times = CpuTimes.parse(List.of("cpu0 1 2 3 4"), cpu -> true).orElseThrow();
    assertThat(times).isEqualTo(new CpuTimes(1, 6, 4, 0, 0));
    assertThat(times.since(new CpuTimes(1, 1, 8, 0, 0))).isEqualTo(new CpuTimes(1, 5, 0, 0, 0));
    assertThat(CpuTimes.parse(List.of("cpu0 1 2 3 4"), cpu -> cpu == 1)).isEmpty();
  }

  @Test
  void cyclesOfACollectorAreNoPauses() {
    assertThat(
            List.of("G1 Young Generation", "PS Scavenge", "Copy", "ZGC Minor Pauses").stream()
                .allMatch(VmCounters::stopsTheProgram))
        .isTrue();
    assertThat(VmCounters.stopsTheProgram("ZGC Major Cycles")).isFalse();
    assertThat(VmCounters.stopsTheProgram("Shenandoah Cycles")).isFalse();
    assertThat(VmCounters.now().cpuNanos()).isPositive();
  }

  private GeneratorProbe probe(boolean here) {
    return new GeneratorProbe(
        proc,
        List.of(proc.resolve("1/task/11"), proc.resolve("1/task/12")),
        () -> vm,
        new GeneratorProbe.Target(here, () -> target));
  }

  private void file(String name, String text) throws IOException {
    Path file = proc.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
