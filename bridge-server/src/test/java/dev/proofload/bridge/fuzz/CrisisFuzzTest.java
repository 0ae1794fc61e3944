package dev.proofload.bridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.proofload.bridge.crisis.CrisisDetector;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any text is judged, and dressing it up does not change the judgement: another case, invisible
 * characters in between, words before and after. (That the time is linear in the text is a property
 * of the engine.)
 */
class CrisisFuzzTest {
  private static final CrisisDetector DETECTOR = new CrisisDetector();

  static Stream<byte[]> seeds() {
    return Stream.of(
            "I want to die",
            "don\u2019t want to live",
            "killing   myself",
            "cut\u00a0myself",
            "\uff53\uff55\uff49\uff43\uff49\uff44\uff41\uff4c",
            "self\u2010harm",
            "end\u200b my life",
            "suicide-prevention line staff",
            "front-end life cycle",
            "kill self.process()",
            "\u0130\u0131\u1e9e\ufb01",
            "suicid".repeat(200))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void dressingUpATextChangesNothing(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean flagged = DETECTOR.matches(text);
    assertThat(DETECTOR.matches("well, " + text + " .")).isEqualTo(flagged);
    assertThat(DETECTOR.matches("want to die, " + text)).isTrue();
    assertThat(DETECTOR.matches(text + "\nwant to die")).isTrue();
    String hidden = String.join("\u200b", text.split("(?<=\\s)", -1));
    assertThat(DETECTOR.matches(hidden)).isEqualTo(flagged);
    if (text.chars().allMatch(c -> c < 0x80)) {
      assertThat(DETECTOR.matches(text.toUpperCase(Locale.ROOT))).isEqualTo(flagged);
      // A soft hyphen takes the same text through the other, normalising path.
      assertThat(DETECTOR.matches(text + "\u00ad")).isEqualTo(flagged);
    }
  }
}
