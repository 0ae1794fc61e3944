package dev.proofload.loadgen.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a chart: what its values are, where it begins and ends, and where it has labels.
 *
 * @param from and {@code to}: in the kind's unit
 */
record Axis(Kind kind, double from, double to, List<Tick> ticks) {
  private static final MathContext FEW_DIGITS = new MathContext(6, RoundingMode.HALF_UP);

  /** So that a line at its highest does not hide at the edge. */
  private static final double HEADROOM = 1.02;

  private static final int MOST_TICKS = 6;
  private static final double[] ROUND = {1, 2, 5};
  private static final double[] ROUND_SECONDS = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400
  };

  /** The median, in nines. */
  private static final double MEDIAN = Math.log10(2);

  /** What the values of an axis are. */
  enum Kind {
    /** How many nines a percentile has: 1 is p90, 2 is p99, 3 is p99.9. */
    NINES,
    /** From the start of the load. */
    SECONDS,
    /** Milliseconds, each step ten times the one before. */
    MILLIS,
    /** A second. */
    RATE
  }

  /** A place that is labelled. */
  record Tick(double value, String label) {}

  Axis {
    if (!(from < to)) {
      throw new IllegalArgumentException("an axis from " + from + " to " + to);
    }
    ticks = List.copyOf(ticks);
  }

  /** Where a value stands: 0 at the beginning, 1 at the end. */
  double place(double value) {
    return kind == Kind.MILLIS
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  /** Percentiles of so many values, up to the greatest of them. */
  static Axis nines(long count) {
    double to = Math.max(1, Math.log10((double) count));
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(MEDIAN, "p50"));
    for (int nines = 1; nines <= to; nines++) {
      ticks.add(new Tick(nines, "p" + percentile(nines)));
    }
    return new Axis(Kind.NINES, 0, to, ticks);
  }

  static Axis seconds(double to) {
    double step = ROUND_SECONDS[ROUND_SECONDS.length - 1];
    for (int i = ROUND_SECONDS.length - 1; i >= 0; i--) {
      step = to / ROUND_SECONDS[i] <= MOST_TICKS ? ROUND_SECONDS[i] : step;
    }
    step = Math.max(step, Math.ceil(to / MOST_TICKS / step) * step);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i * step <= to; i++) {
      ticks.add(new Tick(i * step, clock(i * step, to)));
    }
    return new Axis(Kind.SECONDS, 0, to, ticks);
  }

  /**
   * Latencies.
   *
   * @param least and {@code most}: both positive
   */
  static Axis millis(double least, double most) {
    double from = roundDown(least);
    double to = roundUp(Math.max(most, from * 1.000_001));
    boolean many = Math.log10(to / from) > 2;
    List<Tick> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(from)); power <= Math.log10(to) + 1; power++) {
      for (double digit : ROUND) {
        double value = scaled(digit, power);
        if (value >= from && value <= to && (digit == 1 || !many)) {
          ticks.add(new Tick(value, duration(value)));
        }
      }
    }
    return new Axis(Kind.MILLIS, from, to, ticks);
  }

  /** From nothing to at least this much a second. */
  static Axis rate(double most) {
    double top = Math.max(most, 1) * HEADROOM;
    double step = roundUp(top / (MOST_TICKS - 1));
    List<Tick> ticks = new ArrayList<>();
    int last = (int) Math.ceil(top / step);
    for (int i = 0; i <= last; i++) {
      ticks.add(new Tick(i * step, plain(i * step) + "/s"));
    }
    return new Axis(Kind.RATE, 0, last * step, ticks);
  }

  private static String percentile(int nines) {
    return nines == 1 ? "90" : nines == 2 ? "99" : "99." + "9".repeat(nines - 2);
  }

  private static String clock(double seconds, double longest) {
    if (longest <= 120) {
      return plain(seconds) + " s";
    }
    long whole = Math.round(seconds);
    return longest < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
  }

  private static String duration(double millis) {
    return millis < 1
        ? plain(millis * 1_000) + " us"
        : millis < 1_000 ? plain(millis) + " ms" : plain(millis / 1_000) + " s";
  }

  private static String plain(double value) {
    BigDecimal digits = new BigDecimal(value).round(FEW_DIGITS).stripTrailingZeros();
    return digits.scale() <= 0
        ? String.format(Locale.ROOT, "%,d", digits.toBigInteger())
        : digits.toPlainString();
  }

  /** The greatest of 1, 2, 5 times a power of ten that is no more. */
  private static double roundDown(double value) {
    int power = (int) Math.floor(Math.log10(value));
    double found = scaled(1, power);
    for (double digit : ROUND) {
      found = scaled(digit, power) <= value ? scaled(digit, power) : found;
    }
    return found;
  }

  /** The least of 1, 2, 5 times a power of ten that is no less. */
  private static double roundUp(double value) {
    int power = (int) Math.floor(Math.log10(value));
    for (double digit : ROUND) {
      if (scaled(digit, power) >= value) {
        return scaled(digit, power);
      }
    }
    return scaled(1, power + 1);
  }

  /** Exactly the number that the digits say. */
  private static double scaled(double digit, int power) {
    return new BigDecimal(digit).scaleByPowerOfTen(power).doubleValue();
  }
}
