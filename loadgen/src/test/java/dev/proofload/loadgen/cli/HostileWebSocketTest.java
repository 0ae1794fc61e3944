package dev.proofload.loadgen.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.testkit.FakeBridge;
import dev.proofload.loadgen.testkit.HostileHttp;
import dev.proofload.loadgen.testkit.HostileWebSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that misbehave over WebSockets: each has its row in the outcomes, and the run ends. */
@Timeout(60)
class HostileWebSocketTest {
  private static final int ALL = 40;

  @TempDir Path folder;

  @Test
  void aRightServerPasses() throws IOException {
    Ran ran = run(HostileWebSocket::kindly, HostileWebSocket::rightly);
    assertAllDone(ran);
    assertThat(ran.verdict("rooms")).isEqualTo("valid");
    assertThat(ran.verdict("crisis")).isEqualTo("valid");
  }

  @Test
  void refusesTheUpgrade() throws IOException {
    Ran ran =
        run(
            link -> {
              link.raw("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
              link.close();
            });
    assertNeverConnected(ran);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        ""
      })
  void answersTheHandshakeWithSomethingElse(String bytes) throws IOException {
    assertNeverConnected(
        run(
            link -> {
              link.raw(bytes);
              link.close();
            }));
  }

  @Test
  void provesTheHandshakeWrongly() throws IOException {
    assertNeverConnected(run(link -> link.upgrade("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
  }

  @Test
  void neverAnswersTheHandshake() throws IOException {
    assertNeverConnected(run(HostileWebSocket.Link::stall));
  }

  @Test
  void neverGreets() throws IOException {
    assertNeverConnected(run(HostileWebSocket.Link::upgrade));
  }

  @Test
  void greetsWithSomethingElse() throws IOException {
    assertNeverConnected(
        run(
            link -> {
              link.upgrade();
              link.text("{\"type\":\"chat_response\",\"message\":\"hi\"}");
            }));
  }

  @Test
  void greetsWithABinaryFrame() throws IOException {
    assertNeverConnected(
        run(
            link -> {
              link.upgrade();
              link.frame(HostileWebSocket.BINARY, "\u0000\u0001");
            }));
  }

  @Test
  void nothingListensWhereTheHealthSays() throws IOException {
    int free;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = taken.getLocalPort();
    }
    try (HostileHttp http = new HostileHttp(new FakeBridge(), HostileHttp::rightly, free)) {
      Ran ran = Ran.run(folder, args(http, "mixed"));
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.ending()).isEqualTo("target_lost");
      assertThat(ran.err()).contains("connection refused");
      assertThat(ran.messages("ok"))
          .as("two users over HTTP, and what a third sends over HTTP")
          .isBetween(ALL / 2L, ALL * 3L / 4);
      ran.assertNothingViolated();
    }
  }

  @Test
  void aHealthWithoutAPortIsToldAtOnce() {
    try (HostileHttp http = new HostileHttp(HostileHttp::rightly)) {
      Ran ran = Ran.run(folder, args(http, "ws"));
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("names no WebSocket port", "--transport http");
      assertThat(folder.resolve("report.json")).doesNotExist();
    }
  }

  @Test
  void sendsBinary() throws IOException {
    assertSomeFailed(
        someFrames((link, frame) -> link.frame(HostileWebSocket.BINARY, "x")), "bad_answer");
  }

  @Test
  void sendsInvalidUtf8() throws IOException {
    assertSomeFailed(
        someFrames((link, frame) -> link.frame(HostileWebSocket.TEXT, "{\"type\":\"\u00ff\"}")),
        "bad_answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"type\":\"chat_response\"}",
        "{\"type\":\"chat_response\",\"message\":\"cut",
        "[]",
        ""
      })
  void sendsATextThatIsNoAnswer(String text) throws IOException {
    assertSomeFailed(someFrames((link, frame) -> link.text(text)), "bad_answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00f1\u0002{}",
        "\u0083\u0002{}",
        "\u0081\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u0081\u0085maskhello",
        "\u0080\u0002{}",
        "\u0089~\u0001\u0000"
      })
  void sendsABrokenFrame(String bytes) throws IOException {
    assertSomeFailed(someFrames((link, frame) -> link.raw(bytes)), "bad_answer");
  }

  @Test
  void cutsAFrameInHalf() throws IOException {
    assertSomeFailed(
        someFrames(
            (link, frame) -> {
              String whole = link.bytes(0x81, latin1(link.right(frame)));
              link.raw(whole.substring(0, whole.length() / 2));
              link.close();
            }),
        "reset");
  }

  @Test
  void hangsUp() throws IOException {
    assertSomeFailed(someFrames((link, frame) -> link.close()), "reset");
  }

  @Test
  void resetsTheConnection() throws IOException {
    assertSomeFailed(someFrames((link, frame) -> link.reset()), "reset");
  }

  @Test
  void closesPolitelyInsteadOfAnswering() throws IOException {
    assertSomeFailed(
        someFrames(
            (link, frame) -> {
              link.frame(HostileWebSocket.CLOSE, "\u0003\u00e9");
              link.close();
            }),
        "reset");
  }

  @Test
  void closesPolitelyBetweenAnswers() throws IOException {
    AtomicInteger links = new AtomicInteger();
    Ran ran =
        run(
            link -> {
              links.incrementAndGet();
              HostileWebSocket.kindly(link);
            },
            (link, frame) -> {
              link.raw(
                  link.bytes(0x81, latin1(link.right(frame))) + link.bytes(0x88, "\u0003\u00e9"));
              link.close();
            },
            "--think-time",
            "30ms");
    assertAllDone(ran);
    assertThat(links.get()).as("a new connection for each frame").isGreaterThanOrEqualTo(ALL);
  }

  @Test
  void ignoresSomeFrames() throws IOException {
    assertSomeFailed(someFrames("300ms", (link, frame) -> {}), "timeout");
  }

  @Test
  void sendsFramesOfATypeNobodyKnows() throws IOException {
    Ran ran =
        run(
            HostileWebSocket::kindly,
            (link, frame) -> {
              link.text("{\"type\":\"weather\",\"message\":\"rain\"}");
              link.text("{\"message\":\"no type\"}");
              link.text(link.right(frame));
              link.text("{\"type\":\"weather\"}");
            });
    assertAllDone(ran);
  }

  @Test
  void sendsItsAnswersInPiecesWithPingsBetweenThem() throws IOException {
    assertAllDone(run(HostileWebSocket::kindly, (link, frame) -> link.pieces(link.right(frame))));
  }

  @Test
  void answersWithErrors() throws IOException {
    Ran ran = someFrames((link, frame) -> link.text("{\"type\":\"error\",\"error\":\"boom\"}"));
    assertSomeFailed(ran, "status");
  }

  @Test
  void refusesSomeFrames() throws IOException {
    Ran ran =
        someFrames(
            (link, frame) ->
                link.text("{\"type\":\"error\",\"error\":\"limit\",\"retry_after_ms\":1}"));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.operations("refused")).isPositive();
    assertThat(ran.report().get("total_errors").longValue()).isZero();
    ran.assertNothingViolated();
  }

