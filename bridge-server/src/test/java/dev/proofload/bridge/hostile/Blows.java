package dev.proofload.bridge.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes that nobody means well with; the same ones in every run. */
final class Blows {
  private static final long SEED = 20_261_121L;

  private Blows() {}

  static Random random() {
    return new Random(SEED);
  }

  static byte[] noise(Random random, int maxBytes) {
    byte[] bytes = new byte[1 + random.nextInt(maxBytes)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Right bytes with a few of them changed, left out, doubled, or cut off at the end. */
  static byte[] mutation(Random random, byte[] right) {
    byte[] bytes = right.clone();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> System.arraycopy(bytes, 0, bytes, at, Math.min(at, bytes.length - at));
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    return bytes;
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String nested(int levels) {
    return "{\"user_id\":\"u\",\"message\":\"m\",\"x\":" + "[".repeat(levels);
  }
}
