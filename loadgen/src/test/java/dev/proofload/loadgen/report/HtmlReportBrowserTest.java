package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.testkit.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the page is in a browser; skipped where there is no Chromium. */
@Timeout(180)
class HtmlReportBrowserTest {
  /** Every text whose contrast with what is behind it is less than 4.5. */
  private static final String FAINT =
      """
      (() => {
        const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
        const light = ([r, g, b]) => [r, g, b]
          .map(c => c / 255)
          .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const behind = element => {
          for (let e = element; e; e = e.parentElement) {
            const back = parse(getComputedStyle(e).backgroundColor);
            if (back.length < 4 || back[3] > 0.99) return back;
          }
          return [255, 255, 255];
        };
        const faint = [];
        for (const element of document.querySelectorAll('body *')) {
          const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
          if (!own || !element.checkVisibility() || element.closest('script')) continue;
          const style = getComputedStyle(element);
          const front = parse(element.closest('svg') ? style.fill : style.color);
          const pair = [light(front), light(behind(element))].sort((a, b) => b - a);
          const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
          if (contrast < 4.5) faint.push(element.tagName + '.' + element.className + ' ' + contrast);
        }
        return faint;
      })()
      """;

  /** How many of the charts' pixels are not of the most common colour. */
  private static final String INK =
      """
      [...document.querySelectorAll('figure canvas')].map(canvas => {
        const pixels = new Uint32Array(
          canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        const counts = new Map();
        for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
        return pixels.length - Math.max(...counts.values());
      })
      """;

  @TempDir static Path folder;

  private static Optional<Chromium> browser = Optional.empty();

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Chromium.installed();
    assumeTrue(program.isPresent(), "there is no Chromium on the PATH to look at the page with");
    browser =
        Optional.of(
            Chromium.start(program.get(), Files.createDirectory(folder.resolve("profile"))));
  }

  @AfterAll
  static void stop() {
    browser.ifPresent(Chromium::close);
  }

  @ParameterizedTest(name = "{0} pixels, {1}, scripts: {2}")
  @CsvSource({
    "1280, light, true",
    "1280, dark, true",
    "360, light, true",
    "360, dark, false",
    "1280, light, false"
  })
  void thePageIsWholeReadableAndQuiet(int width, String theme, boolean scripts) throws IOException {
    Chromium page = browser.orElseThrow();
    Path file = write(Runs.open());
    page.show(file, width, theme, scripts);

    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).containsExactly(file.toUri().toString());
    assertThat(page.evaluate("document.documentElement.scrollWidth").intValue())
        .as("no scrolling sideways")
        .isLessThanOrEqualTo(width);
    assertThat(page.evaluate(FAINT).toString()).isEqualTo("[]");
    assertThat(page.evaluate("document.querySelectorAll('figure').length").intValue()).isEqualTo(3);
    assertThat(
            page.evaluate(
                    "[...document.querySelectorAll('.still')].filter(s => s.checkVisibility()).length")
                .intValue())
        .as("charts that stand still")
        .isEqualTo(scripts ? 0 : 3);
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo(theme.equals("dark") ? "rgb(20, 23, 28)" : "rgb(255, 255, 255)");
    if (scripts) {
      JsonNode ink = page.evaluate(INK);
      assertThat(ink).hasSize(3).allMatch(pixels -> pixels.intValue() > 2_000);
    }
  }

  @Test
  void aValueCanBeReadOffWhereOnePoints() throws IOException {
    Chromium page = browser.orElseThrow();
    page.show(write(Runs.open()), 1000, "light", true);
    page.evaluate(
        """
        (() => {
          const canvas = document.querySelector('#latency-over-time canvas');
          const box = canvas.getBoundingClientRect();
          const chart = Chart.getChart(canvas);
          canvas.dispatchEvent(new MouseEvent('mousemove', { bubbles: true,
            clientX: box.left + chart.scales.x.getPixelForValue(30.5), clientY: box.top + 50 }));
          return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))));
        })()
        """);
    JsonNode shown =
        page.evaluate(
            """
            (() => {
              const tip = Chart.getChart(document.querySelector('#latency-over-time canvas')).tooltip;
              return [...tip.title, ...tip.body.flatMap(part => part.lines)];
            })()
            """);
    assertThat(shown.toString())
        .isEqualTo("[\"30.5 s\",\"p50: 920 us\",\"p99: 3.68 ms\",\"max: 800 ms\"]");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void theChartsFollowTheThemeWhileThePageIsOpen() throws IOException {
    Chromium page = browser.orElseThrow();
    page.show(write(Runs.open()), 1000, "light", true);
    String line =
        "Chart.getChart(document.querySelector('figure canvas')).data.datasets[0].borderColor";
    assertThat(page.evaluate(line).asText()).isEqualTo("#1f5fbf");
    page.change("dark");
    assertThat(page.evaluate(line).asText()).isEqualTo("#7fb0ff");
    assertThat(page.complaints()).isEmpty();
  }

  private static Path write(RunRecord run) throws IOException {
    return Files.writeString(
        folder.resolve("report.html"), HtmlReport.render(run, Runs.violated(), List.of()));
  }
}
