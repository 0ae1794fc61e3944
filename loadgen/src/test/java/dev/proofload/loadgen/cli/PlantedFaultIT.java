package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.driver.EmbeddedBridge;
import dev.proofload.loadgen.testkit.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real bridge, and a fault planted on the wire: the right check finds it, and no other. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultIT {
  private static final String CHAT = "/bridge/chat";
  private static final String HEALTH = "/bridge/health";
  private static final Pattern OCCUPANT =
      Pattern.compile("\\{\"user_id\":\"lg-[^{}]*-00004\"[^{}]*\\},?");

  private EmbeddedBridge bridge;

  @BeforeAll
  void start() throws InterruptedException {
    bridge =
        EmbeddedBridge.start(
            ChatTarget.home(), List.of("--rate-limit", "0", "--max-sessions", "1000"));
  }

  @AfterAll
  void stop() {
    bridge.close();
  }

  @Test
  void aProxyThatChangesNothingIsNoFault(@TempDir Path temp) throws IOException {
    Ran ran = run(temp, (request, truth) -> truth.ask());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    for (String check : List.of("isolation", "sessions", "rooms", "crisis")) {
      assertThat(ran.verdict(check)).as(check).isEqualTo("valid");
    }
  }

  /** Who answers says nothing of where it is, so that the health names a port that is no help. */
  @Test
  void aServerWhoseHealthNamesNoPortIsToldWhereItsWebSocketsAre(@TempDir Path temp)
      throws IOException {
    FaultProxy.Fault silent = (request, truth) -> truth.ask().replace("ws_port", "no_port");
    String there = "ws://127.0.0.1:" + bridge.endpoint().webSocketPort();
    Ran ran = run(temp, silent, "--transport", "mixed", "--ws-url", there, "--mix", "chat,say");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.operations("connect")).isZero();
    assertThat(ran.messages("ok")).isEqualTo(60);
    ran.assertNothingViolated();
    Ran lost = run(temp.resolve("lost"), silent, "--transport", "mixed");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.err()).contains("names no WebSocket port", "--ws-url");
  }

  /** Resets, timeouts and the like are no faults of the server: users go on as others. */
  @Test
  void whatFailsOnTheWayIsNoFault(@TempDir Path temp) throws IOException {
    AtomicInteger requests = new AtomicInteger();
    Ran ran =
        run(
            temp,
            (request, truth) -> {
              boolean fails = requests.incrementAndGet() % 9 == 0;
              String answer = truth.ask();
              return fails && !request.path().equals(HEALTH) ? "{}" : answer;
            },
            "--mix",
            "chat=5,say=5,whisper=1,look=1,go=1,drain=3",
            "--messages",
            "40");
    ran.assertNothingViolated();
    assertThat(ran.operations("bad_answer")).isGreaterThan(10);
    assertThat(ran.messages("ok") + ran.messages("bad_answer")).isEqualTo(200);
    assertThat(ran.ending()).isEqualTo("completed");
  }

  @Test
  void swapsTheAnswersOfTwoUsersOnce(@TempDir Path temp) throws IOException {
    AtomicInteger chats = new AtomicInteger();
    Exchanger<String> swap = new Exchanger<>();
    Ran ran =
        run(
            temp,
            (request, truth) -> {
              String answer = truth.ask();
              boolean swapped = request.path().equals(CHAT) && chats.incrementAndGet() / 2 == 12;
              return swapped ? exchange(swap, answer) : answer;
            },
            "--crisis-users",
            "0");
    assertOnlyViolated(ran, "isolation");
    assertThat(ran.markdown()).containsPattern("was shown what lg-[a-z0-9]+-0000\\d wrote");
  }

  @Test
  void dropsTheCrisisFlag(@TempDir Path temp) throws IOException {
    Ran ran =
        run(
            temp,
            (request, truth) ->
                truth.ask().replace("\"crisis_detected\":true", "\"crisis_detected\":false"));
    assertOnlyViolated(ran, "crisis");
    assertThat(ran.markdown()).contains("flag and text of the crisis answer disagree");
  }

  @Test
  void dropsTheHelpAltogether(@TempDir Path temp) throws IOException {
    Ran ran =
        run(
            temp,
            (request, truth) ->
                truth
                    .ask()
                    .replace("\"crisis_detected\":true", "\"crisis_detected\":false")
                    .replace("call or text 988", "call nobody"));
    assertOnlyViolated(ran, "crisis");
    assertThat(ran.markdown())
        .contains("3 crisis messages in a row within 300.0 s, and no help came on the last");
  }

  @Test
  void deliversAMessageTwice(@TempDir Path temp) throws IOException {
    AtomicInteger chats = new AtomicInteger();
    Ran ran =
        run(
            temp,
            (request, truth) -> {
              if (request.path().equals(CHAT) && chats.incrementAndGet() == 21) {
                truth.ask();
              }
              return truth.ask();
            },
            "--crisis-users",
            "0");
    assertOnlyViolated(ran, "isolation", "sessions");
    assertThat(ran.markdown()).contains("messages in its session after");
  }

  @Test
  void answersWithAnOlderAnswer(@TempDir Path temp) throws IOException {
    AtomicInteger chats = new AtomicInteger();
    ThreadLocal<String> last = ThreadLocal.withInitial(() -> "");
    Ran ran =
        run(
            temp,
            (request, truth) -> {
              String older = last.get();
              last.set(truth.ask());
              // It shows all who are there, also those who came late, so that it is no old list.
              boolean full =
                  IntStream.range(0, 5).allMatch(user -> older.contains("-0000" + user + "\""));
              boolean stale = request.path().equals(CHAT) && full && chats.incrementAndGet() == 10;
              return stale ? older : last.get();
            },
            "--rooms",
            "0");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.verdict("isolation")).isEqualTo("violated");
    assertThat(ran.verdict("sessions")).isEqualTo("valid");
    assertThat(ran.verdict("rooms")).isEqualTo("valid");
  }

  @Test
  void hidesSomebodyFromTheOthers(@TempDir Path temp) throws IOException {
    Ran ran =
        run(
            temp,
            (request, truth) ->
                request.body().contains("\"message\":\"look\"")
                    ? OCCUPANT
                        .matcher(truth.ask())
                        .replaceAll("")
                        .replace(",]", "]")
                        .replace(", Guest-00004", "")
                    : truth.ask());
    assertOnlyViolated(ran, "rooms");
    assertThat(ran.markdown()).containsPattern("was not shown lg-[a-z0-9]+-00004 in");
  }

  @Test
  void losesASession(@TempDir Path temp) throws IOException {
    Ran ran =
        run(
            temp,
            (request, truth) ->
                request.path().equals("/bridge/sessions")
                    ? OCCUPANT.matcher(truth.ask()).replaceAll("").replace(",]", "]")
                    : truth.ask());
    assertOnlyViolated(ran, "sessions");
    assertThat(ran.markdown())
        .containsPattern(
            "lg-[a-z0-9]+-00004 is not listed|[0-9]+ are listed, but the total says [0-9]+");
  }

  @Test
  void offersHelpToABystander(@TempDir Path temp) throws IOException {
    AtomicInteger chats = new AtomicInteger();
    Ran ran =
        run(
            temp,
            (request, truth) ->
                request.path().equals(CHAT) && chats.incrementAndGet() == 30
                    ? truth.ask().replace("\"crisis_detected\":false", "\"crisis_detected\":true")
                    : truth.ask(),
            "--crisis-users",
            "0");
    assertOnlyViolated(ran, "crisis");
    assertThat(ran.markdown()).contains("without having asked for help");
  }

  private Ran run(Path temp, FaultProxy.Fault fault, String... more) {
    try (FaultProxy proxy = new FaultProxy(bridge.endpoint().httpPort(), fault)) {
      List<String> args = new ArrayList<>(List.of("--url", proxy.url(), "--users", "5"));
      args.addAll(List.of(more));
      if (!args.contains("--messages")) {
        args.addAll(List.of("--messages", "12"));
      }
      if (!args.contains("--mix")) {
        args.addAll(List.of("--mix", "chat"));
      }
      return Ran.run(temp.resolve("out"), args.toArray(String[]::new));
    }
  }

  /** The first is violated, the others may be, and all else is not. */
  private static void assertOnlyViolated(Ran ran, String... checks) throws IOException {
    assertThat(ran.exitCode()).as(ran.markdown()).isEqualTo(3);
    assertThat(ran.verdict(checks[0])).isEqualTo("violated");
    for (String check : List.of("isolation", "sessions", "rooms", "crisis")) {
      if (!List.of(checks).contains(check)) {
        assertThat(ran.verdict(check)).as(check).isNotEqualTo("violated");
      }
    }
    assertThat(ran.report().get("ending").textValue()).isEqualTo("completed");
  }

  private static String exchange(Exchanger<String> swap, String answer)
      throws IOException, InterruptedException {
    try {
      return swap.exchange(answer, 30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("nobody to swap with", e);
    }
  }
}
