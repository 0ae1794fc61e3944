package dev.proofload.loadgen.check;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what a check could judge, by kind. Counting allocates nothing. Not thread-safe. */
final class Judged {
  /** What came unasked. */
  static final String DELIVERY = "delivery";

  private final Map<OperationKind, Counter> byKind = new EnumMap<>(OperationKind.class);
  private long deliveries;
  private long total;

  private static final class Counter {
    private long value;
  }

  /** One more operation of this kind. */
  void operation(OperationKind kind) {
    operation(kind, 1);
  }

  /** One more thing that came unasked. */
  void delivery() {
    deliveries++;
    total++;
  }

  /** One more operation of this kind, in which so much could be judged. */
  void operation(OperationKind kind, int observations) {
    byKind.computeIfAbsent(kind, first -> new Counter()).value++;
    total += observations;
  }

  /** As many more as these others. */
  void add(Judged others) {
    others.byKind.forEach(
        (kind, count) -> byKind.computeIfAbsent(kind, first -> new Counter()).value += count.value);
    deliveries += others.deliveries;
    total += others.total;
  }

  /** How much in all. */
  long total() {
    return total;
  }

  /** How many operations of each kind, in the order of the kinds; those of which there were any. */
  Map<String, Long> byKind() {
    Map<String, Long> counts = new LinkedHashMap<>();
    byKind.forEach((kind, counter) -> counts.put(kind.label(), counter.value));
    if (deliveries > 0) {
      counts.put(DELIVERY, deliveries);
    }
    return counts;
  }
}
