package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.HistoryLane;
import dev.proofload.loadgen.record.Lateness;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.StreamRecorder;
import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.target.Dialect;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/** What the users of one event loop share. Used on that loop alone, but for what says otherwise. */
final class LoopContext {
  private final EventLoop loop;
  private final Dialect dialect;
  private final Recorder recorder = new Recorder();
  private final Recorder warmup = new Recorder();
  private final Lateness lag = new Lateness();
  private final Lateness loopLag = new Lateness();
  private final HistoryLane lane;
  private final ByteSink scratch = new ByteSink();
  private final Observation seen = new Observation();
  private final List<VirtualUser> users = new ArrayList<>();
  private final Pending<VirtualUser> pending = new Pending<>();
  private final Pending<VirtualUser> patient = new Pending<>();
  private final StreamRecorder streams;
  private final Bootstrap bootstrap;
  private int settled;
  private byte[] received = new byte[4096];
  private volatile long lastDeliveryNanos = Long.MIN_VALUE;

  /**
   * @param streams for what is measured of streams
   */
  LoopContext(EventLoop loop, Dialect dialect, HistoryLane lane, StreamRecorder streams) {
    this.streams = streams;
    this.loop = loop;
    this.dialect = dialect;
    this.lane = lane;
    this.bootstrap = Connections.bootstrap(loop);
  }

  EventLoop loop() {
    return loop;
  }

  Dialect dialect() {
    return dialect;
  }

  Recorder recorder() {
    return recorder;
  }

  /** For what is not measured yet. */
  Recorder warmup() {
    return warmup;
  }

  /** How late this generator sent what was due; its intervals may be taken by another thread. */
  Lateness lag() {
    return lag;
  }

  /** How late the loop looked at its clock; its intervals may be taken by another thread. */
  Lateness loopLag() {
    return loopLag;
  }

  HistoryLane lane() {
    return lane;
  }

  /** For putting a request together; its content is valid until the next. */
  ByteSink scratch() {
    return scratch;
  }

  /** What connections begin with; to be cloned. */
  Bootstrap bootstrap() {
    return bootstrap;
  }

  /** Which users wait for an answer, or for a connection, and since when. */
  Pending<VirtualUser> pending() {
    return pending;
  }

  /** The same of users who do not read as they should, and so wait for longer. */
  Pending<VirtualUser> patient() {
    return patient;
  }

  /** For what is measured of streams, and of users who do not read as they should. */
  StreamRecorder streams() {
    return streams;
  }

  /** One more user is connected ahead of the load, or could not be. */
  void settle() {
    settled++;
  }

  /** How many users are connected ahead of the load, or could not be. */
  int settled() {
    return settled;
  }

  /** Room for an answer of this many bytes while it is read; it is overwritten by the next. */
  byte[] received(int length) {
    if (received.length < length) {
      received = new byte[Math.max(2 * received.length, length)];
    }
    return received;
  }

  /** What was read last. */
  Observation seen() {
    return seen;
  }

  List<VirtualUser> users() {
    return users;
  }

  /** What was read last answers nothing that this user has in flight. */
  void delivered(int user, long atNanos) {
    lane.delivered(user, atNanos, seen);
    if (seen.type() == Observation.Type.LATE_REPLY) {
      streams.lateReplies(seen.lateReplies().size());
    }
    lastDeliveryNanos = atNanos;
  }

  /** When something last came unasked; may be called by any thread. */
  long lastDeliveryNanos() {
    return lastDeliveryNanos;
  }
}
