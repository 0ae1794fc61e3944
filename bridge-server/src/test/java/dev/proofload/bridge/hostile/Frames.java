package dev.proofload.bridge.hostile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** WebSocket frames of a client (RFC 6455, section 5.2), right ones and wrong ones. */
final class Frames {
  static final int FIN = 0x80;
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;

  private static final int MASKED = 0x80;

  private Frames() {}

  static String handshake(String userId) {
    return "GET /bridge/ws/"
        + userId
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  static byte[] text(String text) {
    return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] close(int code) {
    return frame(FIN | CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
  }

  /** A masked frame; the mask is zero, which masks nothing. */
  static byte[] frame(int firstByte, byte[] payload) {
    byte[] head = head(firstByte, payload.length);
    return ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array();
  }

  /** The head of a masked frame that claims a length. */
  static byte[] head(int firstByte, long length) {
    ByteBuffer head = ByteBuffer.allocate(14).put((byte) firstByte);
    if (length >= 0 && length < 126) {
      head.put((byte) (MASKED | length));
    } else if (length >= 0 && length <= 0xffff) {
      head.put((byte) (MASKED | 126)).putShort((short) length);
    } else {
      head.put((byte) (MASKED | 127)).putLong(length);
    }
    byte[] bytes = new byte[head.putInt(0).flip().remaining()];
    head.get(bytes);
    return bytes;
  }

  /** A text frame as only a server may send it. */
  static byte[] unmasked(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + payload.length)
        .put((byte) (FIN | TEXT))
        .put((byte) payload.length)
        .put(payload)
        .array();
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
