package dev.proofload.bridge.outbox;

import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.Pending;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message for a socket. Those that must not get lost can be handed back to the session; all
 * sockets of a user share them, and know from each other whether one has taken it.
 *
 * <p>Thread-safe.
 */
public final class Frame {
  private static final byte[] NO_TAIL = {};

  private final Priority priority;
  private final byte[] body;
  // Stands in the place of the body's last byte, so that many frames can share a body.
  private final byte[] tail;
  private final boolean ping;
  private final @Nullable Pending kept;
  private final @Nullable Receipt receipt;

  private Frame(
      Priority priority,
      byte[] body,
      boolean ping,
      @Nullable Pending kept,
      @Nullable Receipt receipt) {
    this.priority = priority;
    this.body = body;
    this.tail = kept == null || kept.seq() == 0 ? NO_TAIL : JsonAnswers.numberTail(kept.seq());
    this.ping = ping;
    this.kept = kept;
    this.receipt = receipt;
  }

  /** One that may get lost. */
  private Frame(Priority priority, byte[] body, boolean ping) {
    this(priority, body, ping, null, null);
  }

  /** Of the connection itself. */
  public static Frame control(byte[] json) {
    return new Frame(Priority.CONTROL, json, false);
  }

  /** A heartbeat, whose answer says up to where its reader has read. */
  static Frame ping(long number) {
    return new Frame(Priority.CONTROL, pingPayload(number), true);
  }

  /** A piece of a reply. */
  public static Frame bulk(byte[] json) {
    return new Frame(Priority.BULK, json, false);
  }

  /** Something important that means nothing once the connection is gone. */
  public static Frame passing(byte[] json) {
    return new Frame(Priority.IMPORTANT, json, false);
  }

  /** An event with a number. */
  public static Frame of(Event event) {
    return new Frame(Priority.IMPORTANT, event.json(), false, event, new Receipt());
  }

  /** A reply: one without a number is being given, one with a number is late. */
  public static Frame of(LateReply reply) {
    return new Frame(Priority.CRITICAL, reply.json(), false, reply, new Receipt());
  }

  /** Either. */
  public static Frame of(Pending pending) {
    return switch (pending) {
      case Event event -> of(event);
      case LateReply reply -> of(reply);
    };
  }

  /** This frame's reply as a late one; what becomes of one of them is known to the other. */
  public Frame late(long seq) {
    if (kept instanceof LateReply reply && receipt != null) {
      LateReply numbered = reply.numbered(seq);
      return new Frame(Priority.CRITICAL, numbered.json(), false, numbered, receipt);
    }
    throw new IllegalStateException("not a reply");
  }

  /** What is kept for the session if the socket does not take it. */
  public @Nullable Pending kept() {
    return kept;
  }

  /** Whether it is an event, whose loss its user is told of. */
  boolean isEvent() {
    return kept instanceof Event;
  }

  /** Whether the crisis message stands in it. */
  boolean isCrisis() {
    return kept instanceof LateReply reply && reply.crisis();
  }

  /** Whether a reader may still lack it, and it must not get lost. */
  boolean isOwed() {
    return kept != null
        && receipt != null
        && !(isCrisis() ? receipt.isConfirmed() : receipt.isSent());
  }

  void noteSent() {
    if (receipt != null) {
      receipt.noteSent();
    }
  }

  void noteConfirmed() {
    if (receipt != null) {
      receipt.noteConfirmed();
    }
  }

  Priority priority() {
    return priority;
  }

  /** Bytes of the payload. */
  public int size() {
    return tail.length == 0 ? body.length : body.length - 1 + tail.length;
  }

  /** Whether it is a ping, not a text. */
  public boolean isPing() {
    return ping;
  }

  /** Text in UTF-8, or the payload of a ping; must not be changed. */
  public byte[] payload() {
    if (tail.length == 0) {
      return body;
    }
    byte[] payload = Arrays.copyOf(body, size());
    System.arraycopy(tail, 0, payload, body.length - 1, tail.length);
    return payload;
  }

  /** The payload of ping {@code number}. */
  static byte[] pingPayload(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
