package dev.proofload.loadgen.gate;

import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run must hold: {@code p99<10ms}, {@code errors==0}, {@code throughput>=5000/s}, {@code
 * error_rate<0.1%}.
 *
 * @param expression as it was written
 * @param limit in the metric's unit
 */
public record Threshold(String expression, Metric metric, Comparison comparison, double limit) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([a-z_]+(?:\\.[a-z0-9.]+)?|p[0-9.]+)\\s*(<=|>=|==|!=|<|>)\\s*(.*?)\\s*");
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*(.*)");
  private static final Map<String, Double> NANOS =
      Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9);

  /** How a value is held against the limit. */
  public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    EQUAL("=="),
    OTHER("!=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    private boolean holds(double value, double limit) {
      int order = Double.compare(value, limit);
      return switch (this) {
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case MORE -> order > 0;
        case AT_LEAST -> order >= 0;
        case EQUAL -> order == 0;
        case OTHER -> order != 0;
      };
    }

    /** Whether some value between these is as it should be. */
    private boolean canHold(Range range, double limit) {
      return switch (this) {
        case LESS -> range.low() < limit;
        case AT_MOST -> range.low() <= limit;
        case MORE -> range.high() > limit;
        case AT_LEAST -> range.high() >= limit;
        case EQUAL -> range.low() <= limit && limit <= range.high();
        case OTHER -> range.low() != limit || range.high() != limit;
      };
    }
  }

  /**
   * What became of it.
   *
   * @param actual in the metric's unit; empty if the run has no such number
   * @param held whether it was kept; a number that there is not keeps nothing
   */
  public record Result(Threshold threshold, OptionalDouble actual, boolean held) {}

  /**
   * Reads one.
   *
   * @param metrics that there are, by name
   * @throws IllegalArgumentException if it is none; the message says why, and what there is
   */
  public static Threshold parse(String expression, Map<String, Metric> metrics) {
    Matcher matcher = FORM.matcher(expression);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + expression + "' is no threshold: write p99<10ms, errors==0 or throughput>=5000/s");
    }
    Metric metric = metrics.get(matcher.group(1));
    if (metric == null) {
      throw new IllegalArgumentException(
          "there is no metric '"
              + matcher.group(1)
              + "': there are "
              + Metric.list(metrics.keySet()));
    }
    for (Comparison comparison : Comparison.values()) {
      if (comparison.sign.equals(matcher.group(2))) {
        return new Threshold(
            expression.strip(), metric, comparison, limit(expression, metric, matcher.group(3)));
      }
    }
    throw new IllegalStateException("no such sign: " + matcher.group(2));
  }

  /** Reads several, as {@link #parse} does. */
  public static List<Threshold> parseAll(List<String> expressions, Map<String, Metric> metrics) {
    return expressions.stream().map(text -> parse(text, metrics)).toList();
  }

  /** Holds a run against it. */
  public Result of(RunRecord run) {
    OptionalDouble actual = metric.value().apply(run);
    boolean held = actual.isPresent() && comparison.holds(actual.getAsDouble(), limit);
    return new Result(this, actual, held);
  }

  /**
   * Whether it can't be kept any more, whatever comes.
   *
   * @param soFar what was measured until now of a run that goes on
   */
  public boolean isLost(Measurements soFar, Ahead ahead) {
    return !comparison.canHold(metric.reach().of(soFar, ahead), limit);
  }

  /** Holds a run against all. */
  public static List<Result> all(List<Threshold> thresholds, RunRecord run) {
    return thresholds.stream().map(threshold -> threshold.of(run)).toList();
  }

  private static double limit(String expression, Metric metric, String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + expression + "' is no threshold: '" + text + "' is no number");
    }
    double number = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2);
    return switch (metric.unit()) {
      case TIME -> {
        Double nanos = NANOS.get(unit);
        if (nanos == null) {
          throw new IllegalArgumentException(
              "'" + expression + "' needs a unit of time: write " + text + "ms, or us, s, ns");
        }
        yield number * nanos;
      }
      case COUNT -> bare(expression, number, unit, "");
      case RATE -> bare(expression, number, unit, "/s");
      case PERCENT -> bare(expression, number, unit, "%");
    };
  }

  private static double bare(String expression, double number, String unit, String allowed) {
    if (unit.isEmpty() || unit.equals(allowed)) {
      return number;
    }
    throw new IllegalArgumentException(
        "'"
            + expression
            + "' has a unit that does not fit: "
            + unit
            + (allowed.isEmpty() ? "; write the number alone" : "; write " + allowed));
  }
}
