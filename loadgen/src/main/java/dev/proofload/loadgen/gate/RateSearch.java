package dev.proofload.loadgen.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Looks for the highest rate that holds: doubles it until one does not, then tries between the two
 * until they are close. A rate counts as missed when it missed twice, as one hiccup of the machine
 * must not decide, and the highest is the answer when it held twice. Pure.
 *
 * <p>Not thread-safe.
 */
public final class RateSearch {
  /** Below this many a second nothing is tried. */
  private static final double LOWEST = 1;

  /** So many digits of a rate mean something. */
  private static final int DIGITS = 3;

  private final double from;
  private final double upTo;
  private final double precision;
  private final NavigableSet<Double> held = new TreeSet<>();
  private final List<Step> steps = new ArrayList<>();
  private double missed = Double.POSITIVE_INFINITY;
  private Outcome why = Outcome.HELD;

  /** What came of a step. */
  public enum Outcome {
    /** All that was asked for was held. */
    HELD,
    /** Something was not. */
    MISSED,
    /** The generator itself was the bottleneck, so that nothing is known of the server. */
    INVALID
  }

  /**
   * What was tried.
   *
   * @param rate operations a second
   */
  public record Step(double rate, Outcome outcome) {}

  /**
   * @param from the first rate to try, operations a second, at least 1
   * @param upTo the highest rate to try, at least {@code from}
   * @param precision how close the answer is to be, as a share of it: 0.05 for 5%; 0.005 to 1
   */
  public RateSearch(double from, double upTo, double precision) {
    if (!(from >= LOWEST && from <= upTo)) {
      throw new IllegalArgumentException(
          "the first rate must be 1/s to the highest: " + from + "/s, " + upTo + "/s");
    }
    if (!(precision >= 0.005 && precision <= 1)) {
      throw new IllegalArgumentException("precision must be 0.5% to 100%: " + precision);
    }
    this.from = from;
    this.upTo = upTo;
    this.precision = precision;
  }

  /** The rate to try next; empty when the answer is known. */
  public OptionalDouble next() {
    if (steps.isEmpty()) {
      return OptionalDouble.of(from);
    }
    Step last = steps.getLast();
    if (last.outcome() != Outcome.HELD && misses(last.rate()) == 1) {
      return OptionalDouble.of(last.rate());
    }
    if (held.isEmpty()) {
      double lower = rounded(missed / 2);
      return lower < LOWEST ? OptionalDouble.empty() : OptionalDouble.of(lower);
    }
    double highest = held.last();
    OptionalDouble further = further(highest);
    if (further.isPresent()) {
      return further;
    }
    return holds(highest) > 1 ? OptionalDouble.empty() : OptionalDouble.of(highest);
  }

  /** Says what came of the rate that {@link #next} named. */
  public void tried(double rate, Outcome outcome) {
    steps.add(new Step(rate, outcome));
    if (outcome == Outcome.HELD) {
      held.add(rate);
    } else if (misses(rate) == 2) {
      missed = rate;
      why = outcome;
      held.tailSet(rate, true).clear();
    }
  }

  /** All that was tried, in order. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The highest rate that held, and held again; empty if none did, or it is not known yet. */
  public OptionalDouble answer() {
    return held.isEmpty() || next().isPresent()
        ? OptionalDouble.empty()
        : OptionalDouble.of(held.last());
  }

  /** The lowest rate that did not hold; empty if all did. */
  public OptionalDouble limit() {
    return Double.isFinite(missed) ? OptionalDouble.of(missed) : OptionalDouble.empty();
  }

  /** What kept {@link #limit} from holding; {@code HELD} if nothing did. */
  public Outcome limitedBy() {
    return why;
  }

  private OptionalDouble further(double highest) {
    if (Double.isInfinite(missed)) {
      return highest < upTo
          ? OptionalDouble.of(Math.min(upTo, 2 * highest))
          : OptionalDouble.empty();
    }
    double middle = rounded(Math.sqrt(highest * missed));
    boolean close = missed <= highest * (1 + precision);
    return close || middle <= highest || middle >= missed
        ? OptionalDouble.empty()
        : OptionalDouble.of(middle);
  }

  private long holds(double rate) {
    return steps.stream().filter(step -> step.rate() == rate).count() - misses(rate);
  }

  private long misses(double rate) {
    return steps.stream()
        .filter(step -> step.rate() == rate && step.outcome() != Outcome.HELD)
        .count();
  }

  private static double rounded(double rate) {
    double unit = Math.pow(10, Math.floor(Math.log10(rate)) + 1 - DIGITS);
    return unit >= 1 ? Math.round(rate / unit) * unit : Math.round(rate * 100) / 100.0;
  }
}
