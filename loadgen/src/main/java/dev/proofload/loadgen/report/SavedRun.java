package dev.proofload.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.Usage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * A run that was read back from its {@code report.json}: all that was measured, to the nanosecond
 * and to the last count. Thresholds are held against it anew. Pure.
 */
public record SavedRun(
    RunRecord record, List<CheckResult> checks, List<Threshold.Result> thresholds) {
  /** What is judged anew, by rules that may have changed since. */
  private static final Set<String> JUDGED =
      Set.of("generator.validity", "generator.sentence", "generator.notes");

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Copies. */
  public SavedRun {
    checks = List.copyOf(checks);
    thresholds = List.copyOf(thresholds);
  }

  /**
   * Reads one.
   *
   * @param file what the text is called in complaints
   * @throws DamagedReportException if it is no report that this program can read; the message names
   *     the file and the key
   */
  public static SavedRun parse(String file, String json) {
    ReportNode root = root(file, json);
    long version = root.whole("schema_version");
    if (version != JsonReport.SCHEMA_VERSION) {
      throw root.wrong(
          "schema_version",
          "is "
              + version
              + ", this loadgen reads "
              + JsonReport.SCHEMA_VERSION
              + (version > JsonReport.SCHEMA_VERSION ? ": use a newer one" : ""));
    }
    try {
      RunRecord record =
          new RunRecord(
              info(root),
              machine(root.object("machine")),
              measurements(root),
              usage(root.object("usage")),
              root.objectIfAny("offered").map(SavedRun::offered),
              SavedSelfWatch.read(root.object("generator")),
              StreamsJson.read(root));
      SavedRun run =
          new SavedRun(
              record,
              root.list("checks").stream().map(SavedRun::check).toList(),
              thresholds(root, record));
      refuseContradictions(run, root);
      return run;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DamagedReportException(
          file + " contradicts itself: " + Visible.line(String.valueOf(e.getMessage())), e);
    }
  }

  private static ReportNode root(String file, String json) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new DamagedReportException(
          file
              + " is no JSON, or not all of it: "
              + Visible.line(e.getOriginalMessage())
              + " (line "
              + e.getLocation().getLineNr()
              + ")",
          e);
    }
    if (!tree.isObject() || !tree.path("schema_version").isIntegralNumber()) {
      throw new DamagedReportException(
          file + " is no report of loadgen: it holds no whole number 'schema_version'");
    }
    return new ReportNode(file, "", tree);
  }

  private static RunInfo info(ReportNode root) {
    return new RunInfo(
        root.text("name"),
        root.text("workload"),
        root.instant("started_at"),
        root.text("url"),
        root.flag("embedded"),
        root.text("version"),
        root.text("commit"),
        root.text("command"),
        root.smallCount("users"),
        root.smallCount("messages_per_user"),
        root.whole("seed"),
        root.texts("settings"),
        root.choice("ending", byLabel(RunInfo.Ending.values(), RunInfo.Ending::label)));
  }

  private static Machine machine(ReportNode node) {
    return new Machine(
        node.text("cpu_model"),
        node.smallCount("cpus"),
        node.count("memory_bytes"),
        node.text("os"),
        node.text("arch"),
        node.text("jdk"));
  }

  private static Measurements measurements(ReportNode root) {
    Set<String> names = new HashSet<>();
    for (ReportNode node : root.list("kinds")) {
      if (!names.add(node.text("kind"))) {
        throw node.wrong("kind", "stands there twice: " + Visible.line(node.text("kind")));
      }
    }
    return new Measurements(
        root.nanos("wall_time_sec", NANOS_PER_SECOND),
        root.list("kinds").stream().map(SavedRun::kind).toList(),
        root.list("series").stream().map(SavedRun::sample).toList());
  }

  private static KindMeasurement kind(ReportNode node) {
    ReportNode counts = node.object("outcomes");
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, counts.count(outcome.label()));
    }
    long answered = counts.count(Outcome.OK.label()) + counts.count(Outcome.REFUSED.label());
    Histogram latency = histogram(node, "latency_histogram_ns", answered);
    Histogram service =
        node.lacks("service_histogram_ns")
            ? Recorder.newHistogram()
            : histogram(node, "service_histogram_ns", answered);
    return new KindMeasurement(node.text("kind"), node.flag("message"), outcomes, latency, service);
  }

  private static Histogram histogram(ReportNode node, String key, long expected) {
    Histogram histogram = node.histogram(key);
    if (histogram.getTotalCount() != expected) {
      throw node.wrong(
          key,
          "holds " + histogram.getTotalCount() + " values, but " + expected + " were answered");
    }
    return histogram;
  }

  private static Sample sample(ReportNode node) {
    return new Sample(
        node.nanos("start_sec", NANOS_PER_SECOND),
        node.nanos("length_sec", NANOS_PER_SECOND),
        node.count("messages"),
        node.count("refused"),
        node.count("errors"),
        node.nanosIfAny("p50_ms", NANOS_PER_MILLI).orElse(0),
        node.nanosIfAny("p99_ms", NANOS_PER_MILLI).orElse(0),
        node.nanosIfAny("max_ms", NANOS_PER_MILLI).orElse(0));
  }

  private static Usage usage(ReportNode node) {
    return new Usage(
        node.nanos("generator_cpu_sec", NANOS_PER_SECOND),
        node.nanosIfAny("target_cpu_sec", NANOS_PER_SECOND),
        node.countIfAny("target_rss_bytes"));
  }

  private static Offered offered(ReportNode node) {
    return new Offered(
        node.count("due"), node.count("sent"), node.histogram("send_lag_histogram_ns"));
  }

  private static CheckResult check(ReportNode node) {
    return new CheckResult(
        node.text("name"),
        node.choice("verdict", byLabel(Verdict.values(), Verdict::label)),
        node.count("judged"),
        node.counts("judged_by_kind"),
        node.count("violations"),
        node.list("witnesses").stream().map(SavedRun::witness).toList(),
        node.text("reason"));
  }

  private static Witness witness(ReportNode node) {
    return new Witness(
        node.text("sentence"), node.list("operations").stream().map(SavedRun::step).toList());
  }

  private static Witness.Step step(ReportNode node) {
    return new Witness.Step(
        node.text("user"),
        node.text("kind"),
        node.nanos("start_ms", NANOS_PER_MILLI),
        node.nanos("end_ms", NANOS_PER_MILLI),
        node.text("outcome"),
        node.text("said"),
        node.text("saw"));
  }

  private static List<Threshold.Result> thresholds(ReportNode root, RunRecord record) {
    List<String> kinds = record.measurements().kinds().stream().map(KindMeasurement::kind).toList();
    List<Threshold.Result> results = new ArrayList<>();
    for (ReportNode node : root.list("thresholds")) {
      try {
        Map<String, Metric> metrics = metrics(kinds, node.text("metric"));
        Threshold.Result anew = Threshold.parse(node.text("expression"), metrics).of(record);
        // A run that was ended because it was lost has missed it, whatever was measured until then.
        results.add(
            node.flag("held")
                ? anew
                : new Threshold.Result(anew.threshold(), anew.actual(), false));
      } catch (IllegalArgumentException e) {
        throw node.wrong(
            "expression", "can't be read: " + Visible.line(String.valueOf(e.getMessage())));
      }
    }
    return results;
  }

  /** All that a run has, and this one, which may be of a kind of which nothing occurred. */
  private static Map<String, Metric> metrics(List<String> kinds, String metric) {
    Map<String, Metric> metrics = Metric.all(kinds);
    int end = metric.indexOf('.');
    if (metrics.containsKey(metric) || end < 0) {
      return metrics;
    }
    List<String> more = new ArrayList<>(kinds);
    more.add(metric.substring(0, end));
    return Metric.all(more);
  }

  /**
   * Much of a report follows from the rest, for those who read only that. Where it does not, one of
   * them was changed.
   */
  private static void refuseContradictions(SavedRun run, ReportNode root) {
    JsonNode again = JsonReport.tree(run.record(), run.checks(), run.thresholds());
    String key = difference("", again, root.node());
    if (!key.isEmpty()) {
      throw root.wrong(key, "is not what the rest of the report says: one of them was changed");
    }
  }

  /** The first key whose value differs; empty if none does. */
  private static String difference(String at, JsonNode expected, JsonNode given) {
    if (given.isMissingNode() || at.endsWith("_histogram_ns") || JUDGED.contains(at)) {
      return "";
    }
    if (expected.isObject()) {
      for (Map.Entry<String, JsonNode> entry : expected.properties()) {
        String key = at.isEmpty() ? entry.getKey() : at + "." + entry.getKey();
        String difference = difference(key, entry.getValue(), given.path(entry.getKey()));
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return "";
    }
    if (expected.isArray()) {
      for (int i = 0; i < expected.size(); i++) {
        String difference = difference(at + "[" + i + "]", expected.path(i), given.path(i));
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return "";
    }
    boolean same =
        expected.isFloatingPointNumber()
            ? given.isNumber() && expected.doubleValue() == given.doubleValue()
            : expected.asText().equals(given.asText());
    return same ? "" : at;
  }

  private static <E> Map<String, E> byLabel(E[] values, Function<E, String> label) {
    Map<String, E> byLabel = new LinkedHashMap<>();
    for (E value : values) {
      byLabel.put(label.apply(value), value);
    }
    return byLabel;
  }
}
