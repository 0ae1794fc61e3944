package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final Pattern REFERENCE = Pattern.compile("&#(\\d+);");

  @Provide
  Arbitrary<String> nasty() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(40),
        Arbitraries.strings().withChars("|\\`*_~[]()<>&#;$!@\n\r\t ab\u001b").ofMaxLength(40));
  }

  @Property
  void noTextBreaksOutOfItsCell(@ForAll("nasty") String text) {
    String row = Markdown.row(List.of("before", Markdown.text(text), Markdown.code(text)));
    assertThat(row.lines()).hasSize(1);
    assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(4);
    assertThat(Markdown.text(text)).doesNotContainPattern("[<>|\\\\`*_~\\[\\]$\\p{Cntrl}]");
  }

  @Property
  void aReaderSeesWhatWasSaid(@ForAll("nasty") String text) {
    String rendered =
        REFERENCE
            .matcher(Markdown.text(text))
            .replaceAll(
                match -> {
                  char c = (char) Integer.parseInt(match.group(1));
                  return java.util.regex.Matcher.quoteReplacement(String.valueOf(c));
                });
    assertThat(rendered).isEqualTo(Visible.line(text));
  }

  @Property
  void nothingClosesABlock(@ForAll("nasty") String text) {
    List<String> lines = Markdown.block(text).lines().toList();
    String fence = lines.getFirst();
    assertThat(lines.getLast()).isEqualTo(fence);
    assertThat(lines.subList(1, lines.size() - 1)).noneMatch(line -> line.contains(fence));
  }

  @Property
  void whatIsShownIsVisible(@ForAll("nasty") String text) {
    assertThat(Visible.line(text).codePoints())
        .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == 16);
  }

  @Test
  void hiddenCharactersAreSpelledOut() {
    assertThat(Visible.line("a\nb\t\u001b[2J\u202ec é 日 😀"))
        .isEqualTo("a\\nb\\t\\u{1b}[2J\\u{202e}c é 日 😀");
  }
}
