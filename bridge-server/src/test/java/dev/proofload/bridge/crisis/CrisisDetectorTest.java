package dev.proofload.bridge.crisis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrisisDetectorTest {
  private final CrisisDetector detector = new CrisisDetector();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "suicidal",
        "I think about suicide",
        "SUICIDE.",
        "suicide",
        "I read on suicide-prevention, and still suicide is all I think of",
        "kill myself",
        "killing myself",
        "I'm going to kill\n  myself tonight",
        "end my life",
        "ending my life",
        "I want to die",
        "i wanna die",
        "I wanna to die",
        "I want die",
        "don't want to live",
        "don’t want to live",
        "don＇t want to live",
        "dont want to live anymore",
        "I do not want to live",
        "I don't wanna be alive",
        "don`t want to be alive",
        "don´t want to be alive",
        "self-harm",
        "self harm",
        "selfharm",
        "self‑harming",
        "cut myself",
        "cutting myself",
        "say I want to die",
        "ｓｕｉｃｉｄａｌ",
        "sui\u200bci\u00addal",
        "ki\u2060ll my\ufeffself",
        "kill\u00a0myself",
        "𝐤𝐢𝐥𝐥 𝐦𝐲𝐬𝐞𝐥𝐟",
      })
  void flags(String text) {
    assertThat(detector.matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "front-end life cycle",
        "kill self.process()",
        "suicide-prevention line staff",
        "Suicide‐Prevention line staff",
        "the end of my lifecycle hook",
        "want to diet",
        "I want to live",
        "we do not want to deliver today",
        "skill myself up",
        "cut the self-harmony",
        "homicidal",
        "myself and my life",
        "end life",
        "the weekend: my life",
        "harmless",
        "ein Händedruck – schön!",
      })
  void doesNotFlag(String text) {
    assertThat(detector.matches(text)).isFalse();
  }

  @Test
  void aLongTextIsReadToItsEnd() {
    String filler = "I want to do my own life's work and end harm myself, I live. ".repeat(300);

    assertThat(detector.matches(filler)).isFalse();
    assertThat(detector.matches(filler + "I want to die")).isTrue();
    assertThat(detector.matches("ö" + filler + "I want to die")).isTrue();
  }
}
