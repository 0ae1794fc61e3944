package dev.proofload.bridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.proofload.bridge.transport.AccessPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a browser may send: only this machine's own names, and those configured, get in. */
class AccessFuzzTest {
  private static final int HTTP_PORT = 4004;
  private static final AccessPolicy POLICY =
      new AccessPolicy(List.of("bridge.example"), List.of("https://ui.example"));

  // The same rules, written as one pattern each.
  private static final String NAME =
      "(localhost|\\[::1]|bridge\\.example|127(\\.0*(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})";
  private static final Pattern HOST =
      Pattern.compile("\\s*" + NAME + "(:[0-9]{0,5})?\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ORIGIN =
      Pattern.compile(
          "https://ui\\.example|http://([^/?#]*@)?" + NAME + ":0*4004([/?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static Stream<byte[]> seeds() {
    return Stream.of(
            "localhost:4004",
            "127.0.0.1",
            "127.1",
            "127.0.0.256",
            "127.0.0.1.evil.example",
            "[::1]:4004",
            "[::1]x",
            "bridge.example:",
            "localhost@evil.example",
            "http://localhost:4004",
            "http://127.0.0.1:4004/",
            "http://evil.example:4004",
            "http://localhost:4004@evil.example",
            "https://ui.example",
            "null",
            "")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void nobodyElseGetsIn(byte[] bytes) {
    String header = new String(bytes, StandardCharsets.ISO_8859_1);
    if (POLICY.allowsHost(header)) {
      assertThat(HOST.matcher(header.strip()).matches()).as(header).isTrue();
    }
    if (POLICY.allowsOrigin(header, HTTP_PORT)) {
      assertThat(ORIGIN.matcher(header).matches()).as(header).isTrue();
    }
  }
}
