package dev.proofload.loadgen.gate;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What can keep a generator from doing its work in time.
 *
 * <p>A processor that the system under test takes on the same machine is none of these: who runs
 * both on one machine measures both. That is why each asks for a cause, and not only for a delay.
 *
 * @param hit whether it kept the generator from its work in a second
 * @param describe what was hit in some seconds, by how much
 * @param wayOut what to do about it
 */
record Limit(Predicate<Second> hit, Function<List<Second>, String> describe, String wayOut) {
  /**
   * Of the time, for a processor: a loop that only looks at its clock waits so long beside others.
   */
  static final double WAITED = 0.05;

  /** Of the processors: what a machine that does nothing else uses is far below. */
  static final double OTHERS = 0.12;

  static final double STOLEN = 0.1;

  /** Of the periods of a control group: enough to move a p99. */
  static final double THROTTLED = 0.1;

  static final double FULL = 0.9;
  static final double STILL = 0.1;
  static final double NEAR = 0.95;

  /** Of the time: enough to move a p99. */
  static final double COLLECTING = 0.01;

  /** A delay that is none, where it is known whose fault it is. */
  static final long SHORT_NANOS = 1_000_000;

  /** The same where that has to be guessed. */
  static final long LONG_NANOS = 10_000_000;

  /**
   * Its control group had had its share. The loops then wait for a processor just as if others had
   * them all, so this is asked first.
   */
  private static final Limit THROTTLED_BY_GROUP =
      new Limit(
          second -> second.stopped() >= THROTTLED && second.isDelayed(SHORT_NANOS),
          seconds ->
              String.format(
                  Locale.ROOT,
                  "its control group allows it %s of a processor, and stopped it in %s of the"
                      + " periods for which that holds (limit %s)",
                  processors(
                      seconds, second -> second.processors().quota().orElseThrow().processors()),
                  percent(median(seconds, Second::stopped)),
                  percent(THROTTLED)),
          "give the group more (cpu.max; of a container --cpus, or its limit of CPU), or less load");

  /** Programs that have nothing to do with the run had the processors. */
  private static final Limit PROCESSOR_TAKEN =
      new Limit(
          second ->
              second.waited() >= WAITED
                  && second.partOfUsable(second.processors().others().orElse(0)) >= OTHERS
                  && second.isDelayed(SHORT_NANOS),
          seconds ->
              String.format(
                  Locale.ROOT,
                  "its processors were taken by others: other programs used %s of its %d, or %s"
                      + " (limit %s),"
                      + " and its event loops waited %s of the time for one (limit %s)",
                  processors(seconds, second -> second.processors().others().orElse(0)),
                  seconds.getFirst().processors().usable(),
                  percent(
                      median(
                          seconds,
                          second -> second.partOfUsable(second.processors().others().orElse(0)))),
                  percent(OTHERS),
                  percent(median(seconds, Second::waited)),
                  percent(WAITED)),
          "stop the other programs, or give the generator processors of its own (taskset)");

  /** Other virtual machines had them. */
  private static final Limit PROCESSOR_STOLEN =
      new Limit(
          second ->
              second.partOfUsable(second.processors().steal().orElse(0)) >= STOLEN
                  && second.isDelayed(SHORT_NANOS),
          seconds ->
              String.format(
                  Locale.ROOT,
                  "other virtual machines took %s of its %d processors (steal; limit %s)",
                  processors(seconds, second -> second.processors().steal().orElse(0)),
                  seconds.getFirst().processors().usable(),
                  percent(STOLEN)),
          "use a machine whose processors are its own");

  /** One thread can do no more. */
  private static final Limit LOOP_FULL =
      new Limit(
          second -> second.self().loopBusy().orElse(0) >= FULL && second.isDelayed(SHORT_NANOS),
          seconds ->
              String.format(
                  Locale.ROOT,
                  "its busiest event loop worked %s of the time (limit %s)",
                  percent(median(seconds, second -> second.self().loopBusy().orElse(0))),
                  percent(FULL)),
          "use more --event-loops, or less load");

