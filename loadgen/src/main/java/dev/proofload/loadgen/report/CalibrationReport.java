package dev.proofload.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.record.Calibration;
import dev.proofload.loadgen.record.Machine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A calibration for people, and as JSON, which can be read back. Pure. */
public final class CalibrationReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double NANOS_PER_MILLI = 1e6;

  /** What a machine that does nothing else uses is far below. */
  private static final double BUSY = 0.1;

  private CalibrationReport() {}

  /** A few lines and a table, that end in {@code \n}. */
  public static String text(Calibration calibration) {
    List<String> lines = new ArrayList<>();
    TextTable table = new TextTable();
    table.row(
        List.of(
            "transport", "ceiling", "noise", "at half", "late p50", "p99", "max", "answers p99"));
    for (Calibration.Side side : calibration.sides()) {
      table.row(
          List.of(
              side.transport(),
              Units.rate(side.ceiling()),
              percent(side.spread()),
              Units.rate(side.pacedPerSecond()),
              Units.duration(side.sendLag().p50Nanos()),
              Units.duration(side.sendLag().p99Nanos()),
              Units.duration(side.sendLag().maxNanos()),
              Units.duration(side.responseP99Nanos())));
    }
    lines.addAll(table.lines());
    lines.add("");
    for (Calibration.Side side : calibration.sides()) {
      if (side.unsent() > 0) {
        lines.add(
            "note: over "
                + side.transport()
                + " "
                + Units.count(side.unsent(), "message")
                + " of the load at half could not be sent");
      }
    }
    lines.add(
        "timer       a sleep of 4 ms lasts longer by "
            + Units.duration(calibration.timer().p50Nanos())
            + " (p50), "
            + Units.duration(calibration.timer().p99Nanos())
            + " (p99), "
            + Units.duration(calibration.timer().maxNanos())
            + " (max)");
    if (calibration.otherCpus() >= BUSY) {
      lines.add(
          String.format(
              Locale.ROOT,
              "note: other programs used %.2f processors meanwhile: calibrate again when they rest",
              calibration.otherCpus()));
    }
    lines.add("machine     " + Visible.line(Words.machine(calibration.machine())));
    lines.add(
        "loadgen     "
            + calibration.version()
            + ", "
            + Units.count(calibration.eventLoops(), "event loop")
            + ", "
            + calibration.measuredAt());
    return String.join("\n", lines) + "\n";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", share * 100);
  }

  /** For programs, and to be kept. */
  public static String json(Calibration calibration) {
    ObjectNode root = Json.object();
    root.put("schema_version", 1);
    root.put("measured_at", calibration.measuredAt().toString());
    root.put("version", calibration.version());
    root.put("event_loops", calibration.eventLoops());
    ArrayNode sides = root.putArray("transports");
    for (Calibration.Side side : calibration.sides()) {
      ObjectNode node = sides.addObject();
      node.put("transport", side.transport());
      node.put("ceiling_msg_per_sec", side.ceiling());
      node.put("noise_share", side.spread());
      ArrayNode rounds = node.putArray("rounds_msg_per_sec");
      side.rounds().forEach(rounds::add);
      node.put("paced_msg_per_sec", side.pacedPerSecond());
      node.put("unsent", side.unsent());
      late(node.putObject("send_lag_ms"), side.sendLag());
      node.put("latency_p99_ms", side.responseP99Nanos() / NANOS_PER_MILLI);
    }
    late(root.putObject("timer_ms"), calibration.timer());
    if (Double.isNaN(calibration.otherCpus())) {
      root.putNull("other_cpus");
    } else {
      root.put("other_cpus", calibration.otherCpus());
    }
    Json.machine(root.putObject("machine"), calibration.machine());
    return Json.indented(root);
  }

  private static void late(ObjectNode node, Calibration.Late late) {
    node.put("p50", late.p50Nanos() / NANOS_PER_MILLI);
    node.put("p99", late.p99Nanos() / NANOS_PER_MILLI);
    node.put("max", late.maxNanos() / NANOS_PER_MILLI);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Calibration read(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root.path("schema_version").asInt() != 1) {
        throw new IllegalArgumentException("no calibration of version 1");
      }
      List<Calibration.Side> sides = new ArrayList<>();
      for (JsonNode node : root.path("transports")) {
        List<Double> rounds = new ArrayList<>();
        node.path("rounds_msg_per_sec").forEach(round -> rounds.add(round.asDouble()));
        sides.add(
            new Calibration.Side(
                node.path("transport").asText(),
                rounds,
                node.path("paced_msg_per_sec").asDouble(),
                node.path("unsent").asLong(),
                late(node.path("send_lag_ms")),
                nanos(node.path("latency_p99_ms"))));
      }
      JsonNode machine = root.path("machine");
      return new Calibration(
          Instant.parse(root.path("measured_at").asText()),
          root.path("version").asText(),
          new Machine(
              machine.path("cpu_model").asText(),
              machine.path("cpus").asInt(),
              machine.path("memory_bytes").asLong(),
              machine.path("os").asText(),
              machine.path("arch").asText(),
              machine.path("jdk").asText()),
          root.path("event_loops").asInt(),
          sides,
          late(root.path("timer_ms")),
          root.path("other_cpus").asDouble(Double.NaN));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException("no calibration: " + e.getMessage(), e);
    }
  }

  private static Calibration.Late late(JsonNode node) {
    return new Calibration.Late(
        nanos(node.path("p50")), nanos(node.path("p99")), nanos(node.path("max")));
  }

  private static long nanos(JsonNode millis) {
    return Math.max(0, Math.round(millis.asDouble() * NANOS_PER_MILLI));
  }
}
