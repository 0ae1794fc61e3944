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

  @Test
  void anotherSocketForgetsAllReplies() {
    pieces.whole("whole", "x", false);
    pieces.piece("whole", 0, "x");
    pieces.piece("begun", 0, "one ");
    pieces.anew();
    assertThat(pieces.piece("whole", 0, "x")).isEmpty();
    assertThat(pieces.piece("begun", 0, "one ")).isEmpty();
  }

  @Test
  void repliesBegunLongAgoAreForgottenAndNotMissed() {
    for (int reply = 0; reply <= 1_024; reply++) {
      assertThat(pieces.piece("r" + reply, 0, "one ")).isEmpty();
    }
    assertThat(pieces.piece("r0", 1, "two ")).as("it may have had the piece before").isEmpty();
    assertThat(pieces.missing()).isZero();
    assertThat(pieces.piece("r1024", 2, "three ")).isEmpty();
    assertThat(pieces.missing()).isEqualTo(1);
  }

  @Test
  void whichRepliesWereHadIsRememberedOfTheLatestAlone() {
    for (int reply = 0; reply <= 32; reply++) {
      pieces.whole("r" + reply, "x", false);
      pieces.piece("r" + reply, 0, "x");
    }
    assertThat(pieces.piece("r32", 0, "x")).contains("of which it had all");
    assertThat(pieces.piece("r1", 0, "x")).contains("of which it had all");
    assertThat(pieces.piece("r0", 0, "x")).isEmpty();
  }

  @Test
  void aReplyWithoutTextHasNoPieces() {
    assertThat(pieces.whole("r", "", false)).isEmpty();
    assertThat(pieces.missing()).isZero();
    assertThat(pieces.piece("r", 0, "")).contains("piece 0 of a reply of which it had all");
  }

  @Test
  void aReplyThatComesTwiceIsNotHeldToItself() {
    pieces.piece("r", 0, PARTS[0]);
    assertThat(pieces.whole("r", TEXT, false)).isEmpty();
    assertThat(pieces.whole("r", "another text", false)).isEmpty();
    assertThat(pieces.missing()).isEqualTo(1);
    for (int i = 1; i < 5; i++) {
      assertThat(pieces.piece("r", i, PARTS[i])).isEmpty();
    }
    assertThat(pieces.missing()).isZero();
    assertThat(pieces.whole("r", TEXT, false)).isEmpty();
    assertThat(pieces.missing()).isZero();
  }

  @Test
  void aPieceAfterTheReplySaysWhatIsLeftOfIt() {
    pieces.piece("r", 0, PARTS[0]);
    pieces.whole("r", TEXT, false);
    assertThat(pieces.piece("r", 1, PARTS[2]))
        .isEqualTo("was given piece 1 of a reply that does not say so");
    assertThat(pieces.piece("r", 2, PARTS[1])).as("where the text goes on").isEmpty();
    assertThat(pieces.piece("r", 3, "three four five six")).contains("does not say so");
    assertThat(pieces.piece("r", 4, "three four five")).isEmpty();
    assertThat(pieces.missing()).isZero();
  }

  @Test
  void whereAPieceIsMissingTheTextIsNotKnown() {
    assertThat(pieces.piece("r", 0, PARTS[0])).isEmpty();
    assertThat(pieces.piece("r", 2, PARTS[2])).isEmpty();
    assertThat(pieces.missingSoFar()).isEqualTo(1);
    assertThat(pieces.piece("r", 3, "what?")).isEmpty();
    assertThat(pieces.whole("r", TEXT, false)).isEmpty();
    assertThat(pieces.piece("r", 4, "what?")).isEmpty();
    assertThat(pieces.piece("r", 4, "what?")).contains("piece 4 of a reply after piece 4");
    assertThat(pieces.missing()).as("no more than those before others").isEqualTo(1);
    assertThat(pieces.missingSoFar()).isEqualTo(1);
  }

  @Test
  void ofAReplyThatHasNotComeNoMoreIsMissed() {
    pieces.piece("r", 0, PARTS[0]);
    assertThat(pieces.missing()).isZero();
  }

  @Test
  void aLateReplyEndsThePiecesThatCameOverTheSameSocket() {
    pieces.piece("r", 0, TEXT);
    assertThat(pieces.whole("r", TEXT, true)).isEmpty();
    assertThat(pieces.piece("r", 1, "x")).contains("of which it had all");
    assertThat(pieces.whole("s", TEXT, true)).isEmpty();
    assertThat(pieces.missing()).as("its pieces were to come over another").isZero();
  }

  @Test
  void afterAnotherSocketMissingPiecesShowAgain() {
    for (int reply = 0; reply <= 1_024; reply++) {
      pieces.piece("r" + reply, 0, "one ");
    }
    assertThat(pieces.piece("new", 3, "four ")).as("it may be one of the forgotten").isEmpty();
    assertThat(pieces.missingSoFar()).isZero();
    pieces.anew();
    pieces.piece("new", 3, "four ");
    assertThat(pieces.missingSoFar()).isEqualTo(3);
  }
}