  /** All its threads together can do no more. */
  private static final Limit PROCESSORS_FULL =
      new Limit(
          second ->
              second.partOfUsable(second.processors().generator()) >= FULL
                  && second.isDelayed(SHORT_NANOS),
          seconds ->
              String.format(
                  Locale.ROOT,
                  "it used %s of its %d processors itself (limit %s of them)",
                  processors(seconds, second -> second.processors().generator()),
                  seconds.getFirst().processors().usable(),
                  percent(FULL)),
          "give it more processors, or less load");

  /** The virtual machine stopped it. */
  private static final Limit COLLECTED =
      new Limit(
          second ->
              (collected(second) >= STILL
                      || (collected(second) >= COLLECTING && second.waited() < WAITED))
                  && second.isDelayed(LONG_NANOS),
          seconds ->
              String.format(
                  Locale.ROOT,
                  "collecting garbage stopped it %s of the time (limit %s)",
                  percent(median(seconds, Limit::collected)),
                  percent(COLLECTING)),
          "give it a larger heap (LOADGEN_JAVA_OPTS=-Xmx4g)");

  /** It could not run although there were processors to run on. */
  private static final Limit STOOD_STILL =
      new Limit(
          second ->
              second.self().share(second.self().oversleptNanos()) >= STILL
                  && second.waited() < WAITED
                  && second.isDelayed(LONG_NANOS),
          seconds ->
              String.format(
                  Locale.ROOT,
                  "it stood still %s of the time (limit %s) though processors were free",
                  percent(
                      median(
                          seconds, second -> second.self().share(second.self().oversleptNanos()))),
                  percent(STILL)),
          "look for what stops the process or the machine");

  /** Its event loops could not run although the rest of it could. */
  private static final Limit HELD_UP =
      new Limit(
          second ->
              second.self().loopWait().isPresent()
                  && second.waited() < WAITED
                  && second.isDelayed(LONG_NANOS),
          seconds -> "its event loops were held up, by its own checks or the disk",
          "try --checks none, or less load");

  /** The system gave it no more sockets. */
  private static final Limit DESCRIPTORS =
      new Limit(
          second ->
              isNear(second.self().descriptors(), second.limits().descriptorLimit())
                  && second.errors() > 0,
          seconds ->
              String.format(
                  Locale.ROOT,
                  "it had %,d files and sockets open and may have %,d, and operations failed",
                  seconds.getLast().self().descriptors().orElse(0),
                  seconds.getLast().limits().descriptorLimit().orElse(0)),
          "raise the limit (ulimit -n), or use fewer users");

  /** The system gave it no more local ports. */
  private static final Limit PORTS =
      new Limit(
          second ->
              isNear(second.self().connections(), second.limits().portLimit())
                  && second.errors() > 0,
          seconds ->
              String.format(
                  Locale.ROOT,
                  "it had %,d connections and local ports for %,d, and operations failed",
                  seconds.getLast().self().connections().orElse(0),
                  seconds.getLast().limits().portLimit().orElse(0)),
          "widen net.ipv4.ip_local_port_range, or use fewer users");

  /** The first that was hit names a second. */
  static final List<Limit> ALL =
      List.of(
          THROTTLED_BY_GROUP,
          PROCESSOR_TAKEN,
          PROCESSOR_STOLEN,
          LOOP_FULL,
          PROCESSORS_FULL,
          COLLECTED,
          STOOD_STILL,
          HELD_UP,
          DESCRIPTORS,
          PORTS);

  /** Whether this kept the generator from its work in that second. */
  boolean isHit(Second second) {
    return hit.test(second);
  }

  /** What was hit in these seconds, by how much. */
  String words(List<Second> seconds) {
    return describe.apply(seconds);
  }

  private static double collected(Second second) {
    return second.self().share(second.self().gcNanos());
  }

  private static boolean isNear(OptionalLong value, OptionalLong limit) {
    return value.isPresent() && limit.isPresent() && value.getAsLong() >= NEAR * limit.getAsLong();
  }

  /** In the middle, so that one odd second says nothing. */
  static double median(List<Second> seconds, ToDoubleFunction<Second> what) {
    double[] sorted = seconds.stream().mapToDouble(what).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String processors(List<Second> seconds, ToDoubleFunction<Second> what) {
    return String.format(Locale.ROOT, "%.2f", median(seconds, what));
  }

  private static String percent(double share) {
    return Math.round(share * 100) + "%";
  }
}
