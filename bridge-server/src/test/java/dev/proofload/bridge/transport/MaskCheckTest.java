package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Where frames begin is found whatever their lengths, and however the bytes come in. */
class MaskCheckTest {
  @Property(tries = 300)
  void theFirstUnmaskedFrameIsNoticed(
      @ForAll @IntRange(max = 70_000) int firstLength,
      @ForAll @IntRange(max = 200) int secondLength,
      @ForAll @IntRange(min = 1, max = 1_000) int pieceBytes) {
    byte[] first = RawSocket.frame(0x81, new byte[firstLength]);
    byte[] second = RawSocket.frame(0x81, new byte[secondLength]);
    byte[] both = ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();

    assertThat(allMasked(both, pieceBytes)).isTrue();
    both[first.length + 1] &= 0x7f;
    assertThat(allMasked(both, pieceBytes)).isFalse();
  }

  private static boolean allMasked(byte[] bytes, int pieceBytes) {
    MaskCheck check = new MaskCheck();
    for (int at = 0; at < bytes.length; at += pieceBytes) {
      ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at));
      if (!check.allMasked(piece)) {
        return false;
      }
    }
    return true;
  }
}
