package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.Witness;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class WitnessPageTest {
  private static final Witness.Step MOVE =
      new Witness.Step("u1", "move", 2_000_000, 4_000_000, "ok", "to Garden", "");
  private static final Witness.Step LOOK =
      new Witness.Step("u2", "look", 5_000_000, 6_000_000, "ok", "", "u1 is in Tower");
  private static final Witness.Step SECOND =
      new Witness.Step("u1", "chat", 5_000_000, 5_000_000, "timeout", "hi", "");

  @Test
  void pageNeedsNothingFromElsewhereAndNoScript() {
    String page = WitnessPage.render("chat-http-20", Runs.violated());

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("default-src 'none'")
        .contains("u2 was shown what only u1 said", "and once more")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("<script", "http://", "https://", "src=", "@import", "url(");
  }

  @Test
  void whatTheServerSaidCannotBreakOut() {
    String page = WitnessPage.render(Runs.HOSTILE, Runs.violated());

    assertThat(page).doesNotContain("<b>@bob", "\u001b", "\u202e");
    assertThat(page).contains("a|b`c`\\u{1b}[31m &lt;b&gt;@bob&lt;/b&gt;\\nnew \\| $x$ \\u{202e}");
  }

  @Test
  void onlyViolationsAreShownAndHowManyMoreThereWere() {
    String page = WitnessPage.render("run", Runs.violated());

    assertThat(page).doesNotContain("<h2>crisis</h2>").doesNotContain("violations shown");
    assertThat(WitnessPage.isWorthwhile(Runs.violated())).isTrue();
    assertThat(WitnessPage.isWorthwhile(Runs.valid())).isFalse();
  }

  @Test
  void eachUserHasALaneAndEachOperationABarWhereItWas() throws Exception {
    List<Element> bars = bars(new Witness("why", List.of(MOVE, LOOK, SECOND)));

    assertThat(bars)
        .extracting(bar -> bar.getAttribute("class"))
        .containsExactly("lane", "bar ok", "bar maybe", "lane", "bar ok");
    assertThat(number(bars.get(1), "x")).isEqualTo(8);
    assertThat(number(bars.get(1), "width")).isEqualTo(192);
    assertThat(number(bars.get(4), "x")).isEqualTo(296);
    assertThat(number(bars.get(4), "x") + number(bars.get(4), "width")).isEqualTo(392);
    assertThat(number(bars.get(2), "width")).as("no time at all").isEqualTo(4);
  }

  @Test
  void allBarsAndTextsStayWithinThePicture() throws Exception {
    List<Witness.Step> steps =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    new Witness.Step("u" + i % 2, "chat", 10L * i, 10L * i, "ok", "", Runs.HOSTILE))
            .toList();
    Document svg = parse(TimeLine.svg(new Witness("<why> & \"how\"", steps)));
    String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ", -1);

    for (Element bar : elements(svg, "rect")) {
      assertThat(number(bar, "x")).isNotNegative();
      assertThat(number(bar, "x") + number(bar, "width"))
          .isLessThanOrEqualTo(Double.parseDouble(box[2]));
      assertThat(number(bar, "y") + number(bar, "height"))
          .isLessThanOrEqualTo(Double.parseDouble(box[3]));
    }
    for (Element text : elements(svg, "text")) {
      assertThat(number(text, "y")).isLessThan(Double.parseDouble(box[3]));
    }
  }

  @Test
  void aLongIdKeepsItsEndAndNoTimeIsNoSpan() throws Exception {
    Witness.Step step =
        new Witness.Step("lg-" + "x".repeat(97) + "B", "chat", 7_000, 7_000, "ok", "", "");
    List<Element> texts = elements(parse(TimeLine.svg(new Witness("why", List.of(step)))), "text");

    assertThat(texts)
        .extracting(Element::getTextContent)
        .containsExactly(
            "lg-" + "x".repeat(21) + "…" + "x".repeat(17) + "B", "1 chat, ok", "7.00 us");
  }

  @Test
  void nothingToDrawIsNoPicture() {
    assertThat(TimeLine.svg(new Witness("why", List.of()))).isEmpty();
  }

  private static List<Element> bars(Witness witness) throws Exception {
    return elements(parse(TimeLine.svg(witness)), "rect");
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
