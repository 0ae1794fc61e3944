package dev.proofload.loadgen.record;

import java.util.List;

/**
 * What a server tells of its streams: of each socket that is open, and of all there ever were.
 * Counts that it leaves out are {@link PerClass#NOT_SAID}.
 *
 * @param rows of the open sockets, oldest first
 * @param total how many there are, as the list says
 * @param closed how many sockets there were that are gone
 */
public record StreamList(List<Row> rows, long total, long closed, Totals totals, Limits limits) {
  /** Copies. */
  public StreamList {
    rows = List.copyOf(rows);
  }

  /**
   * One open socket.
   *
   * @param streamId no two sockets have the same
   * @param userId whose it is
   * @param state as the server calls it; empty if it doesn't
   * @param queuedMessages control left aside, or not: as the server counts
   * @param queuedBytes of these
   * @param produced all that ever had to go over it
   * @param sent what the operating system has all of
   */
  public record Row(
      long streamId,
      String userId,
      String state,
      long queuedMessages,
      long queuedBytes,
      PerClass queued,
      PerClass produced,
      PerClass sent,
      PerClass dropped) {}

  /**
   * All sockets there ever were.
   *
   * @param returned what was handed back to the session when its socket closed
   */
  public record Totals(
      PerClass queued, PerClass produced, PerClass sent, PerClass dropped, PerClass returned) {
    /** Nothing was told. */
    public static final Totals UNTOLD =
        new Totals(
            PerClass.UNTOLD, PerClass.UNTOLD, PerClass.UNTOLD, PerClass.UNTOLD, PerClass.UNTOLD);
  }

  /**
   * What an outbox holds at most.
   *
   * @param messages of the classes below control
   * @param bytes of these
   * @param controlMessages besides
   */
  public record Limits(long messages, long bytes, long controlMessages) {
    /** Nothing was told. */
    public static final Limits UNTOLD =
        new Limits(PerClass.NOT_SAID, PerClass.NOT_SAID, PerClass.NOT_SAID);
  }
}
