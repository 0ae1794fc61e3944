package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.record.Observation.LateReply;
import java.util.ArrayList;
import java.util.List;

/** Frames that only streams have. */
public final class Frames {
  private Frames() {}

  /** A piece of a reply. */
  public static Observation delta(String replyId, int index, String text) {
    Observation frame = new Observation();
    frame.type(Observation.Type.DELTA);
    frame.replyId(replyId);
    frame.index(index);
    frame.text(text);
    return frame;
  }

  /** So many pieces were left out. */
  static Observation deltasDropped(long count) {
    Observation frame = new Observation();
    frame.type(Observation.Type.DELTAS_DROPPED);
    frame.dropped(count);
    return frame;
  }

  /** A reply that no socket took. */
  static Observation late(LateReply reply) {
    Observation frame = new Observation();
    frame.type(Observation.Type.LATE_REPLY);
    frame.text(reply.text());
    frame.crisis(reply.crisis());
    frame.userId(reply.userId());
    frame.replyId(reply.replyId());
    frame.lateReplies().add(reply);
    return frame;
  }

  /** A late reply, where it stands among drained events. */
  static LateReply among(List<Event> events, LateReply late) {
    int before = 0;
    for (Event event : events) {
      before += event.seq() < late.seq() ? 1 : 0;
    }
    return new LateReply(
        before,
        late.seq(),
        late.refusal(),
        late.userId(),
        late.replyId(),
        late.crisis(),
        late.text());
  }

  /** The end of a connection, as its user sees it. */
  static Observation closed(int code) {
    Observation frame = new Observation();
    frame.type(Observation.Type.CLOSED);
    frame.closeCode(code);
    return frame;
  }

  /** A text by words, each with the blank that follows it. */
  public static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', from)) {
      pieces.add(text.substring(from, at + 1));
      from = at + 1;
    }
    if (from < text.length()) {
      pieces.add(text.substring(from));
    }
    return pieces;
  }
}
