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
                  words.append(": ").append(bytes(each)).append(" a connection, garbage included"));
    }
    return words.toString();
  }

  /** A server that counts wrong may tell of fewer than none. */
  private static String bytes(long bytes) {
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
    words.append("; returned ").append(counts(told.returned()));
    words.append("; produced ").append(counts(told.produced()));
    words.append(fullest(told.fullest()));
    List<String> states = new ArrayList<>();
    told.most().forEach((state, count) -> states.add(Units.count(count) + " " + state));
    if (!states.isEmpty()) {
      words.append("; in ").append(Units.count(told.looks(), "look")).append(" at most ");
      words.append(String.join(", ", states)).append(" at once");
    }
    if (told.closed() != PerClass.NOT_SAID) {
      words.append("; ").append(Units.count(told.closed())).append(" closed");
    }
    return words.toString();
  }

  /** Empty where the server does not tell what waits. */
  private static String fullest(StreamsMeasured.Fullest fullest) {
    if (fullest.messages() == PerClass.NOT_SAID || fullest.bytes() == PerClass.NOT_SAID) {
      return "";
    }
    StringBuilder words = new StringBuilder("; the fullest outbox seen held ");
    words.append(Units.count(fullest.messages()));
    if (fullest.limitMessages() != PerClass.NOT_SAID) {
      words.append(" of ").append(Units.count(fullest.limitMessages()));
    }
    words.append(" messages, or ").append(bytes(fullest.bytes()));
    if (fullest.limitBytes() != PerClass.NOT_SAID) {
      words.append(" of ").append(bytes(fullest.limitBytes()));
    }
    return words.toString();
  }

  /** Who closed sockets, and what came late, as the users saw it. */
  static String seen(StreamsMeasured streams) {
    StreamsMeasured.Closings closings = streams.closings();
    return "of their sockets the server closed "
        + Units.count(closings.byServer())
        + ", and they themselves "
        + Units.count(closings.byUsers())
        + "; "
        + (streams.lateReplies() == 1 ? "1 reply" : Units.count(streams.lateReplies()) + " replies")
        + " came late";
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
