package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnprovableTest {
  private final Unprovable unprovable = new Unprovable();

  @Test
  void thereIsNothingToSayOfNothing() {
    unprovable.add(user(1), 0);
    assertThat(unprovable.excuse()).isEmpty();
  }

  @Test
  void eachUserIsNamedWithItsCount() {
    unprovable.add(user(7), 2);
    unprovable.add(user(3), 1);
    unprovable.add(user(7), 3);
    assertThat(unprovable.excuse())
        .isEqualTo(
            "of 6 replies nobody can say whether they were lost with a connection that ended (u3 1,"
                + " u7 5)");
  }

  @Test
  void onlyTheFirstTwentyAreNamed() {
    for (int index = 30; index > 0; index--) {
      unprovable.add(user(index), 1);
    }
    unprovable.add(user(20), 4);
    assertThat(unprovable.excuse())
        .startsWith("of 34 replies")
        .endsWith("u19 1, u20 5 and 10 more users)");
  }

  private static StreamUser user(int index) {
    return new StreamUser(index, "u" + index);
  }
}
