package dev.proofload.bridge.crisis;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
        "kill\u000bmyself",
        "déjà vu: kill myself",
        "お茶 kill myself 🙂",
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

  /** An invisible character at the end changes nothing but that the text is normalised in full. */
  @Property(tries = 5_000)
  void aPlainTextIsJudgedAsIfItHadBeenNormalised(@ForAll("texts") String text) {
    assertThat(detector.matches(text)).as(text).isEqualTo(detector.matches(text + "\u200b"));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(
            "kill",
            "myself",
            "KILL",
            "Myself",
            "end",
            "my",
            "life",
            "want",
            "to",
            "die",
            "self",
            "harm",
            "cut",
            "suicide",
            "-prevention",
            "do",
            "not",
            "live",
            "wanna",
            "don't");
    Arbitrary<String> between =
        Arbitraries.of(
            " ", "  ", "\n", "\u000b", "-", ".", "", "é", "À", "ß", "ÿ", "×", "の", "゛", "゜");
    Arbitrary<String> marks =
        Arbitraries.of(
            "ゟ", "ヿ", "・", "茶", "\u9fff", "🙂", "🐀", "🟰", "\ud83d", "\ude42", "\u3000", "\u0301");
    Arbitrary<String> any = Arbitraries.oneOf(words, words, between, between, marks);
    return any.list().ofMaxSize(12).map(parts -> String.join("", parts));
  }
}
