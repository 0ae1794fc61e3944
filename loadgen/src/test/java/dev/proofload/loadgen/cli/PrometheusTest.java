package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.testkit.HostileHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code loadgen run --prometheus}. */
@Timeout(60)
class PrometheusTest {
  @TempDir Path temp;

  @Test
  void aPortThatIsTakenIsOneClearLine() throws IOException {
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ran ran = Ran.run(temp.resolve("out"), "--url", server.url(), "--prometheus", port);
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err().lines()).hasSize(1);
      assertThat(ran.err())
          .startsWith("loadgen: port " + port + " of 127.0.0.1 can't be had for --prometheus (");
    }
  }

  @Test
  void tellsOfARunThatGoesOn() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly)) {
      CompletableFuture<Ran> run =
          CompletableFuture.supplyAsync(
              () ->
                  Ran.run(
                      temp.resolve("out"),
                      "--url=" + server.url(),
                      "--duration=4s",
                      "--rate=200/s",
                      "--mix=chat",
                      "--prometheus=" + port));
      String told = "";
      while (!told.contains("loadgen_stage{stage=\"load\"} 1")) {
        assertThat(run).isNotDone();
        told = ask(port);
      }
      assertThat(told)
          .contains("loadgen_users 20", "loadgen_operations_total{kind=\"chat\",outcome=\"ok\"}")
          .contains("loadgen_send_lag_seconds{quantile=\"0.99\"}")
          .contains("loadgen_response_time_seconds_bucket{kind=\"chat\",le=\"+Inf\"}");
      assertThat(run.join().exitCode()).isZero();
      assertThat(ask(port)).isEmpty();
    }
  }

  /** What is told; empty while nobody listens. */
  private static String ask(int port) throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }
}
