package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindMixTest {
  @Test
  void readsWeightsAndWritesThemAgain() {
    KindMix mix = KindMix.parse(" chat=80, SAY=8 ,look,who=0");
    assertThat(mix.weights())
        .isEqualTo(Map.of(OperationKind.CHAT, 80, OperationKind.SAY, 8, OperationKind.LOOK, 1));
    assertThat(KindMix.parse(mix.toString())).isEqualTo(mix);
    assertThat(KindMix.parse(KindMix.DEFAULT.toString())).isEqualTo(KindMix.DEFAULT);
  }

  @Test
  void knowsWhereThereIsNothingButChat() {
    assertThat(KindMix.parse("chat").isChatOnly()).isTrue();
    assertThat(KindMix.parse("chat=5,say=0").isChatOnly()).isTrue();
    assertThat(KindMix.parse("chat,drain").isChatOnly()).isFalse();
    assertThat(KindMix.parse("say").isChatOnly()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a mix can't hold ''",
        "chat, | a mix can't hold ''",
        "crisis | a mix can't hold 'crisis'",
        "sessions=1 | a mix can't hold 'sessions'",
        "chat=-1 | must be 0 to 1000: chat=-1",
        "chat=1.5 | must be 0 to 1000: chat=1.5",
        "chat= | must be 0 to 1000: chat=",
        "chat=0 | at least one kind of message",
        "drain=5 | at least one kind of message",
        "say=1,say=2 | names 'say' twice"
      })
  void refusesWhatIsNoMixAndSaysWhy(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KindMix.parse(text))
        .withMessageContaining(why);
  }

  @Property
  void drawsOnlyWhatItHolds(@ForAll long random, @ForAll boolean mayDrain) {
    KindMix mix = KindMix.parse("say=3,go=1,drain=2");
    OperationKind drawn = mix.draw(random, mayDrain);
    assertThat(mix.weights()).containsKey(drawn);
    assertThat(drawn == OperationKind.DRAIN && !mayDrain).isFalse();
  }
}
