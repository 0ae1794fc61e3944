package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final String TEXT = "one two three four five";
  private static final String[] PARTS = {"one ", "two ", "three ", "four ", "five"};

  private final Pieces pieces = new Pieces();

  @Property
  void aReplyMayOvertakeItsPieces(@ForAll @IntRange(max = 5) int before) {
    Pieces some = new Pieces();
    for (int i = 0; i < before; i++) {
      assertThat(some.piece("r", i, PARTS[i])).isEmpty();
    }
    assertThat(some.whole("r", TEXT, false)).isEmpty();
    assertThat(some.missing()).isEqualTo(before < 5 ? 1 : 0);
    for (int i = before; i < 5; i++) {
      assertThat(some.piece("r", i, PARTS[i])).isEmpty();
    }
    assertThat(some.missing()).isZero();
    assertThat(some.piece("r", 4, PARTS[4])).contains("of which it had all");
  }

  @Test
  void whatIsLeftOutIsCounted() {
    pieces.piece("r", 0, PARTS[0]);
    assertThat(pieces.piece("r", 3, PARTS[3])).isEmpty();
    assertThat(pieces.whole("r", TEXT, false)).isEmpty();
    assertThat(pieces.missing()).isEqualTo(2);
    pieces.anew();
    assertThat(pieces.missing()).isZero();
  }

  @Test
  void whatComesBackOrIsOfAnotherIsWrong() {
    pieces.piece("r", 0, PARTS[0]);
    pieces.piece("r", 1, PARTS[1]);
    assertThat(pieces.piece("r", 1, PARTS[1])).contains("piece 1 of a reply after piece 1");
    assertThat(pieces.whole("r", "another text", false)).contains("no part of it");
    assertThat(pieces.whole("late", TEXT, true)).isEmpty();
    assertThat(pieces.piece("s", 0, "x")).isEmpty();
    assertThat(pieces.missing()).isEqualTo(1);
  }
}
