package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.record.Machine;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What all reports for programs have in common: what was not measured is null. Pure. */
final class Json {
  private static final double NANOS_PER_MILLI = 1e6;

  private Json() {}

  /** A new object. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The text of a report, indented, with a newline at its end. */
  static String indented(ObjectNode root) {
    return root.toPrettyString() + "\n";
  }

  static void number(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, value.getAsDouble());
    } else {
      node.putNull(key);
    }
  }

  static void number(ObjectNode node, String key, OptionalLong value) {
    if (value.isPresent()) {
      node.put(key, value.getAsLong());
    } else {
      node.putNull(key);
    }
  }

  /** A time of some answers; null if there was none. */
  static void millis(ObjectNode node, String key, Latency of, long nanos) {
    if (of.isEmpty()) {
      node.putNull(key);
    } else {
      node.put(key, nanos / NANOS_PER_MILLI);
    }
  }

  /** What a report's figures were measured on. */
  static void machine(ObjectNode node, Machine machine) {
    node.put("cpu_model", machine.cpuModel());
    node.put("cpus", machine.cpus());
    node.put("memory_bytes", machine.memoryBytes());
    node.put("os", machine.os());
    node.put("arch", machine.arch());
    node.put("jdk", machine.jdk());
  }
}
