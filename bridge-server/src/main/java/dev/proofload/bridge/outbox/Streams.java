package dev.proofload.bridge.outbox;

import dev.proofload.bridge.protocol.StreamCensus;
import dev.proofload.bridge.protocol.StreamCounts;
import dev.proofload.bridge.protocol.StreamRow;
import dev.proofload.bridge.protocol.StreamState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The outboxes of all open sockets, and what became of the messages of those that are closed.
 *
 * <p>Thread-safe. The monitor is taken to open, to close and to look; under it only outboxes are
 * asked for their counts.
 */
public final class Streams {
  private final StreamSettings settings;
  private final LongSupplier nanoClock;
  private final InstantSource wallClock;
  private final Consumer<Outbox> onSlow;

  // Guarded by this object's monitor.
  private final TreeMap<Long, Outbox> open = new TreeMap<>();
  private long lastId;
  private long closed;
  private StreamCounts ofClosed = StreamCounts.NONE;

  /**
   * @param onSlow is told, under no lock, of a socket that has become slow
   */
  public Streams(
      StreamSettings settings,
      LongSupplier nanoClock,
      InstantSource wallClock,
      Consumer<Outbox> onSlow) {
    this.settings = settings;
    this.nanoClock = nanoClock;
    this.wallClock = wallClock;
    this.onSlow = onSlow;
  }

  /** An outbox for a new socket of a user; to be {@link #close closed} when the socket is gone. */
  public synchronized Outbox open(String userId, Sink sink) {
    lastId++;
    Outbox outbox =
        new Outbox(lastId, userId, sink, settings, nanoClock, wallClock.millis(), onSlow);
    open.put(lastId, outbox);
    return outbox;
  }

  /** Its socket is gone, and whatever must not get lost has been taken out of it. */
  public void close(Outbox outbox) {
    outbox.abandon();
    synchronized (this) {
      if (open.remove(outbox.id()) != null) {
        ofClosed = ofClosed.plus(outbox.counts());
        closed++;
      }
    }
  }

  /** How they all are: each row of one instant, but not all of the same. */
  public synchronized StreamCensus census() {
    StreamCounts totals = ofClosed;
    List<StreamRow> rows = new ArrayList<>(open.size());
    long gone = closed;
    for (Outbox outbox : open.values()) {
      StreamRow row = outbox.row();
      totals = totals.plus(row.counts());
      if (row.state() == StreamState.CLOSED) {
        // It takes nothing any more, and may have been handed back to its session in part.
        gone++;
      } else {
        rows.add(row);
      }
    }
    return new StreamCensus(
        rows, gone, totals, settings.messages(), settings.bytes(), StreamSettings.MAX_CONTROL);
  }
}
