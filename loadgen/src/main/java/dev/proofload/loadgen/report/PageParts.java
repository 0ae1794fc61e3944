package dev.proofload.loadgen.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/** What a page carries within itself: styles, scripts, and the rule that it may use no others. */
final class PageParts {
  private static final String LIBRARY = "/META-INF/resources/webjars/chart.js/";
  private static final String LIBRARY_VERSION =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private PageParts() {}

  /**
   * A page up to the beginning of its body.
   *
   * @param title of the page, not yet escaped
   * @param scripted whether it ends with {@link #scripts}
   */
  static String head(String title, boolean scripted) {
    String style = "\n" + text("report.css") + "\n";
    String scripts =
        scripted ? "; script-src " + hash(chartLibrary()) + ' ' + hash(chartScript()) : "";
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        + hash(style)
        + scripts
        + "; base-uri 'none'; form-action 'none'\">\n<title>"
        + Html.text(title)
        + "</title>\n<style>"
        + style
        + "</style>\n</head>\n<body>\n";
  }

  /** What draws the charts. */
  static String scripts() {
    return "<script>" + chartLibrary() + "</script>\n<script>" + chartScript() + "</script>\n";
  }

  /** Without the pointer to its source, which is not in the page. */
  private static String chartLibrary() {
    Properties library = new Properties();
    try (InputStream in = open(LIBRARY_VERSION)) {
      library.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text(LIBRARY + library.getProperty("version") + "/dist/chart.umd.js")
        .replaceFirst("\\s*//# sourceMappingURL=\\S+$", "");
  }

  private static String chartScript() {
    return text("report.js");
  }

  /** How a Content-Security-Policy names a style or a script that is within the page. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = PageParts.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("this build of loadgen lacks " + name);
    }
    return in;
  }
}
