package dev.proofload.loadgen.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people: scaled to a fitting unit, three significant digits. Never used in JSON. */
final class Units {
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1_024);
  private static final String[] TIMES = {"us", "ms", "s"};
  private static final String[] SIZES = {"KiB", "MiB", "GiB", "TiB"};

  private Units() {}

  /** A time such as {@code 401 us}, {@code 1.80 ms} or {@code 12.0 s}. */
  static String duration(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("nanos must not be negative: " + nanos);
    }
    return scaled(BigDecimal.valueOf(nanos, 3), THOUSAND, TIMES);
  }

  /** A size such as {@code 84.1 MiB}. */
  static String bytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative: " + bytes);
    }
    return scaled(BigDecimal.valueOf(bytes).divide(KIBI), KIBI, SIZES);
  }

  /** A whole number with its thousands set apart: {@code 13,605}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count and its noun, which takes an s unless the count is one. */
  static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Operations a second that were asked for, not done: as they are written on a command line. */
  static String asked(double perSecond) {
    String digits =
        perSecond == Math.rint(perSecond)
            ? String.format(Locale.ROOT, "%,.0f", perSecond)
            : String.format(Locale.ROOT, "%,.2f", perSecond);
    return digits + "/s";
  }

  /** Messages a second: whole from a hundred on, else three significant digits. */
  static String rate(double perSecond) {
    return (perSecond >= 100 ? count(Math.round(perSecond)) : digits(BigDecimal.valueOf(perSecond)))
        + " msg/s";
  }

  private static String scaled(BigDecimal value, BigDecimal step, String[] units) {
    BigDecimal rounded = value;
    int unit = 0;
    while (unit < units.length - 1 && rounded.round(THREE_DIGITS).compareTo(step) >= 0) {
      rounded = rounded.divide(step);
      unit++;
    }
    return digits(rounded) + " " + units[unit];
  }

  /** At least three significant digits; all of those before the point. */
  private static String digits(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal rounded = value.round(THREE_DIGITS);
    int wholeDigits = rounded.precision() - rounded.scale();
    if (wholeDigits >= 3) {
      return String.format(
          Locale.ROOT, "%,d", value.setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }
    return rounded.setScale(3 - wholeDigits, RoundingMode.HALF_UP).toPlainString();
  }
}
