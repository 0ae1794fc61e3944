package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.record.Observation.LateReply;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import java.util.ArrayList;
import java.util.List;

/** All streams of a simulated bridge, those that are closed as sums. */
final class Streams {
  private final List<Outbox> open = new ArrayList<>();
  private PerClass produced = PerClass.of(one -> 0);
  private PerClass sent = produced;
  private PerClass dropped = produced;
  private PerClass returned = produced;
  private long closed;
  private long opened;

  long nextId() {
    return ++opened;
  }

  void open(Outbox outbox) {
    open.add(outbox);
  }

  /** One is closed. */
  void closed(Outbox outbox) {
    open.remove(outbox);
    closed++;
    produced = sum(produced, outbox.produced());
    sent = sum(sent, outbox.sent());
    dropped = sum(dropped, outbox.dropped());
    returned = sum(returned, outbox.returned());
  }

  /** What was not sent waits again. */
  static void giveBack(
      Guest guest, List<Message> unsent, List<Message> unconfirmed, LateKeeper keeper) {
    List<Event> events = new ArrayList<>(guest.inbox());
    for (Message message : unconfirmed) {
      keeper.keep(guest, message.late(guest.nextSeqUnless(message.isLate())));
    }
    for (Message message : unsent) {
      Event event = message.event();
      if (event != null) {
        events.add(event);
      } else if (message.priority() == Priority.CRITICAL) {
        keeper.keep(guest, message.late(guest.nextSeqUnless(message.isLate())));
      }
    }
    events.sort((one, other) -> Long.compare(one.seq(), other.seq()));
    guest.inbox().clear();
    guest.inbox().addAll(events);
  }

  /** Puts by a reply that no socket took. */
  interface LateKeeper {
    void keep(Guest guest, LateReply reply);
  }

  void list(Observation reply) {
    List<StreamList.Row> rows = new ArrayList<>();
    PerClass queued = PerClass.of(one -> 0);
    StreamList.Totals sums = new StreamList.Totals(queued, produced, sent, dropped, returned);
    for (Outbox outbox : open) {
      StreamList.Row row = outbox.row();
      rows.add(row);
      sums =
          new StreamList.Totals(
              sum(sums.queued(), row.queued()),
              sum(sums.produced(), row.produced()),
              sum(sums.sent(), row.sent()),
              sum(sums.dropped(), row.dropped()),
              returned);
    }
    reply.type(Observation.Type.ANSWER);
    reply.streams(
        new StreamList(
            rows,
            rows.size(),
            closed,
            sums,
            new StreamList.Limits(Outbox.MESSAGES, Outbox.BYTES, Outbox.CONTROL)));
  }

  private static PerClass sum(PerClass one, PerClass other) {
    return PerClass.of(priority -> one.of(priority) + other.of(priority));
  }
}
