package dev.proofload.bridge.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames and handshakes that are none: the connection ends, and nobody else notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileWebSocketIT {
  private final AtomicInteger users = new AtomicInteger();
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private final BesiegedBridge bridge = BesiegedBridge.start();

  /** What one test said may still be answered while the next one listens. */
  private String somebodyNew() {
    return "hostile-" + users.incrementAndGet();
  }

  @BeforeAll
  void isWellBefore() throws IOException {
    bridge.assertWell("the start");
  }

  @AfterAll
  void hasNothingToSayAfter() throws IOException {
    bridge.close();
  }

  static Stream<Arguments> wrongHandshakes() {
    String right = Frames.handshake("u");
    return Stream.of(
        arguments("nothing", ""),
        arguments("half a handshake", right.substring(0, 60)),
        arguments("10 MB of one header", right.replace("Host:", "X: " + "x".repeat(10 << 20))),
        arguments("10 MB of address", right.replace("ws/u", "ws/" + "x".repeat(10 << 20))),
        arguments("10 MB and no end", "\0".repeat(10 << 20)),
        arguments("20 KB of headers", right.replace("Host:", "X: y\r\n".repeat(4_000) + "Host:")),
        arguments("HTTP/1.0", right.replace("HTTP/1.1", "HTTP/1.0")),
        arguments("a POST", right.replace("GET", "POST")),
        arguments("no user", right.replace("ws/u", "ws/")),
        arguments("an encoded NUL", right.replace("ws/u", "ws/%00")),
        arguments("invalid UTF-8", right.replace("ws/u", "ws/%ff\u00ff")),
        arguments("no key", right.replaceFirst("Sec-WebSocket-Key: .*\r\n", "")),
        arguments("a short key", right.replaceFirst("Key: .*\r\n", "Key: YQ==\r\n")),
        arguments("two keys", right.replaceFirst("(Sec-WebSocket-Key: .*\r\n)", "$1$1")),
        arguments("an old version", right.replace("Version: 13", "Version: 8")),
        arguments("a version of words", right.replace("Version: 13", "Version: new")),
        arguments("no upgrade", right.replace("Upgrade: websocket\r\n", "")),
        arguments("two hosts", right.replace("Host:", "Host: evil\r\nHost:")),
        arguments("no host", right.replace("Host: localhost\r\n", "")),
        arguments("a foreign host", right.replace("localhost", "evil.example")),
        arguments("a foreign page", right.replace("Host:", "Origin: http://evil\r\nHost:")),
        arguments("a line without a colon", right.replace("Host:", "what\r\nHost:")),
        arguments("a NUL in the name of a header", right.replace("Host:", "\0: x\r\nHost:")),
        arguments("an HTTP request", Requests.chat("u", "m")),
        arguments("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003".repeat(20)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongHandshakes")
  void aHandshakeIsRefused(String what, String handshake) throws IOException {
    try (Peer peer = bridge.webSocket()) {
      String text =
          new String(peer.say(handshake).fallSilent().hearOut(), StandardCharsets.ISO_8859_1);
      if (!text.isEmpty()) {
        assertThat(text).as(what).matches("(?s)HTTP/1\\.1 4\\d\\d .*\r\n\r\n\\{\"error\":\".*");
        assertPresentable(what, text);
      }
    }
    bridge.assertWell(what);
  }

  static Stream<Arguments> wrongFrames() {
    byte[] hello = Frames.text("{\"message\":\"hello\"}");
    byte[] firstOfMany = Frames.frame(Frames.TEXT, new byte[] {'{'});
    byte[] more =
        Frames.frame(Frames.CONTINUATION, "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
    return Stream.of(
        arguments("an unmasked frame", Frames.unmasked("{\"message\":\"hello\"}")),
        arguments("a reserved opcode", Frames.frame(Frames.FIN | 0x3, new byte[4])),
        arguments("a reserved control opcode", Frames.frame(Frames.FIN | 0xf, new byte[4])),
        arguments("a reserved bit", Frames.frame(Frames.FIN | 0x40 | Frames.TEXT, new byte[4])),
        arguments("a continuation of nothing", Frames.frame(Frames.FIN, new byte[] {'x'})),
        arguments("a start within a message", Frames.join(firstOfMany, hello)),
        arguments("fragments without an end", Frames.join(firstOfMany, repeat(more, 70))),
        arguments(
            "empty fragments without an end",
            Frames.join(
                firstOfMany, repeat(Frames.frame(Frames.CONTINUATION, new byte[0]), 10_000))),
        arguments("a length of 2^63", Frames.head(Frames.FIN | Frames.TEXT, Long.MIN_VALUE)),
        arguments("a length of 2^63 - 1", Frames.head(Frames.FIN | Frames.TEXT, Long.MAX_VALUE)),
        arguments("a length of 2^31", Frames.head(Frames.FIN | Frames.TEXT, 1L << 31)),
        arguments("64 KiB + 1", Frames.text("x".repeat(MAX_MESSAGE_BYTES + 1))),
        arguments(
            "a binary of 10 MB", Frames.frame(Frames.FIN | Frames.BINARY, new byte[10 << 20])),
        arguments("a fragmented ping", Frames.frame(Frames.PING, new byte[1])),
        arguments("a ping of 126 bytes", Frames.frame(Frames.FIN | Frames.PING, new byte[126])),
        arguments("invalid UTF-8", Frames.frame(Frames.FIN | Frames.TEXT, bytes(0xc0, 0x80))),
        arguments("half a rune", Frames.frame(Frames.FIN | Frames.TEXT, bytes(0xf0, 0x9f))),
        arguments("a close without a code", Frames.frame(Frames.FIN | Frames.CLOSE, new byte[0])),
        arguments("a close of one byte", Frames.frame(Frames.FIN | Frames.CLOSE, new byte[1])),
        arguments("a close with a forbidden code", Frames.close(1005)),
        arguments("a close with a code of none", Frames.close(0)),
        arguments(
            "a close with invalid UTF-8",
            Frames.frame(Frames.FIN | Frames.CLOSE, bytes(3, 232, 0xc0, 0x80))),
        arguments("frames after a close", Frames.join(Frames.close(1000), repeat(hello, 100))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongFrames")
  void theConnectionEnds(String what, byte[] frames) throws IOException {
    try (Peer peer = bridge.openWebSocket(somebodyNew())) {
      String heard = new String(peer.say(frames).hearOut(), StandardCharsets.ISO_8859_1);
      assertPresentable(what, heard);
    }
    bridge.assertWell(what);
  }

  @Test
  void halfAFrameAndAGoodbyeAreTheEnd() throws IOException {
    for (int length = 1; length < 12; length++) {
      byte[] half = Arrays.copyOf(Frames.text("{\"message\":\"hello\"}"), length);
      try (Peer peer = bridge.openWebSocket(somebodyNew())) {
        assertThat(peer.say(half).fallSilent().hearOut()).isEmpty();
      }
    }
    bridge.assertWell("half frames");
  }

  @Test
  void deepNestingAndHugeNumbersGetAnError() throws IOException {
    try (Peer peer = bridge.openWebSocket(somebodyNew())) {
      peer.say(Frames.text(Blows.nested(60_000)));
      assertThat(peer.hearFrame()).startsWith("129 {\"type\":\"error\"");
      peer.say(Frames.text("{\"message\":" + "9".repeat(60_000) + "}"));
      assertThat(peer.hearFrame()).startsWith("129 {\"type\":\"error\"");
      peer.say(Frames.text("{\"message\":\"a\\u0000b\"}"));
      assertThat(peer.hearFrame()).startsWith("129 {\"type\":\"chat_response\"");
    }
    bridge.assertWell("deep nesting");
  }

  @Test
  void tenThousandTinyFramesAreAnsweredOrTheConnectionEnds() throws IOException {
    try (Peer peer = bridge.openWebSocket("chatterbox")) {
      peer.say(repeat(Frames.text("1"), 10_000)).fallSilent();
      assertPresentable("tiny frames", new String(peer.hearOut(), StandardCharsets.ISO_8859_1));
    }
    bridge.assertWell("10,000 tiny frames");
  }

  @Test
  void aFloodOfPingsIsAnsweredOrTheConnectionEnds() throws IOException {
    byte[] ping = Frames.frame(Frames.FIN | Frames.PING, new byte[125]);
    try (Peer peer = bridge.openWebSocket(somebodyNew())) {
      peer.say(repeat(ping, 50_000)).fallSilent();
      assertThat(peer.hearOut().length).isLessThanOrEqualTo(50_000 * 127 + 200);
    }
    bridge.assertWell("50,000 pings");
  }

  @Test
  void whoAsksAndDoesNotReadIsCutOff() throws IOException {
    try (Peer deaf = bridge.openWebSocket("deaf")) {
      byte[] question = Frames.text("{\"message\":\"" + "x".repeat(20_000) + "\"}");
      deaf.say(repeat(question, 600));
      bridge.assertWell("12 MB of answers that nobody reads");
    }
    bridge.assertWell("a deaf client");
  }

  @Test
  void noiseAfterTheHandshakeEndsTheConnection() throws IOException {
    Random random = Blows.random();
    for (int i = 0; i < 200; i++) {
      try (Peer peer = bridge.openWebSocket(somebodyNew())) {
        byte[] heard = peer.say(Blows.noise(random, 2_000)).fallSilent().hearOut();
        assertPresentable("noise " + i, new String(heard, StandardCharsets.ISO_8859_1));
      }
    }
    bridge.assertWell("noise");
  }

  @Test
  void almostRightFramesAreAnsweredOrEndTheConnection() throws IOException {
    Random random = Blows.random();
    byte[] right =
        Frames.join(
            Frames.text("{\"type\":\"chat\",\"message\":\"say hello\"}"),
            Frames.text("{\"type\":\"move\",\"room\":\"Chapel\"}"),
            Frames.frame(Frames.FIN | Frames.PING, new byte[3]));
    for (int i = 0; i < 200; i++) {
      try (Peer peer = bridge.openWebSocket(somebodyNew())) {
        byte[] heard = peer.say(Blows.mutation(random, right)).fallSilent().hearOut();
        assertPresentable("mutation " + i, new String(heard, StandardCharsets.ISO_8859_1));
      }
    }
    bridge.assertWell("mutations");
  }

  private static void assertPresentable(String what, String heard) {
    assertThat(heard)
        .as(what)
        .doesNotContain("Exception", "\tat ", "java.", "java_websocket", "internal error");
  }

  private static byte[] repeat(byte[] bytes, int times) {
    byte[] all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
