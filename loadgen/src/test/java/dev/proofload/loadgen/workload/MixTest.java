package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MixTest {
  @Property
  void dependsOnItsArgumentsAlone(
      @ForAll long seed, @ForAll @IntRange int user, @ForAll @IntRange int index) {
    assertThat(Mix.of(seed, user, index)).isEqualTo(Mix.of(seed, user, index));
  }

  /** A change here changes what every seed means, and so every run that was to be repeated. */
  @Test
  void aSeedMeansTheSameInEveryVersion() {
    assertThat(Long.toHexString(Mix.of(1, 0, 0))).isEqualTo("5e41ab087439611e");
    assertThat(Long.toHexString(Mix.of(1, 2, 3))).isEqualTo("ee3bb459e9e297b");
  }

  @Test
  void neighboursHaveNothingInCommon() {
    Set<Long> whole = new HashSet<>();
    Set<Integer> lowHalves = new HashSet<>();
    for (int user = 0; user < 300; user++) {
      for (int index = 0; index < 300; index++) {
        whole.add(Mix.of(7, user, index));
        lowHalves.add((int) Mix.of(7, user, index));
      }
    }
    assertThat(whole).hasSize(90_000);
    assertThat(lowHalves).as("90,000 of 2^32: about one pair agrees").hasSizeGreaterThan(89_980);
  }

  @Test
  void seedAndUserDoNotStandForEachOther() {
    assertThat(Mix.of(1, 2, 3))
        .isNotEqualTo(Mix.of(2, 1, 3))
        .isNotEqualTo(Mix.of(1, 3, 2))
        .isNotEqualTo(Mix.of(3, 2, 1));
  }
}
