package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class JunitReportTest {
  /** What the readers of such reports rely on, as Surefire's own schema states it. */
  private static final String SCHEMA =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:simpleType name="seconds">
          <xs:restriction base="xs:string"><xs:pattern value="[0-9]+\\.[0-9]{3}"/></xs:restriction>
        </xs:simpleType>
        <xs:complexType name="end">
          <xs:simpleContent>
            <xs:extension base="xs:string">
              <xs:attribute name="message" type="xs:string" use="required"/>
              <xs:attribute name="type" type="xs:string"/>
            </xs:extension>
          </xs:simpleContent>
        </xs:complexType>
        <xs:element name="testsuite">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="properties">
                <xs:complexType>
                  <xs:sequence>
                    <xs:element name="property" maxOccurs="unbounded">
                      <xs:complexType>
                        <xs:attribute name="name" type="xs:string" use="required"/>
                        <xs:attribute name="value" type="xs:string" use="required"/>
                      </xs:complexType>
                    </xs:element>
                  </xs:sequence>
                </xs:complexType>
              </xs:element>
              <xs:element name="testcase" maxOccurs="unbounded">
                <xs:complexType>
                  <xs:choice minOccurs="0">
                    <xs:element name="failure" type="end"/>
                    <xs:element name="skipped" type="end"/>
                  </xs:choice>
                  <xs:attribute name="name" type="xs:string" use="required"/>
                  <xs:attribute name="classname" type="xs:string" use="required"/>
                  <xs:attribute name="time" type="seconds" use="required"/>
                </xs:complexType>
              </xs:element>
            </xs:sequence>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="time" type="seconds" use="required"/>
            <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
            <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
          </xs:complexType>
        </xs:element>
      </xs:schema>
      """;

  private static final Schema FORM = form();

  @Test
  void eachCheckIsATestAndSaysWhy() throws Exception {
    Document report = parse(JunitReport.render(Runs.full(), Runs.violated(), List.of()));

    Element suite = report.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getAttribute("time")).isEqualTo("0.100");
    assertThat(elements(report, "testcase"))
        .extracting(test -> test.getAttribute("classname") + " " + test.getAttribute("name"))
        .containsExactly(
            "loadgen.chat.run completed",
            "loadgen.chat.check isolation",
            "loadgen.chat.check crisis");
    Element failure = elements(report, "failure").getFirst();
    assertThat(failure.getAttribute("message"))
        .isEqualTo("2 wrong of 400 judged: u2 was shown what only u1 said");
    assertThat(failure.getTextContent())
        .contains("  u1 chat 1.00 ms to 2.50 ms, ok: said \"hello\", saw \"hi\"\n")
        .contains("\\u{1b}[31m <b>@bob</b>\\nnew")
        .contains("and once more");
    assertThat(elements(report, "skipped").getFirst().getAttribute("message"))
        .isEqualTo("0 judged; no crisis user took part");
  }

  @Test
  void eachThresholdIsATest() throws Exception {
    Map<String, Metric> metrics = Metric.all(List.of("chat"));
    List<Threshold.Result> thresholds =
        Threshold.all(
            List.of(Threshold.parse("p99<10ms", metrics), Threshold.parse("errors==0", metrics)),
            Runs.full());
    Document report = parse(JunitReport.render(Runs.full(), Runs.valid(), thresholds));

    assertThat(elements(report, "testcase")).hasSize(5);
    assertThat(elements(report, "failure"))
        .extracting(failure -> failure.getAttribute("message"))
        .containsExactly("errors==0: 5");
  }

  @Test
  void aRunThatShowsNothingIsNoSuccess() throws Exception {
    assertThat(ends(JunitReport.render(Runs.lost(), Runs.valid(), List.of())))
        .containsExactly("target_lost");
    assertThat(ends(JunitReport.render(Runs.empty(), List.of(), List.of())))
        .containsExactly("interrupted");
    assertThat(ends(JunitReport.render(Runs.refused(), List.of(), List.of())))
        .containsExactly("nothing_done");
    assertThat(ends(JunitReport.render(Runs.starved(), Runs.valid(), List.of())))
        .containsExactly("invalid");
  }

  @Property(tries = 300)
  void everyReportIsOfTheUsualForm(@ForAll long seed) throws Exception {
    SavedRun run = RandomRuns.of(seed);
    Document report = parse(JunitReport.render(run.record(), run.checks(), run.thresholds()));

    assertThat(elements(report, "testcase"))
        .hasSize(
            (run.record().self().series().isEmpty() ? 1 : 2)
                + run.checks().size()
                + run.thresholds().size());
  }

  private static List<String> ends(String xml) throws Exception {
    return elements(parse(xml), "failure").stream()
        .map(failure -> failure.getAttribute("type"))
        .toList();
  }

  private static Document parse(String xml) throws Exception {
    FORM.newValidator().validate(new StreamSource(new StringReader(xml)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static Schema form() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(new StreamSource(new StringReader(SCHEMA)));
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }
}
