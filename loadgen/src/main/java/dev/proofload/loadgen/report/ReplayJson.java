package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.check.Legal;
import dev.proofload.loadgen.check.ReplayRow;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import java.util.List;
import java.util.Locale;

/** What one user did and saw, a JSON object a row; what was not said is left out. Pure. */
public final class ReplayJson {
  private static final double NANOS_PER_MILLI = 1e6;

  private ReplayJson() {}

  /** A row, on one line and without its end. */
  public static String row(ReplayRow row) {
    ObjectNode node = Json.object();
    node.put("user", row.actor());
    node.put("kind", row.kind());
    node.put("outcome", row.outcome());
    text(node, "via", row.via());
    if (row.sequence() != ReplayRow.NO_SEQUENCE) {
      node.put("operation", row.sequence());
    }
    node.put("start_ms", row.startNanos() / NANOS_PER_MILLI);
    node.put("end_ms", row.endNanos() / NANOS_PER_MILLI);
    text(node, "said", row.said());
    saw(node.putObject("saw"), row.seen());
    legal(node.putObject("legal"), row.legal());
    row.wrong().forEach(node.putArray("wrong")::add);
    ArrayNode witnesses = node.putArray("witnesses");
    row.findings()
        .forEach(
            finding ->
                witnesses
                    .addObject()
                    .put("check", finding.check())
                    .put("sentence", finding.sentence()));
    return node.toString();
  }

  private static void saw(ObjectNode node, Observation seen) {
    text(node, "problem", seen.problem());
    text(node, "user_id", seen.userId());
    text(node, "room", seen.room());
    number(node, "session_messages", seen.messageCount());
    if (seen.crisis()) {
      node.put("crisis_detected", true);
    }
    if (seen.occupantsSaid() || !seen.occupants().isEmpty()) {
      occupants(node, seen.occupants());
    }
    if (!seen.events().isEmpty()) {
      ArrayNode events = node.putArray("events");
      seen.events().forEach(event -> event(events.addObject(), event));
    }
    boolean pieces = seen.type() == Observation.Type.DELTAS_DROPPED;
    number(node, pieces ? "dropped_deltas" : "dropped_events", seen.dropped());
    stream(node, seen);
    if (!seen.lines().isEmpty()) {
      ArrayNode lines = node.putArray("messages");
      seen.lines().forEach(line -> line(lines.addObject(), line));
    }
    if (!seen.sessions().isEmpty()) {
      ArrayNode sessions = node.putArray("sessions");
      for (Observation.Session session : seen.sessions()) {
        ObjectNode one = sessions.addObject();
        one.put("user_id", session.id());
        one.put("room", session.room());
        one.put("message_count", session.messages());
      }
    }
    if (!seen.rooms().isEmpty()) {
      ArrayNode rooms = node.putArray("rooms");
      for (Observation.Room room : seen.rooms()) {
        ObjectNode one = rooms.addObject();
        one.put("room", room.name());
        one.put("count", room.count());
        occupants(one, room.occupants());
      }
    }
    text(node, "text", seen.text());
  }

  private static void stream(ObjectNode node, Observation seen) {
    text(node, "reply_id", seen.replyId());
    number(node, "index", seen.index());
    number(node, "close_code", seen.closeCode());
    if (!seen.lateReplies().isEmpty()) {
      ArrayNode late = node.putArray("late_replies");
      seen.lateReplies().forEach(reply -> late(late.addObject(), reply));
    }
    seen.streams().ifPresent(list -> streams(node.putObject("streams"), list));
  }

  private static void late(ObjectNode node, Observation.LateReply reply) {
    node.put("type", reply.refusal() ? "refusal" : "reply");
    number(node, "seq", reply.seq());
    text(node, "reply_id", reply.replyId());
    if (reply.crisis()) {
      node.put("crisis_detected", true);
    }
    node.put("text", reply.text());
  }

  private static void streams(ObjectNode node, StreamList list) {
    node.put("open", list.total());
    node.put("closed", list.closed());
    classes(node, "queued", list.totals().queued());
    classes(node, "produced", list.totals().produced());
    classes(node, "sent", list.totals().sent());
    classes(node, "dropped", list.totals().dropped());
    classes(node, "returned", list.totals().returned());
  }

  private static void classes(ObjectNode node, String key, PerClass counts) {
    ObjectNode classes = node.putObject(key);
    for (Priority one : Priority.values()) {
      if (counts.of(one) != PerClass.NOT_SAID) {
        classes.put(one.label(), counts.of(one));
      }
    }
  }

  private static void occupants(ObjectNode node, List<Observation.Occupant> occupants) {
    ArrayNode array = node.putArray("occupants");
    for (Observation.Occupant occupant : occupants) {
      array.addObject().put("user_id", occupant.id()).put("username", occupant.name());
    }
  }

  private static void event(ObjectNode node, Observation.Event event) {
    node.put("type", event.whisper() ? "whisper" : "room_broadcast");
    number(node, "seq", event.seq());
    text(node, "from_user", event.fromId());
    text(node, "from_username", event.fromName());
    text(node, "room", event.room());
    node.put("message", event.text());
  }

  private static void line(ObjectNode node, Observation.Line line) {
    node.put("role", line.user() ? "user" : "assistant");
    node.put("content", line.text());
    text(node, "room", line.room());
  }

  private static void legal(ObjectNode node, Legal legal) {
    text(node, "room", legal.room());
    legal.messages().ifPresent(range -> range(node, "session_messages", range));
    legal.tokens().ifPresent(range -> range(node, "tokens", range));
    legal
        .help()
        .ifPresent(
            help -> {
              node.put("crisis_turn", help.turn());
              node.put("help", help.due().name().toLowerCase(Locale.ROOT));
            });
    if (legal.mayBeginAnew()) {
      node.put("may_begin_anew", true);
    }
    if (legal.lostAfter() != Legal.NOT_LOST) {
      node.put("uncertain_since_operation", legal.lostAfter());
    }
  }

  private static void range(ObjectNode node, String key, Legal.Range range) {
    node.put(key + "_min", range.least());
    node.put(key + "_max", range.most());
  }

  private static void text(ObjectNode node, String key, String value) {
    if (!value.isEmpty()) {
      node.put(key, value);
    }
  }

  private static void number(ObjectNode node, String key, long value) {
    if (value != Observation.NOT_SAID) {
      node.put(key, value);
    }
  }
}
