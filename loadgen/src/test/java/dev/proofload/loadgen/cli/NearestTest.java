package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Property(tries = 300)
  void countsMistakes(
      @ForAll @StringLength(max = 8) String a,
      @ForAll @StringLength(max = 8) String b,
      @ForAll @StringLength(max = 8) String c) {
    assertThat(Nearest.mistakes(a, b)).isEqualTo(Nearest.mistakes(b, a));
    assertThat(Nearest.mistakes(a, a)).isZero();
    assertThat(Nearest.mistakes(a, a + "x")).isEqualTo(1);
    assertThat(Nearest.mistakes(a, b))
        .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()))
        .isLessThanOrEqualTo(Nearest.mistakes(a, c) + Nearest.mistakes(c, b));
  }

  @Test
  void namesNothingThatIsTooFar() {
    List<String> names = List.of("users", "rate", "rooms");
    assertThat(Nearest.to("user", names)).hasValue("users");
    assertThat(Nearest.to("rats", names)).hasValue("rate");
    assertThat(Nearest.to("elephants", names)).isEmpty();
  }
}
