package dev.proofload.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 20, 50, 100})
  void aSessionWithTwentyMessagesTakesAtMost2500Bytes(int sessions) {
    assertThat(Footprint.bytesPerSession(sessions)).isBetween(1_000.0, 2_500.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 400})
  void aStoredMessageTakesLittleMoreThanItsText(int messages) {
    assertThat(Footprint.bytesPerMessage(messages)).isBetween(450.0, 520.0);
  }

  @Test
  void aCrisisStateTakesAtMost80Bytes() {
    assertThat(Footprint.bytesPerCrisisState(10_000)).isBetween(24.0, 80.0);
  }
}
