package dev.proofload.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class WordsTest {
  @Example
  void aWordTakesTheBlanksThatFollowItWithIt() {
    assertThat(Words.split("You are  in\nTower. "))
        .containsExactly("You ", "are  ", "in\n", "Tower. ");
    assertThat(Words.split("")).isEmpty();
    assertThat(Words.split("one")).containsExactly("one");
    assertThat(Words.split("  one")).containsExactly("  ", "one");
  }

  @Property
  void joinedTheyAreTheText(@ForAll String text) {
    assertThat(String.join("", Words.split(text))).isEqualTo(text);
  }

  @Property
  void eachHasAWordButForBlanksAtTheBeginning(
      @ForAll @CharRange(from = 'a', to = 'c') String word, @ForAll boolean twice) {
    String text = twice ? word + " \t" + word : word;
    assertThat(Words.split(text)).hasSize(word.isEmpty() ? (twice ? 1 : 0) : twice ? 2 : 1);
  }
}
