package dev.proofload.bridge.session;

import dev.proofload.bridge.protocol.StoredMessage;
import dev.proofload.bridge.protocol.StoredMessage.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest messages of a session, at most as many as its window. Each is packed into one array of
 * bytes (role, time, length of the room, room, content), since there are many and few are read. Not
 * thread-safe: guarded by its session's lock.
 */
public final class History {
  private static final int FIRST_CAPACITY = 4;
  private static final int FIXED_BYTES = 1 + Long.BYTES + Short.BYTES;

  private static final byte BY_USER = 0;
  private static final byte BY_ASSISTANT = 1;

  private final int window;
  private byte[][] ring;
  private int oldest;
  private int size;

  /**
   * @param window messages that are kept; at least 1
   */
  public History(int window) {
    if (window < 1) {
      throw new IllegalArgumentException("history window must be at least 1: " + window);
    }
    this.window = window;
    this.ring = new byte[Math.min(window, FIRST_CAPACITY)][];
  }

  /** Adds a message; the oldest goes if the window is full. */
  public void add(Role role, String content, long atMillis, String room) {
    byte[] packed = pack(role, content, atMillis, room);
    if (size == ring.length && size < window) {
      ring = Arrays.copyOf(ring, Math.min(window, size * 2));
    }
    if (size < ring.length) {
      ring[size++] = packed;
    } else {
      ring[oldest] = packed;
      oldest = oldest + 1 == ring.length ? 0 : oldest + 1;
    }
  }

  /** Messages held. */
  public int size() {
    return size;
  }

  /** What is held, oldest first. */
  public List<StoredMessage> messages() {
    List<StoredMessage> messages = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      messages.add(unpack(ring[(oldest + i) % ring.length]));
    }
    return messages;
  }

  private static byte[] pack(Role role, String content, long atMillis, String room) {
    byte[] roomBytes = room.getBytes(StandardCharsets.UTF_8);
    byte[] contentBytes = content.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + roomBytes.length + contentBytes.length)
        .put(role == Role.USER ? BY_USER : BY_ASSISTANT)
        .putLong(atMillis)
        .putShort((short) roomBytes.length)
        .put(roomBytes)
        .put(contentBytes)
        .array();
  }

  private static StoredMessage unpack(byte[] packed) {
    ByteBuffer buffer = ByteBuffer.wrap(packed);
    Role role = buffer.get() == BY_USER ? Role.USER : Role.ASSISTANT;
    long atMillis = buffer.getLong();
    int roomLength = buffer.getShort();
    int contentAt = FIXED_BYTES + roomLength;
    return new StoredMessage(
        role,
        new String(packed, contentAt, packed.length - contentAt, StandardCharsets.UTF_8),
        atMillis,
        new String(packed, FIXED_BYTES, roomLength, StandardCharsets.UTF_8));
  }
}
