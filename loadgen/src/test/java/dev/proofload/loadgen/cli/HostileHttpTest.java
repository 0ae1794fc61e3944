package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proofload.loadgen.testkit.HostileHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that misbehave over HTTP: each has its row in the outcomes, and the run ends. */
@Timeout(60)
class HostileHttpTest {
  private static final int ALL = 40;

  @TempDir Path folder;

  @Test
  void aRightServerPasses() throws IOException {
    Ran ran = run(HostileHttp::rightly);
    assertAllDone(ran);
    for (String check : List.of("isolation", "sessions", "rooms", "crisis")) {
      assertThat(ran.verdict(check)).as(check).isEqualTo("valid");
    }
  }

  @Test
  void neverAnswers() throws IOException {
    Ran ran = run(HostileHttp.Chat::stall, "--messages", "3", "--timeout", "150ms");
    assertAllFailed(ran, "timeout", 12);
    assertThat(ran.err()).contains("not one message was answered by http://127.0.0.1:");
  }

  /** Some users sit in the queue of the system, the others are not even let into that. */
  @Test
  void takesNoConnections() throws IOException {
    try (HostileHttp server = HostileHttp.overrun()) {
      Ran ran =
          Ran.run(
              folder,
              "--url",
              server.url(),
              "--messages",
              "2",
              "--users",
              "6",
              "--timeout",
              "99ms",
              "--mix",
              "chat");
      assertThat(ran.messages("timeout") + ran.messages("connect")).isEqualTo(12);
      assertThat(ran.report().get("total_messages").intValue()).isEqualTo(12);
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("not one message was answered");
      ran.assertNothingViolated();
      Ran again =
          Ran.loadgen(
              ran.folder(),
              List.of("report", "--force", "--output", "" + ran.folder(), "" + ran.folder()));
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.err()).contains("not one message had got through");
    }
  }

  @Test
  void stopsAnsweringInMidRun() throws IOException {
    Ran ran =
        run(
            chat -> {
              if (chat.number() % 10 == 0) {
                chat.stall();
              }
              HostileHttp.rightly(chat);
            },
            "--timeout",
            "150ms");
    assertSomeFailed(ran, "timeout", 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002 nonsense\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        "HTTP/1.1 abc what\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: minus five\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\u00ff\u00fe\u0000{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
      })
  void answersGarbage(String bytes) throws IOException {
    Ran ran = run(chat -> chat.raw(bytes), "--timeout", "3s");
    assertAllFailed(ran, "bad_answer", ALL);
    assertThat(ran.err()).contains("not one message was answered", "(");
  }

  @Test
  void answersWithEndlessHeaders() throws IOException {
    Ran ran =
        run(
            chat -> chat.raw("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000)),
            "--messages",
            "2");
    assertAllFailed(ran, "bad_answer", 8);
  }

  @Test
  void nestsItsAnswerWithoutEnd() throws IOException {
    Ran ran = run(chat -> chat.json(200, "{\"a\":".repeat(50_000)), "--messages", "2");
    assertAllFailed(ran, "bad_answer", 8);
  }

  @Test
  void sometimesAnswersGarbage() throws IOException {
    Ran ran =
        run(
            chat -> {
              if (chat.number() % 10 == 0) {
                chat.raw("garbage\r\n\r\n");
              } else {
                HostileHttp.rightly(chat);
              }
            });
    assertSomeFailed(ran, "bad_answer", 4);
  }

  @Test
  void always500() throws IOException {
    Ran ran = run(chat -> chat.json(500, "{\"error\":\"boom\"}"));
    assertAllFailed(ran, "status", ALL);
    assertThat(ran.err()).contains("(status 500: boom)");
  }

  @Test
  void sometimes500() throws IOException {
    Ran ran =
        run(
            chat -> {
              if (chat.number() % 4 == 0) {
                chat.json(503, "<html>later</html>");
              } else {
                HostileHttp.rightly(chat);
              }
            });
    assertSomeFailed(ran, "status", 10);
  }

  @Test
  void always429() throws IOException {
    String refusal = "{\"error\":\"rate limit exceeded\"}";
    Ran ran = run(chat -> chat.json(429, refusal), "--crisis-users", "0");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("not one message got through", "refused all " + ALL + " (429)");
    assertThat(ran.messages("refused")).isEqualTo(ALL);
    assertThat(ran.markdown()).contains("every message was refused, so there was nothing to judge");
    for (JsonNode second : ran.report().get("series")) {
      assertThat(second.get("refused")).isEqualTo(second.get("messages"));
      assertThat(second.get("throughput_msg_per_sec").doubleValue()).isZero();
    }
    assertThat(ran.report().get("total_errors").longValue()).isZero();
    assertThat(ran.verdict("rooms")).isEqualTo("unknown");
    ran.assertNothingViolated();
  }

  /** A refused message is screened all the same. */
  @Test
  void always429AndNoHelpForWhoIsInACrisis() throws IOException {
    Ran ran = run(chat -> chat.json(429, "{\"error\":\"rate limit exceeded\"}"));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.verdict("crisis")).isEqualTo("violated");
    assertThat(ran.markdown()).contains("no help came on the last");
  }

  @Test
  void sometimes429() throws IOException {
    Ran ran =
        run(
            chat -> {
              if (chat.number() % 4 == 0) {
                chat.json(429, "{\"error\":\"rate limit exceeded\"}", "Retry-After: 1");
              } else {
                HostileHttp.rightly(chat);
              }
            },
            "--crisis-users",
            "0");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.messages("refused")).isEqualTo(10);
    assertThat(ran.messages("ok")).isEqualTo(30);
    assertThat(ran.report().get("total_errors").longValue()).as("refused is no error").isZero();
    ran.assertNothingViolated();
  }

  @Test
  void cutsItsAnswersInHalf() throws IOException {
    Ran ran =
        run(
            chat -> {
              chat.raw("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{\"response\":\"h");
              chat.close();
            });
    assertAllFailed(ran, "reset", ALL);
  }

  @Test
  void cutsItsChunksInHalf() throws IOException {
    Ran ran =
        run(
            chat -> {
              chat.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"re");
              chat.close();
            });
    assertAllFailed(ran, "reset", ALL);
  }

  @Test
  void hangsUpInsteadOfAnswering() throws IOException {
    Ran ran =
        run(
            chat -> {
              switch (chat.number() % 10) {
                case 0 -> chat.close();
                case 5 -> chat.reset();
                default -> HostileHttp.rightly(chat);
              }
            });
    assertSomeFailed(ran, "reset", 8);
  }

  @Test
  void diesInMidRun() throws IOException {
    Ran ran =
        run(
            chat -> {
              if (chat.number() == 20) {
                chat.die();
              }
              HostileHttp.rightly(chat);
            });
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.ending()).isEqualTo("target_lost");
    // Messages of the three other users may be under way when it dies, and answered or not.
    assertThat(ran.messages("ok")).isBetween(16L, 22L);
    assertThat(ran.messages("connect")).isPositive();
    assertThat(ran.err()).contains("could not be reached any more", ran.folder().toString());
    ran.assertNothingViolated();
  }

  /** Nobody has anything left to send, so nobody fails to connect: the last look tells. */
  @Test
  void diesOnTheLastMessage() throws IOException {
    Ran ran =
        run(
            chat -> {
              if (chat.number() == ALL) {
                chat.die();
              } else {
                HostileHttp.rightly(chat);
              }
            });
    assertThat(ran.messages("ok")).isBetween(ALL - 4L, ALL - 1L);
    assertThat(ran.ending()).isEqualTo("target_lost");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("could not be reached any more (connection");
    ran.assertNothingViolated();
  }

  @Test
  void closesEachConnectionAfterItsAnswer() throws IOException {
    assertAllDone(
        run(
            chat -> {
              chat.json(200, chat.right(), "Connection: close");
              chat.close();
            }));
  }

  @Test
  void closesEachConnectionWithoutSayingSo() throws IOException {
    Ran ran =
        run(
            chat -> {
              HostileHttp.rightly(chat);
              chat.close();
            },
            "--think-time",
            "20ms");
    assertAllDone(ran);
  }

  @Test
  void endsItsAnswersByHangingUp() throws IOException {
    assertAllDone(
        run(
            chat -> {
              chat.raw("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n");
              chat.raw(latin1(chat.right()));
              chat.close();
            }));
  }

  @Test
  void answersInChunks() throws IOException {
    assertAllDone(
        run(
            chat -> {
              String answer = latin1(chat.right());
              chat.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              for (int at = 0; at < answer.length(); at += 100) {
                String part = answer.substring(at, Math.min(answer.length(), at + 100));
                chat.raw(Integer.toHexString(part.length()) + ";x=y\r\n" + part + "\r\n");
              }
              chat.raw("0\r\nX-Trailer: yes\r\n\r\n");
            }));
  }

  @Test
  void answersAfterAnInterimAnswer() throws IOException {
    assertAllDone(
        run(
            chat -> {
              chat.raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
              HostileHttp.rightly(chat);
            }));
  }

  @Test
  void answersTwiceWhileNobodyAsks() throws IOException {
    Ran ran = run(chat -> chat.twice(chat.right()), "--think-time", "30ms");
    assertThat(ran.messages("ok")).isGreaterThan(ALL / 2);
    assertThat(ran.ending()).isEqualTo("completed");
    ran.assertNothingViolated();
  }

  @Test
  void answersTwiceSoThatTheSecondAnswersTheNextMessage() throws IOException {
    Ran ran =
        run(
            chat -> {
              if (chat.number() == 13) {
                chat.twice(chat.right());
              } else {
                HostileHttp.rightly(chat);
              }
            });
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.verdict("isolation")).isEqualTo("violated");
    assertThat(ran.markdown()).contains("was answered with its own operation");
  }

  private Ran run(HostileHttp.Mischief mischief, String... more) {
    try (HostileHttp server = new HostileHttp(mischief)) {
      List<String> args =
          new ArrayList<>(List.of("--url", server.url(), "--users", "4", "--messages", "10"));
      args.addAll(List.of("--mix", "chat"));
      for (int i = 0; i < more.length; i += 2) {
        int given = args.indexOf(more[i]);
        if (given >= 0) {
          args.set(given + 1, more[i + 1]);
        } else {
          args.addAll(List.of(more[i], more[i + 1]));
        }
      }
      return Ran.run(folder, args.toArray(String[]::new));
    }
  }

  private static void assertAllDone(Ran ran) throws IOException {
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.messages("ok")).isEqualTo(ALL);
    assertThat(ran.report().get("total_errors").longValue()).isZero();
    assertThat(ran.ending()).isEqualTo("completed");
    ran.assertNothingViolated();
  }

  private static void assertAllFailed(Ran ran, String outcome, long messages) throws IOException {
    assertThat(ran.messages(outcome)).isEqualTo(messages);
    assertThat(ran.report().get("total_messages").longValue()).isEqualTo(messages);
    assertThat(ran.report().get("total_errors").longValue()).isEqualTo(messages);
    assertThat(ran.ending()).isEqualTo("completed");
    assertThat(ran.exitCode()).isEqualTo(1);
    ran.assertNothingViolated();
  }

  private static void assertSomeFailed(Ran ran, String outcome, long messages) throws IOException {
    assertThat(ran.messages(outcome)).isEqualTo(messages);
    assertThat(ran.messages("ok")).isEqualTo(ALL - messages);
    assertThat(ran.report().get("total_errors").longValue()).isEqualTo(messages);
    assertThat(ran.exitCode()).isZero();
    ran.assertNothingViolated();
  }

  /** The UTF-8 bytes of a text, as characters. */
  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
