package dev.proofload.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program as a process: what it prints, how it ends. */
class ServeIT {
  private static final Pattern NULL_LISTENING =
      Pattern.compile("null listening on (http://127.0.0.1:\\d+) and ws://127.0.0.1:(\\d+)");

  private static final Pattern LISTENING =
      Pattern.compile(
          "bridge listening on http://127\\.0\\.0\\.1:(\\d+) and ws://127\\.0\\.0\\.1:(\\d+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Path.of("target", "bridge-server.jar").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String readLine(Process process) throws IOException {
    return String.valueOf(
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine());
  }

  private static String errorsOf(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int exitCode(Process process, long seconds) throws InterruptedException {
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("ended in time").isTrue();
    return process.exitValue();
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalClosesTheSocketsAndEndsItWithZero(String signal)
      throws IOException, InterruptedException {
    Process process = start("serve", "--port", "0");
    Matcher line = LISTENING.matcher(readLine(process));
    assertThat(line.matches()).isTrue();
    int port = Integer.parseInt(line.group(1));
    JsonNode health = new ObjectMapper().readTree(get(port, "/bridge/health"));
    assertThat(health.get("ws_port").asText()).isEqualTo(line.group(2));
    assertThat(health.get("version").asText()).isNotEqualTo("dev");
    CloseCode closed = new CloseCode();
    URI uri = URI.create("ws://127.0.0.1:" + line.group(2) + "/bridge/ws/ada");
    CLIENT.newWebSocketBuilder().buildAsync(uri, closed).join();

    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

    assertThat(exitCode(process, 5)).isZero();
    assertThat(closed.code.join()).isEqualTo(1001);
    assertThat(errorsOf(process)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "null"})
  void itEndsWithWhoStartedIt(String what) throws IOException, InterruptedException {
    Process process = start(what, "--port", "0", "--while-stdin");
    assertThat(readLine(process)).contains("listening");
    assertThat(process.isAlive()).isTrue();

    process.getOutputStream().close();

    assertThat(exitCode(process, 5)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"--port, HTTP", "--ws-port, WebSocket"})
  void aTakenPortIsOneClearLine(String option, String what)
      throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Process process =
          option.equals("--port")
              ? start("serve", "--port", port, "--ws-port", "0")
              : start("serve", "--port", "0", "--ws-port", port);

      assertThat(exitCode(process, 20)).isEqualTo(1);
      assertThat(errorsOf(process).strip())
          .startsWith("bridge: cannot listen on 127.0.0.1:" + port + " for " + what)
          .doesNotContain("\n");
    }
  }

  @Test
  void theCalibrationTargetAnswersWithAConstant() throws IOException, InterruptedException {
    Process process = start("null", "--port", "0");
    String line = readLine(process);
    Matcher listening = NULL_LISTENING.matcher(line);
    assertThat(listening.matches()).as(line).isTrue();
    URI base = URI.create(listening.group(1));
    HttpRequest ask = HttpRequest.newBuilder(base.resolve("/bridge/health")).build();
    assertThat(CLIENT.send(ask, BodyHandlers.ofString()).body())
        .contains("\"status\":\"ok\"", "\"ws_port\":" + listening.group(2));
    URI uri = base.resolve("/bridge/chat");
    HttpRequest post =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    String first = CLIENT.send(post, BodyHandlers.ofString()).body();

    assertThat(CLIENT.send(post, BodyHandlers.ofString()).body()).isEqualTo(first);
    assertThat(first).contains("\"session_messages\":");
    process.destroy();
    assertThat(exitCode(process, 5)).isZero();
  }

  @Test
  void theFootprintIsJson() throws IOException, InterruptedException {
    Process process = start("footprint");
    JsonNode figures = new ObjectMapper().readTree(process.getInputStream());

    assertThat(exitCode(process, 60)).isZero();
    assertThat(figures.get("session_bytes_by_sessions").get("100").asDouble())
        .isBetween(1_000.0, 2_500.0);
    assertThat(figures.get("message_bytes_by_window").size()).isEqualTo(5);
    assertThat(figures.get("crisis_state_bytes").asDouble()).isLessThan(80);
    assertThat(figures.get("sessions_per_gb").asDouble()).isGreaterThan(130_000);
  }

  private static final class CloseCode implements WebSocket.Listener {
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      code.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      code.completeExceptionally(error);
    }
  }
}
