package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What the reports for people say of streams in the same words. Nothing here is escaped. */
final class StreamsWords {
  static final String FIRST_PIECE = "first piece";
  static final String OTHERS = "other readers";
  static final List<String> OTHERS_COLUMNS =
      List.of("users", "ok", "refused", "errors", "p50", "p99", "max");

  private StreamsWords() {}

  /** How many users had a connection, and what each took. */
  static String connections(RunRecord run, StreamsMeasured streams) {
    String all = "/" + Units.count(run.info().users());
    StringBuilder words = new StringBuilder();
    words.append(Units.count(streams.established())).append(all).append(" established, ");
    words.append(Units.count(streams.aliveAtEnd())).append(all).append(" alive at the end");
    OptionalLong before = streams.memoryBefore();
    OptionalLong after = streams.memoryAfter();
    if (before.isPresent() && after.isPresent()) {
      words.append("; target memory ").append(Units.bytes(before.getAsLong()));
      words.append(" before, ").append(Units.bytes(after.getAsLong())).append(" at the end");
      streams
          .memoryPerConnection()
          .ifPresent(
              each ->
                  words
                      .append(": ")
                      .append(growth(each))
                      .append(" a connection, garbage included"));
    }
    return words.toString();
  }

  private static String growth(long bytes) {
    return (bytes < 0 ? "-" : "") + Units.bytes(Math.abs(bytes));
  }

  /** What went over the streams and what was dropped, as the server tells. */
  static String told(StreamsMeasured streams) {
    if (streams.told().isEmpty()) {
      return "the target does not tell";
    }
    StreamsMeasured.Told told = streams.told().get();
    StringBuilder words = new StringBuilder("dropped ").append(counts(told.dropped()));
    words.append("; sent ").append(counts(told.sent()));
    List<String> states = new ArrayList<>();
    told.most().forEach((state, count) -> states.add(Units.count(count) + " " + state));
    if (!states.isEmpty()) {
      words.append("; in ").append(Units.count(told.looks(), "look")).append(" at most ");
      words.append(String.join(", ", states)).append(" at once");
    }
    if (told.closed() != PerClass.NOT_SAID) {
      words.append("; ").append(told.closed()).append(" closed");
    }
    return words.toString();
  }

  private static String counts(PerClass counts) {
    List<String> parts = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      long count = counts.of(priority);
      parts.add((count == PerClass.NOT_SAID ? "?" : Units.count(count)) + " " + priority.label());
    }
    return String.join(", ", parts);
  }

  /** Whose figures all others are; empty where they are everybody's. */
  static String healthyAlone(RunRecord run, StreamsMeasured streams) {
    int others = streams.groups().stream().mapToInt(StreamsMeasured.Group::users).sum();
    return others == 0
        ? ""
        : "latency, throughput and outcomes are those of the "
            + Units.count(run.info().users() - others, "user")
            + " who read as they should; those of the other "
            + Units.count(others)
            + " stand apart";
  }

  /** The cells of a group, in the order of {@link #OTHERS_COLUMNS}. */
  static List<String> cells(StreamsMeasured.Group group) {
    Latency latency = Latency.of(group.latency());
    long errors = 0;
    for (Outcome outcome : Outcome.values()) {
      errors += outcome.isError() ? group.count(outcome) : 0;
    }
    return List.of(
        Units.count(group.users()),
        Units.count(group.count(Outcome.OK)),
        Units.count(group.count(Outcome.REFUSED)),
        Units.count(errors),
        latency.isEmpty() ? "-" : Units.duration(latency.p50Nanos()),
        latency.isEmpty() ? "-" : Units.duration(latency.p99Nanos()),
        latency.isEmpty() ? "-" : Units.duration(latency.maxNanos()));
  }
}
