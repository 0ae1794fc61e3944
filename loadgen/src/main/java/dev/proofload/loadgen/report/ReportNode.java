package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * An object in a report that is read back. It knows where it stands, so that whatever is wrong in
 * it is told with the file and the key. All methods throw {@link DamagedReportException} where the
 * key is missing, or its value is not what is asked for.
 *
 * @param path its key, from the top; empty at the top
 */
record ReportNode(String file, String path, JsonNode node) {
  /** Beyond it a number of nanoseconds, written in seconds, could not be read back exactly. */
  private static final double MOST_NANOS = (double) (1L << 51);

  private static final long MOST = 1_000_000_000_000_000L;

  /** Is null, or is not there, as in a report of an earlier version that did not have it yet. */
  boolean lacks(String key) {
    return node.path(key).isMissingNode() || node.path(key).isNull();
  }

  String text(String key) {
    JsonNode value = value(key);
    if (!value.isTextual()) {
      throw wrong(key, "is no text: " + shown(value));
    }
    return value.textValue();
  }

  boolean flag(String key) {
    JsonNode value = value(key);
    if (!value.isBoolean()) {
      throw wrong(key, "is neither true nor false: " + shown(value));
    }
    return value.booleanValue();
  }

  /** A whole number of any sign. */
  long whole(String key) {
    JsonNode value = value(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key, "is no whole number: " + shown(value));
    }
    return value.longValue();
  }

  /** A number of things. */
  long count(String key) {
    long count = whole(key);
    if (count < 0 || count > MOST) {
      throw wrong(key, "must be 0 to " + MOST + ": " + count);
    }
    return count;
  }

  /** A number of things that is not large. */
  int smallCount(String key) {
    long count = count(key);
    if (count > Integer.MAX_VALUE) {
      throw wrong(key, "must be at most " + Integer.MAX_VALUE + ": " + count);
    }
    return (int) count;
  }

  OptionalLong countIfAny(String key) {
    return lacks(key) ? OptionalLong.empty() : OptionalLong.of(count(key));
  }

  /**
   * A length of time.
   *
   * @param unit nanoseconds in the key's unit
   */
  long nanos(String key, double unit) {
    long nanos = moment(key, unit);
    if (nanos < 0) {
      throw wrong(key, "must not be negative: " + shown(value(key)));
    }
    return nanos;
  }

  /** As {@link #nanos}, but it may be before the start of all. */
  long moment(String key, double unit) {
    double nanos = number(key) * unit;
    if (Math.abs(nanos) > MOST_NANOS) {
      throw wrong(key, "is more than 26 days: " + shown(value(key)));
    }
    return Math.round(nanos);
  }

  /** Any number that is finite. */
  double number(String key) {
    JsonNode value = value(key);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "is no number: " + shown(value));
    }
    return value.doubleValue();
  }

  OptionalDouble numberIfAny(String key) {
    return lacks(key) ? OptionalDouble.empty() : OptionalDouble.of(number(key));
  }

  OptionalLong nanosIfAny(String key, double unit) {
    return lacks(key) ? OptionalLong.empty() : OptionalLong.of(nanos(key, unit));
  }

  Instant instant(String key) {
    String text = text(key);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(key, "is no time as 2026-01-31T12:00:00Z: '" + Visible.line(text) + "'");
    }
  }

  /** One of these, by what stands in reports. */
  <E> E choice(String key, Map<String, E> choices) {
    String text = text(key);
    E choice = choices.get(text);
    if (choice == null) {
      throw wrong(
          key, "is none of " + String.join(", ", choices.keySet()) + ": " + Visible.line(text));
    }
    return choice;
  }

  Histogram histogram(String key) {
    if (node.path(key).isMissingNode()) {
      throw wrong(key, "is missing: the report was written before runs could be read back");
    }
    try {
      return HistogramText.read(text(key));
    } catch (IllegalArgumentException e) {
      throw new DamagedReportException(at(key) + " is damaged: " + e.getMessage(), e);
    }
  }

  ReportNode object(String key) {
    return object(value(key), key(key));
  }

  Optional<ReportNode> objectIfAny(String key) {
    return lacks(key) ? Optional.empty() : Optional.of(object(key));
  }

  List<ReportNode> list(String key) {
    JsonNode value = value(key);
    if (!value.isArray()) {
      throw wrong(key, "is no list: " + shown(value));
    }
    List<ReportNode> list = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      list.add(object(value.path(i), key(key) + "[" + i + "]"));
    }
    return list;
  }

  /** All texts of an object, by their keys, in their order. */
  Map<String, String> texts(String key) {
    ReportNode object = object(key);
    Map<String, String> texts = new LinkedHashMap<>();
    object.node.fieldNames().forEachRemaining(name -> texts.put(name, object.text(name)));
    return texts;
  }

  /** All counts of an object, by their keys, in their order. */
  Map<String, Long> counts(String key) {
    ReportNode object = object(key);
    Map<String, Long> counts = new LinkedHashMap<>();
    object.node.fieldNames().forEachRemaining(name -> counts.put(name, object.count(name)));
    return counts;
  }

  /** What is wrong with a value. */
  DamagedReportException wrong(String key, String what) {
    return new DamagedReportException(at(key) + " " + what);
  }

  private ReportNode object(JsonNode value, String where) {
    if (!value.isObject()) {
      throw new DamagedReportException(file + ": " + where + " is no object: " + shown(value));
    }
    return new ReportNode(file, where, value);
  }

  private JsonNode value(String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      throw wrong(key, "is missing");
    }
    return value;
  }

  private String at(String key) {
    return file + ": " + key(key);
  }

  private String key(String key) {
    return Visible.line(path.isEmpty() ? key : path + "." + key);
  }

  private static String shown(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, ARRAY, STRING -> value.getNodeType().name().toLowerCase(Locale.ROOT);
      default -> Visible.line(value.asText());
    };
  }
}
