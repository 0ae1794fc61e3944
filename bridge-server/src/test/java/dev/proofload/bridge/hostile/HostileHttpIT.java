package dev.proofload.bridge.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are none: each is answered with an error or hung up on, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHttpIT {
  private static final int TEN_MB = 10 << 20;
  private static final String OK = "{\"user_id\":\"u\",\"message\":\"m\"}";

  private final BesiegedBridge bridge = BesiegedBridge.start();

  @BeforeAll
  void isWellBefore() throws IOException {
    bridge.assertWell("the start");
  }

  @AfterAll
  void hasNothingToSayAfter() throws IOException {
    bridge.close();
  }

  static Stream<Arguments> wrongRequests() {
    String head = "POST /bridge/chat HTTP/1.1\r\nHost: localhost\r\n";
    return Stream.of(
        arguments("nothing", ""),
        arguments("half a request line", "GET /bridge/hea"),
        arguments("half a head", "GET /bridge/health HTTP/1.1\r\nHost: loc"),
        arguments("half a body", Requests.post("{\"user_id\":", "Content-Length: 100")),
        arguments("10 MB of one header", head + "X: " + "x".repeat(TEN_MB) + "\r\n\r\n"),
        arguments("10 MB of headers", head + "X: yyyyyyyy\r\n".repeat(TEN_MB / 13) + "\r\n"),
        arguments("10 MB of request line", Requests.get("/" + "x".repeat(TEN_MB))),
        arguments("10 MB of method", "G".repeat(TEN_MB) + " / HTTP/1.1\r\n\r\n"),
        arguments("10 MB and no line at all", "\0".repeat(TEN_MB)),
        arguments("10 MB of empty lines", "\r\n".repeat(TEN_MB / 2)),
        arguments("10 MB of body", Requests.post("x".repeat(TEN_MB))),
        arguments("invalid UTF-8 in the body", Requests.post("{\"user_id\":\"\u00c0\u0080\"}")),
        arguments("a surrogate in UTF-8", Requests.post("{\"message\":\"\u00ed\u00a0\u0080\"}")),
        arguments("broken UTF-32", Requests.post("\0\0\u00ff\u00fe\0\0\0\0")),
        arguments("invalid UTF-8 in the path", Requests.get("/bridge/room_events/\u00c0\u0080")),
        arguments("encoded invalid UTF-8", Requests.get("/bridge/room_events/%c0%80")),
        arguments("half an escape", Requests.get("/bridge/room_events/%4")),
        arguments("an encoded NUL", Requests.get("/bridge/room_events/a%00b")),
        arguments("bytes in a header", "GET / HTTP/1.1\r\nHost: \u00ff\u00fe\0\r\n\r\n"),
        arguments("a header name of bytes", "GET / HTTP/1.1\r\n\u00ff\0: x\r\n\r\n"),
        arguments("a NUL in the request line", "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        arguments("a NUL in the body", Requests.post("{\"user_id\":\"u\0\",\"message\":\"m\"}")),
        arguments("a NUL as user", Requests.post("{\"user_id\":\"\\u0000\",\"message\":\"m\"}")),
        arguments("a length too long", Requests.post(OK, "Content-Length: 1000")),
        arguments("a length too short", Requests.post(OK, "Content-Length: 3")),
        arguments("a negative length", Requests.post(OK, "Content-Length: -1")),
        arguments("a length of words", Requests.post(OK, "Content-Length: many")),
        arguments("a length of 2^63", Requests.post(OK, "Content-Length: 9223372036854775808")),
        arguments("a length of 2^62", Requests.post(OK, "Content-Length: 4611686018427387904")),
        arguments("two lengths", Requests.post(OK, "Content-Length: 29", "Content-Length: 5")),
        arguments("no length", "POST /bridge/chat HTTP/1.1\r\nHost: localhost\r\n\r\n" + OK),
        arguments(
            "a length and chunks",
            Requests.post(
                "1d\r\n" + OK + "\r\n0\r\n\r\n",
                "Content-Length: 4",
                "Transfer-Encoding: chunked")),
        arguments(
            "a negative length and chunks",
            Requests.post(
                "1d\r\n" + OK + "\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked",
                "Content-Length: -5")),
        arguments(
            "a length of words and chunks",
            Requests.post(
                "1d\r\n" + OK + "\r\n0\r\n\r\n",
                "Content-Length: many",
                "Transfer-Encoding: chunked")),
        arguments("an unknown encoding", Requests.post(OK, "Transfer-Encoding: gzip")),
        arguments("a chunk of no size", chunked("zz\r\n" + OK)),
        arguments("a chunk of a negative size", chunked("-1\r\n" + OK + "\r\n")),
        arguments("a chunk of 2^64", chunked("10000000000000000\r\n" + OK)),
        arguments("a chunk of 2^31 - 1", chunked("7fffffff\r\n" + OK)),
        arguments("a chunk without its end", chunked("1d\r\n" + OK + "xx0\r\n\r\n")),
        arguments("10 MB of chunk extension", chunked("1;" + "x".repeat(TEN_MB) + "\r\n")),
        arguments("a million empty trailers", chunked("0\r\n" + "a:\r\n".repeat(1 << 20))),
        arguments("100,000 levels", Requests.post(Blows.nested(100_000))),
        arguments("60,000 levels", Requests.post(Blows.nested(60_000))),
        arguments(
            "12,000 levels of objects", Requests.post("{\"x\":".repeat(12_000) + "}".repeat(99))),
        arguments("a huge user", Requests.post("{\"user_id\":" + "9".repeat(60_000) + "}")),
        arguments("a huge exponent", Requests.post("{\"user_id\":1e999999999,\"message\":\"m\"}")),
        arguments("a huge number beside", Requests.post("{\"x\":" + "9".repeat(60_000) + "}")),
        arguments("a null", Requests.post("{\"user_id\":null,\"message\":null}")),
        arguments("two objects", Requests.post(OK + OK)),
        arguments("HTTP/0.9", "GET /bridge/health\r\n"),
        arguments("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        arguments("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003".repeat(20)),
        arguments("a proxy request", "CONNECT evil:443 HTTP/1.1\r\nHost: evil\r\n\r\n"),
        arguments("a foreign address", "GET http://evil/ HTTP/1.1\r\nHost: evil\r\n\r\n"),
        arguments("an opaque address", "GET mailto:x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        arguments("no address", "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        arguments("an asterisk", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        arguments("a header without a colon", "GET / HTTP/1.1\r\nHost localhost\r\n\r\n"),
        arguments("a folded header", "GET / HTTP/1.1\r\nHost:\r\n localhost\r\n\r\n"),
        arguments("a space before a colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n"),
        arguments("two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n"),
        arguments("no host", "GET /bridge/health HTTP/1.1\r\n\r\n"),
        arguments("lines without a return", "GET / HTTP/1.1\nHost: localhost\n\n"),
        arguments("a way out", Requests.get("/bridge/../../etc/passwd")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongRequests")
  void isRefused(String what, String request) throws IOException {
    try (Peer peer = bridge.http()) {
      assertRefusal(what, peer.say(request).fallSilent().hearOut());
    }
    bridge.assertWell(what);
  }

  /** The JDK's server reads over some things; it is then the bridge that answers, as ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /bridge/health HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "\r\nGET /bridge/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void whatIsOnlyOddIsAnsweredOrRefused(String request) throws IOException {
    try (Peer peer = bridge.http()) {
      assertThat(assertPresentable(request, peer.say(request).fallSilent().hearOut()))
          .containsAnyOf("\"status\":\"ok\"", "HTTP/1.1 400 ");
    }
    bridge.assertWell("an odd request");
  }

  @Test
  void noiseIsRefused() throws IOException {
    Random random = Blows.random();
    for (int i = 0; i < 200; i++) {
      try (Peer peer = bridge.http()) {
        assertRefusal("noise " + i, peer.say(Blows.noise(random, 2_000)).fallSilent().hearOut());
      }
    }
    bridge.assertWell("noise");
  }

  @Test
  void almostRightRequestsAreAnsweredOrHungUpOn() throws IOException {
    Random random = Blows.random();
    byte[] right = Blows.latin1(Requests.chat("u", "hello") + Requests.get("/bridge/rooms"));
    for (int i = 0; i < 400; i++) {
      try (Peer peer = bridge.http()) {
        assertPresentable(
            "mutation " + i, peer.say(Blows.mutation(random, right)).fallSilent().hearOut());
      }
    }
    bridge.assertWell("mutations");
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      all.append(Requests.chat("piper", "tune " + i));
    }
    try (Peer peer = bridge.http()) {
      peer.say(all.toString());
      for (int i = 0; i < 100; i++) {
        assertThat(peer.hearAnswer()).startsWith("HTTP/1.1 200 ").contains("received: tune " + i);
      }
    }
    bridge.assertWell("a hundred requests at once");
  }

  @Test
  void whoDoesNotWaitForTheAnswersIsForgotten() throws IOException {
    for (int i = 0; i < 50; i++) {
      try (Peer peer = bridge.http()) {
        peer.say(Requests.chat("hasty", "hello").repeat(50));
      }
    }
    bridge.assertWell("2,500 requests without a reader");
  }

  private static String chunked(String body) {
    return Requests.post(body, "Transfer-Encoding: chunked");
  }

  private static void assertRefusal(String what, byte[] heard) {
    String text = assertPresentable(what, heard);
    if (!text.isEmpty()) {
      assertThat(text).as(what).matches("(?s)HTTP/1\\.[01] (4\\d\\d|50[15]) .*");
    }
  }

  /** The JDK's server itself names the exception in its 400s, and no more than that. */
  private static String assertPresentable(String what, byte[] heard) {
    String text = new String(heard, StandardCharsets.ISO_8859_1);
    assertThat(text.replaceFirst("<h1>400 Bad Request</h1>\\w+Exception thrown", ""))
        .as(what)
        .doesNotContain("Exception", "\tat ", "java.", "dev.proofload", "internal error");
    return text;
  }
}
