package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** What a report says of streams, written and read back. Pure. */
final class StreamsJson {
  private static final String FIRST_DELTA = "first_delta_histogram_ns";
  private static final String LATENCY = "latency_histogram_ns";

  private StreamsJson() {}

  /** Null where nothing was measured of streams. */
  static void write(ObjectNode root, Optional<StreamsMeasured> measured) {
    if (measured.isEmpty()) {
      root.putNull("streams");
      return;
    }
    StreamsMeasured streams = measured.get();
    ObjectNode node = root.putObject("streams");
    node.put("established", streams.established());
    node.put("alive_at_end", streams.aliveAtEnd());
    JsonReport.latency(node.putObject("first_delta_ms"), Latency.of(streams.firstDelta()));
    node.put(FIRST_DELTA, HistogramText.of(streams.firstDelta()));
    for (StreamsMeasured.Group group : streams.groups()) {
      write(node.withArray("other_readers").addObject(), group);
    }
    node.withArray("other_readers");
    if (streams.told().isPresent()) {
      write(node.putObject("told"), streams.told().get());
    } else {
      node.putNull("told");
    }
    node.put("closed_by_server", streams.closings().byServer());
    node.put("closed_by_users", streams.closings().byUsers());
    node.put("late_replies", streams.lateReplies());
    Json.number(node, "memory_before_bytes", streams.memoryBefore());
    Json.number(node, "memory_after_bytes", streams.memoryAfter());
    Json.number(node, "memory_per_connection_bytes", streams.memoryPerConnection());
  }

  private static void write(ObjectNode node, StreamsMeasured.Group group) {
    node.put("reading", group.reading());
    node.put("users", group.users());
    ObjectNode outcomes = node.putObject("outcomes");
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.label(), group.count(outcome));
    }
    JsonReport.latency(node.putObject("latency_ms"), Latency.of(group.latency()));
    node.put(LATENCY, HistogramText.of(group.latency()));
  }

  private static void write(ObjectNode node, StreamsMeasured.Told told) {
    write(node.putObject("produced"), told.produced());
    write(node.putObject("sent"), told.sent());
    write(node.putObject("dropped"), told.dropped());
    write(node.putObject("returned"), told.returned());
    node.put("looks", told.looks());
    ObjectNode most = node.putObject("most_at_once");
    told.most().forEach(most::put);
    put(node, "closed", told.closed());
    ObjectNode fullest = node.putObject("fullest");
    put(fullest, "messages", told.fullest().messages());
    put(fullest, "bytes", told.fullest().bytes());
    put(fullest, "limit_messages", told.fullest().limitMessages());
    put(fullest, "limit_bytes", told.fullest().limitBytes());
  }

  private static void put(ObjectNode node, String key, long count) {
    if (count == PerClass.NOT_SAID) {
      node.putNull(key);
    } else {
      node.put(key, count);
    }
  }

  private static void write(ObjectNode node, PerClass counts) {
    for (Priority priority : Priority.values()) {
      put(node, priority.label(), counts.of(priority));
    }
  }

  /** What {@link #write} wrote; empty where that was null, or in a report of earlier. */
  static Optional<StreamsMeasured> read(ReportNode root) {
    return root.objectIfAny("streams").map(StreamsJson::streams);
  }

  private static StreamsMeasured streams(ReportNode node) {
    List<StreamsMeasured.Group> groups = new ArrayList<>();
    node.list("other_readers").forEach(group -> groups.add(group(group)));
    return new StreamsMeasured(
        node.smallCount("established"),
        node.smallCount("alive_at_end"),
        node.histogram(FIRST_DELTA),
        groups,
        node.objectIfAny("told").map(StreamsJson::told),
        // A report of earlier does not have them.
        new StreamsMeasured.Closings(
            node.countIfAny("closed_by_server").orElse(0),
            node.countIfAny("closed_by_users").orElse(0)),
        node.countIfAny("late_replies").orElse(0),
        node.countIfAny("memory_before_bytes"),
        node.countIfAny("memory_after_bytes"));
  }

  private static StreamsMeasured.Group group(ReportNode node) {
    ReportNode counts = node.object("outcomes");
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, counts.count(outcome.label()));
    }
    Histogram latency = node.histogram(LATENCY);
    long answered = counts.count(Outcome.OK.label()) + counts.count(Outcome.REFUSED.label());
    if (latency.getTotalCount() != answered) {
      throw node.wrong(
          LATENCY,
          "holds " + latency.getTotalCount() + " values, but " + answered + " were answered");
    }
    return new StreamsMeasured.Group(
        node.text("reading"), node.smallCount("users"), outcomes, latency);
  }

  private static StreamsMeasured.Told told(ReportNode node) {
    return new StreamsMeasured.Told(
        perClass(node.object("produced")),
        perClass(node.object("sent")),
        perClass(node.object("dropped")),
        node.objectIfAny("returned").map(StreamsJson::perClass).orElse(PerClass.UNTOLD),
        node.count("looks"),
        node.counts("most_at_once"),
        wholeIfAny(node, "closed"),
        node.objectIfAny("fullest")
            .map(StreamsJson::fullest)
            .orElse(StreamsMeasured.Fullest.UNTOLD));
  }

  private static StreamsMeasured.Fullest fullest(ReportNode node) {
    return new StreamsMeasured.Fullest(
        wholeIfAny(node, "messages"),
        wholeIfAny(node, "bytes"),
        wholeIfAny(node, "limit_messages"),
        wholeIfAny(node, "limit_bytes"));
  }

  private static long wholeIfAny(ReportNode node, String key) {
    return node.lacks(key) ? PerClass.NOT_SAID : node.whole(key);
  }

  private static PerClass perClass(ReportNode node) {
    return PerClass.of(priority -> wholeIfAny(node, priority.label()));
  }
}
