package dev.proofload.bridge.transport;

import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.Names;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A user id as it stands in a path: percent-encoded UTF-8. Pure. */
final class PathName {
  private PathName() {}

  /**
   * Decodes the last segment of a path.
   *
   * @throws BadRequestException if it is no user id
   */
  static String userId(String raw) throws BadRequestException {
    String userId = decode(raw).strip();
    String complaint = Names.complaint("user_id", userId);
    if (!complaint.isEmpty()) {
      throw new BadRequestException(complaint, "");
    }
    return userId;
  }

  private static String decode(String raw) throws BadRequestException {
    byte[] utf8 = raw.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(utf8.length);
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] == '%') {
        boolean whole = i + 2 < utf8.length;
        int high = whole ? Character.digit(utf8[i + 1], 16) : -1;
        int low = whole ? Character.digit(utf8[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw malformed();
        }
        decoded.put((byte) (high << 4 | low));
        i += 2;
      } else {
        decoded.put(utf8[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static BadRequestException malformed() {
    return new BadRequestException("user_id in the path must be percent-encoded UTF-8", "");
  }
}
