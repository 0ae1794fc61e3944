package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells of its streams, held to what it promises: of one list, and of two of which
 * one was asked for after the other had come. What it does not tell is not judged.
 *
 * <p>Each method answers with what is wrong, as the end of a sentence about a stream; empty if
 * nothing is.
 */
final class StreamRules {
  /** A message that has begun to leave is finished before any other, and counts as queued. */
  private static final int ON_ITS_WAY = 1;

  /** The largest frame that the API allows. */
  static final long LARGEST_BYTES = 64 << 10;

  private static final Priority[] CLASSES = Priority.values();

  private StreamRules() {}

  /** Whether a row agrees with itself and with the limits. */
  static String wrongIn(StreamList.Row row, StreamList.Limits limits) {
    String wrong = unbalanced(row.produced(), row.sent(), row.dropped(), row.queued(), null);
    if (wrong.isEmpty()) {
      wrong = dropsCritical(row.dropped());
    }
    return wrong.isEmpty() ? overfull(row, limits) : wrong;
  }

  /** Whether the totals agree with themselves. */
  static String wrongIn(StreamList.Totals totals) {
    String wrong =
        unbalanced(
            totals.produced(), totals.sent(), totals.dropped(), totals.queued(), totals.returned());
    return wrong.isEmpty() ? dropsCritical(totals.dropped()) : wrong;
  }

  /** Whether one row may follow the other, of the same stream. */
  static String wrongBetween(StreamList.Row before, StreamList.Row after) {
    for (Priority one : CLASSES) {
      String fallen =
          fallen("produced", one, before.produced(), after.produced())
              + fallen("sent", one, before.sent(), after.sent())
              + fallen("dropped", one, before.dropped(), after.dropped());
      if (!fallen.isEmpty()) {
        return fallen;
      }
    }
    for (Priority one : CLASSES) {
      String wrong = overtaken(one, before, after);
      if (wrong.isEmpty()) {
        wrong = outlived(one, before, after);
      }
      if (!wrong.isEmpty()) {
        return wrong;
      }
    }
    return "";
  }

  /** Whether what was handed back, or the number of closed streams, went down. */
  static String wrongBetween(StreamList before, StreamList after) {
    if (said(before.closed(), after.closed()) && after.closed() < before.closed()) {
      return after.closed() + " closed after " + before.closed();
    }
    for (Priority one : CLASSES) {
      String fallen =
          fallen("returned", one, before.totals().returned(), after.totals().returned());
      if (!fallen.isEmpty()) {
        return fallen;
      }
    }
    return "";
  }

  /** What of a class was surely queued at every instant between two looks. */
  private static long stayed(Priority one, StreamList.Row before, StreamList.Row after) {
    long queued = before.queued().of(one);
    long sent = rise(one, before.sent(), after.sent());
    long dropped = rise(one, before.dropped(), after.dropped());
    return said(queued, sent, dropped) ? queued - sent - dropped : 0;
  }

  /** While a class was never empty, what is below it may only finish what was on its way. */
  private static String overtaken(Priority high, StreamList.Row before, StreamList.Row after) {
    if (stayed(high, before, after) < 1) {
      return "";
    }
    long lower = 0;
    StringBuilder what = new StringBuilder();
    for (Priority low : CLASSES) {
      long sent = rise(low, before.sent(), after.sent());
      if (high.goesBefore(low) && said(sent) && sent > 0) {
        lower += sent;
        what.append(what.isEmpty() ? "" : " and ").append(sent).append(' ').append(low.label());
      }
    }
    return lower > ON_ITS_WAY
        ? "sent " + what + " while " + high.label() + " was waiting all the time"
        : "";
  }

  /** While there is anything lower to drop, nothing higher is. */
  private static String outlived(Priority low, StreamList.Row before, StreamList.Row after) {
    if (low == Priority.CONTROL || stayed(low, before, after) < 1 + ON_ITS_WAY) {
      return "";
    }
    for (Priority high : CLASSES) {
      long dropped = rise(high, before.dropped(), after.dropped());
      boolean sharesOutbox = high != Priority.CONTROL;
      if (sharesOutbox && high.goesBefore(low) && said(dropped) && dropped > 0) {
        return "dropped "
            + dropped
            + " "
            + high.label()
            + " while "
            + low.label()
            + " was waiting all the time";
      }
    }
    return "";
  }

  private static String unbalanced(
      PerClass produced,
      PerClass sent,
      PerClass dropped,
      PerClass queued,
      @Nullable PerClass returned) {
    for (Priority one : CLASSES) {
      long all = produced.of(one);
      long back = returned == null ? 0 : returned.of(one);
      if (!said(all, sent.of(one), dropped.of(one), queued.of(one), back)) {
        continue;
      }
      boolean negative =
          Math.min(Math.min(sent.of(one), dropped.of(one)), Math.min(queued.of(one), back)) < 0;
      if (negative || all != sent.of(one) + dropped.of(one) + queued.of(one) + back) {
        return "counts "
            + all
            + " "
            + one.label()
            + " produced, but "
            + sent.of(one)
            + " sent, "
            + dropped.of(one)
            + " dropped"
            + (returned == null ? "" : ", " + back + " returned")
            + " and "
            + queued.of(one)
            + " queued";
      }
    }
    return "";
  }

  private static String dropsCritical(PerClass dropped) {
    return said(dropped.critical()) && dropped.critical() > 0
        ? "dropped " + dropped.critical() + " critical, which is never to be dropped"
        : "";
  }

  private static String overfull(StreamList.Row row, StreamList.Limits limits) {
    PerClass queued = row.queued();
    if (!said(queued.control(), queued.critical(), queued.important(), queued.bulk())) {
      return "";
    }
    long messages = queued.critical() + queued.important() + queued.bulk();
    long told = row.queuedMessages();
    if (said(told) && told != messages && told != messages + queued.control()) {
      return "counts " + told + " queued messages, but " + messages + " by class";
    }
    if (said(limits.messages()) && messages > limits.messages() + ON_ITS_WAY) {
      return "holds " + messages + " messages, but " + limits.messages() + " are the limit";
    }
    // One that is larger than all of the outbox passes alone.
    if (said(limits.bytes(), row.queuedBytes())
        && messages > ON_ITS_WAY
        && row.queuedBytes() > limits.bytes() + LARGEST_BYTES) {
      return "holds " + row.queuedBytes() + " bytes, but " + limits.bytes() + " are the limit";
    }
    return said(limits.controlMessages())
            && queued.control() > limits.controlMessages() + ON_ITS_WAY
        ? "holds "
            + queued.control()
            + " control messages, but "
            + limits.controlMessages()
            + " are the limit"
        : "";
  }

  private static String fallen(String what, Priority one, PerClass before, PerClass after) {
    long rise = rise(one, before, after);
    return said(rise) && rise < 0
        ? "counts "
            + after.of(one)
            + " "
            + one.label()
            + " "
            + what
            + ", but had counted "
            + before.of(one)
        : "";
  }

  private static long rise(Priority one, PerClass before, PerClass after) {
    return said(before.of(one), after.of(one)) ? after.of(one) - before.of(one) : PerClass.NOT_SAID;
  }

  private static boolean said(long... counts) {
    for (long count : counts) {
      if (count == PerClass.NOT_SAID) {
        return false;
      }
    }
    return true;
  }
}
