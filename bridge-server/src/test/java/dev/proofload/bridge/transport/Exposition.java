package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus's text format 0.0.4: whatever is not of its form fails the test.
 *
 * @param types of the families
 * @param samples by name and labels, as they stand there
 */
record Exposition(Map<String, String> types, Map<String, Double> samples) {
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{[a-zA-Z_]\\w*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\""
              + "(?:,[a-zA-Z_]\\w*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*})?"
              + " (-?[0-9.]+(?:[eE][-+]?[0-9]+)?|[+-]Inf|NaN)");
  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\",?");

  static Exposition read(String text) {
    assertThat(text).endsWith("\n");
    Map<String, String> types = new HashMap<>();
    Map<String, Double> samples = new LinkedHashMap<>();
    String family = "";
    for (String line : text.lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        family = comment.group(2);
        if (comment.group(1).equals("TYPE")) {
          assertThat(comment.group(3)).as(line).matches("counter|gauge|histogram|summary|untyped");
          assertThat(types.put(family, comment.group(3))).as("twice: " + line).isNull();
        }
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      assertThat(types).as(line).containsKey(family);
      assertThat(sample.group(1)).as(line).matches(family + "(_bucket|_sum|_count)?");
      String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
      assertThat(samples.put(key, number(sample.group(3)))).as("twice: " + line).isNull();
    }
    Exposition read = new Exposition(types, samples);
    types.forEach(read::check);
    return read;
  }

  double value(String sample) {
    assertThat(samples).containsKey(sample);
    return samples.getOrDefault(sample, Double.NaN);
  }

  private void check(String family, String type) {
    if (type.equals("counter")) {
      assertThat(family).endsWith("_total");
      samples.forEach(
          (sample, value) -> {
            if (sample.startsWith(family)) {
              assertThat(value).as(sample).isGreaterThanOrEqualTo(0);
            }
          });
    } else if (type.equals("histogram")) {
      checkBuckets(family);
    }
  }

  /** Buckets add up, and the last holds all. */
  private void checkBuckets(String family) {
    Map<String, List<Double>> counts = new HashMap<>();
    Map<String, Double> last = new HashMap<>();
    samples.forEach(
        (sample, value) -> {
          if (sample.startsWith(family + "_bucket")) {
            Matcher bound = BOUND.matcher(sample);
            assertThat(bound.find()).as(sample).isTrue();
            String labels = bound.replaceFirst("").substring(family.length() + "_bucket".length());
            counts.computeIfAbsent(labels, key -> new ArrayList<>()).add(value);
            last.put(labels, number(bound.group(1)));
          }
        });
    counts.forEach(
        (labels, values) -> {
          assertThat(values).isSorted();
          assertThat(last.get(labels)).isEqualTo(Double.POSITIVE_INFINITY);
          String same = labels.replace(",}", "}").replace("{}", "");
          assertThat(value(family + "_count" + same)).isEqualTo(values.getLast());
          assertThat(value(family + "_sum" + same)).isGreaterThanOrEqualTo(0);
        });
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
