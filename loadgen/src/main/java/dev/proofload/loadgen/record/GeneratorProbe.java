package dev.proofload.loadgen.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Asks the system what the generator, its threads and the machine have used, and says what that was
 * between two looks. Elsewhere than on Linux much of it stays empty. A look blocks for a few small
 * files and never fails.
 */
public final class GeneratorProbe {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path proc;
  private final List<Path> loops;
  private final Supplier<VmCounters> vm;
  private final Target target;
  private final Optional<BitSet> usable;
  private final QuotaGroups groups;
  private final long descriptorsBefore;

  /**
   * The system under test.
   *
   * @param here whether it runs on this machine
   * @param cpuNanos processor time that it has used, where that can be known
   */
  public record Target(boolean here, Supplier<OptionalLong> cpuNanos) {}

  /** What had been used at one time. */
  record Look(
      long nanos,
      VmCounters vm,
      OptionalLong target,
      Optional<CpuTimes> machine,
      Optional<CpuTimes> usable,
      List<Optional<QuotaGroups.Count>> groups,
      List<Optional<ThreadTimes>> loops) {}

  /**
   * Looks from now on; no connection must have been opened yet.
   *
   * @param loops the folders of the event loops' threads, as from {@link #ownThread}
   */
  public GeneratorProbe(List<Path> loops, Target target) {
    this(Path.of("/proc"), loops, VmCounters::now, target);
  }

  GeneratorProbe(Path proc, List<Path> loops, Supplier<VmCounters> vm, Target target) {
    this.proc = proc;
    this.loops = List.copyOf(loops);
    this.vm = vm;
    this.target = target;
    this.usable = CpuSet.allowed(lines("self/status"));
    this.groups = QuotaGroups.of(lines("self/cgroup"), lines("self/mountinfo"));
    this.descriptorsBefore = vm.get().descriptors().orElse(0);
  }

  /** The folder of the thread that calls this, where the system has such folders. */
  public static Optional<Path> ownThread() {
    Path proc = Path.of("/proc");
    try {
      return Optional.of(proc.resolve(Files.readSymbolicLink(proc.resolve("thread-self"))));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  OptionalLong descriptorLimit() {
    return vm.get().descriptorLimit();
  }

  /** What has been used until now. */
  Look look(long nanos) {
    List<String> stat = lines("stat");
    return new Look(
        nanos,
        vm.get(),
        target.cpuNanos().get(),
        CpuTimes.parse(stat, cpu -> true),
        CpuTimes.parse(stat, cpu -> usable.map(cpus -> cpus.get(cpu)).orElse(true)),
        groups.look(),
        loops.stream().map(ThreadTimes::read).toList());
  }

  /** Sockets that were opened since this was made, as far as the number of descriptors tells. */
  OptionalLong connections(Look at) {
    OptionalLong open = at.vm().descriptors();
    return open.isPresent()
        ? OptionalLong.of(Math.max(0, open.getAsLong() - descriptorsBefore))
        : open;
  }

  /** Who had the processors between two looks. */
  Processors processors(Look from, Look to) {
    double seconds = Math.max(1, to.nanos() - from.nanos()) / NANOS_PER_SECOND;
    double generator =
        Math.max(0, to.vm().cpuNanos() - from.vm().cpuNanos()) / NANOS_PER_SECOND / seconds;
    OptionalDouble targets =
        from.target().isPresent() && to.target().isPresent()
            ? OptionalDouble.of(
                Math.max(0, to.target().getAsLong() - from.target().getAsLong())
                    / NANOS_PER_SECOND
                    / seconds)
            : OptionalDouble.empty();
    Optional<CpuTimes> machine = to.machine().flatMap(now -> from.machine().map(now::since));
    Optional<CpuTimes> mine = to.usable().flatMap(now -> from.usable().map(now::since));
    return new Processors(
        to.usable().map(CpuTimes::cpus).orElse(Runtime.getRuntime().availableProcessors()),
        generator,
        targets,
        machine
            .map(all -> others(generator, targets, all, mine.orElse(all)))
            .orElse(OptionalDouble.empty()),
        part(mine, CpuTimes::busy),
        part(mine, CpuTimes::steal),
        part(mine, CpuTimes::iowait),
        QuotaGroups.tightest(from.groups(), to.groups()));
  }

  /** The target may have run where the generator may not, so both sums are bounds. */
  private OptionalDouble others(
      double generator, OptionalDouble targets, CpuTimes all, CpuTimes mine) {
    if (target.here() && targets.isEmpty()) {
      return OptionalDouble.empty();
    }
    double onAll = all.processors(all.busy()) - generator - targets.orElse(0);
    double onMine = mine.processors(mine.busy()) - generator;
    return OptionalDouble.of(Math.max(0, Math.min(onAll, onMine)));
  }

  private static OptionalDouble part(Optional<CpuTimes> of, ToLongFunction<CpuTimes> what) {
    return of.isPresent()
        ? OptionalDouble.of(of.get().processors(what.applyAsLong(of.get())))
        : OptionalDouble.empty();
  }

  /** Of the loop that had, or waited for, a processor most: for which part of the time. */
  static OptionalDouble most(Look from, Look to, Function<ThreadTimes, Long> what) {
    OptionalDouble most = OptionalDouble.empty();
    double length = Math.max(1, to.nanos() - from.nanos());
    for (int i = 0; i < to.loops().size(); i++) {
      Optional<Long> before = from.loops().get(i).map(what);
      Optional<Long> after = to.loops().get(i).map(what);
      if (before.isPresent() && after.isPresent()) {
        double share = Math.clamp((after.get() - before.get()) / length, 0, 1);
        most = OptionalDouble.of(Math.max(share, most.orElse(0)));
      }
    }
    return most;
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(proc.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }
}
