package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds each look at the streams to {@link StreamRules}, and to the look before it. Keeps the
 * latest look alone. Not thread-safe.
 */
final class StreamLooks {
  private final Steps steps;
  private final WitnessLog log;
  private final Map<Long, StreamList.Row> rows = new HashMap<>();
  private @Nullable Look latest;

  /** One look, without its rows. */
  record Look(int sequence, long startNanos, long endNanos, StreamList list) {
    private static final StreamList NOTHING =
        new StreamList(
            List.of(),
            PerClass.NOT_SAID,
            PerClass.NOT_SAID,
            StreamList.Totals.UNTOLD,
            StreamList.Limits.UNTOLD);

    /** This, for whoever keeps it for long: without all that it showed. */
    Look alone() {
      return new Look(sequence, startNanos, endNanos, NOTHING);
    }

    /** This, for a witness that tells of one stream. */
    Witness.Step step(Steps steps, String saw) {
      Operation operation = new Operation(Operation.NOBODY);
      operation.set(OperationKind.STREAMS, sequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
      Observation seen = new Observation();
      seen.text(saw);
      return steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
    }
  }

  StreamLooks(Steps steps, WitnessLog log) {
    this.steps = steps;
    this.log = log;
  }

  /** The latest look that was told, if there was one. */
  @Nullable Look latest() {
    return latest;
  }

  /** A look ended. */
  Look looked(Operation operation, long startNanos, long endNanos, StreamList list) {
    Look look = new Look(operation.sequence(), startNanos, endNanos, list);
    Look before = latest != null && latest.endNanos() < startNanos ? latest : null;
    String wrong = StreamRules.wrongIn(list.totals());
    if (!wrong.isEmpty()) {
      wrong(look, null, "was told of all streams together that the server " + wrong, totals(list));
    } else if (before != null) {
      wrong = StreamRules.wrongBetween(before.list(), list);
      if (!wrong.isEmpty()) {
        wrong(look, before, "was told of all streams that the server counts " + wrong, "");
      }
    }
    for (int i = 0; i < list.rows().size(); i++) {
      judge(look, before, list.rows().get(i));
    }
    rows.clear();
    for (int i = 0; i < list.rows().size(); i++) {
      StreamList.Row row = list.rows().get(i);
      if (rows.put(row.streamId(), row) != null) {
        wrong(look, null, "was told of stream " + row.streamId() + " twice at once", "");
      }
    }
    latest = look;
    return look;
  }

  private void judge(Look look, @Nullable Look before, StreamList.Row row) {
    String wrong = StreamRules.wrongIn(row, look.list().limits());
    if (!wrong.isEmpty()) {
      wrong(look, null, "was told that " + name(row) + " " + wrong, words(row));
      return;
    }
    StreamList.Row earlier = rows.get(row.streamId());
    if (before == null || earlier == null) {
      return;
    }
    wrong =
        earlier.userId().equals(row.userId())
            ? StreamRules.wrongBetween(earlier, row)
            : "had been the stream of " + earlier.userId();
    if (wrong.isEmpty()) {
      return;
    }
    if (log.wantsMore()) {
      log.add(
          new Witness(
              "onlooker was told that " + name(row) + " " + wrong,
              List.of(before.step(steps, words(earlier)), look.step(steps, words(row)))));
    } else {
      log.count();
    }
  }

  private void wrong(Look look, @Nullable Look before, String what, String saw) {
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    List<Witness.Step> all = new ArrayList<>();
    if (before != null) {
      all.add(before.step(steps, totals(before.list())));
    }
    all.add(look.step(steps, saw.isEmpty() ? totals(look.list()) : saw));
    log.add(new Witness("onlooker " + what, all));
  }

  /** A stream, in a sentence. */
  static String name(StreamList.Row row) {
    return "stream " + row.streamId() + " of " + row.userId();
  }

  /** What a row tells, for a witness. */
  static String words(StreamList.Row row) {
    return "queued "
        + row.queued()
        + ", produced "
        + row.produced()
        + ", sent "
        + row.sent()
        + ", dropped "
        + row.dropped();
  }

  private static String totals(StreamList list) {
    StreamList.Totals totals = list.totals();
    return "all: queued "
        + totals.queued()
        + ", produced "
        + totals.produced()
        + ", sent "
        + totals.sent()
        + ", dropped "
        + totals.dropped()
        + ", returned "
        + totals.returned();
  }
}