  @Test
  void showsAUserWhatAnotherWrote() throws IOException {
    Ran ran =
        run(
            HostileWebSocket::kindly,
            (link, frame) -> {
              if (frame.number() == 9) {
                link.text(
                    "{\"type\":\"chat_response\",\"message\":\"#pl000077-000000001-00000000#\"}");
              }
              HostileWebSocket.rightly(link, frame);
            });
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.verdict("isolation")).isEqualTo("violated");
  }

  @Test
  void diesInMidRun() throws IOException {
    Ran ran =
        run(
            HostileWebSocket::kindly,
            (link, frame) -> {
              if (frame.number() == 25) {
                link.die();
              }
              HostileWebSocket.rightly(link, frame);
            },
            "--messages",
            "40");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.ending()).isEqualTo("target_lost");
    assertThat(ran.err()).contains("could not be reached any more");
    ran.assertNothingViolated();
  }

  private Ran run(HostileWebSocket.Welcome welcome) {
    return run(welcome, HostileWebSocket::rightly, "--timeout", "100ms");
  }

  /** Does this to the 10th, 20th, ... frame, and answers the others. */
  private Ran someFrames(HostileWebSocket.Mischief mischief) {
    return someFrames("5s", mischief);
  }

  private Ran someFrames(String timeout, HostileWebSocket.Mischief mischief) {
    return run(
        HostileWebSocket::kindly,
        (link, frame) -> {
          if (frame.number() % 10 == 0) {
            mischief.answer(link, frame);
          } else {
            HostileWebSocket.rightly(link, frame);
          }
        },
        "--timeout",
        timeout,
        "--crisis-users",
        "0");
  }

  private Ran run(
      HostileWebSocket.Welcome welcome, HostileWebSocket.Mischief mischief, String... more) {
    FakeBridge bridge = new FakeBridge();
    try (HostileWebSocket sockets = new HostileWebSocket(bridge, welcome, mischief);
        HostileHttp http = new HostileHttp(bridge, HostileHttp::rightly, sockets.port())) {
      return Ran.run(folder, args(http, "ws", more));
    }
  }

  private static String[] args(HostileHttp http, String transport, String... more) {
    List<String> args = new ArrayList<>(List.of("--url", http.url(), "--transport", transport));
    args.addAll(List.of("--users", "4", "--mix", "chat"));
    args.addAll(List.of(more));
    if (!args.contains("--messages")) {
      args.addAll(List.of("--messages", "10"));
    }
    return args.toArray(String[]::new);
  }

  private static void assertAllDone(Ran ran) throws IOException {
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.messages("ok")).isEqualTo(ALL);
    assertThat(ran.report().get("total_errors").longValue()).isZero();
    ran.assertNothingViolated();
  }

  private static void assertNeverConnected(Ran ran) throws IOException {
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.ending()).isEqualTo("target_lost");
    assertThat(ran.messages("ok")).isZero();
    assertThat(ran.operations("connect")).isEqualTo(ran.report().path("total_errors").longValue());
    assertThat(ran.operations("connect")).isPositive();
    assertThat(ran.err()).contains("could not be reached any more (");
  }

  /** Every tenth frame failed so, whatever its kind, and nothing else did. */
  private static void assertSomeFailed(Ran ran, String outcome) throws IOException {
    assertThat(ran.operations(outcome)).as(ran.markdown()).isGreaterThanOrEqualTo(4);
    assertThat(ran.report().get("total_errors").longValue()).isEqualTo(ran.operations(outcome));
    assertThat(ran.report().get("total_messages").longValue()).isEqualTo(ALL);
    assertThat(ran.messages("ok")).isPositive();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.ending()).isEqualTo("completed");
    ran.assertNothingViolated();
  }

  /** The UTF-8 bytes of a text, as characters. */
  private static String latin1(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
