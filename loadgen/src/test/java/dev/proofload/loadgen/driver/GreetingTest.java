package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proofload.loadgen.target.bridge.BridgeDialect;
import dev.proofload.loadgen.testkit.RawServer;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GreetingTest {
  private static final Duration PATIENCE = Duration.ofMillis(10);
  private static final String HEALTHY = "{\"status\":\"ok\",\"ws_port\":4005}";

  @Test
  void learnsTheWebSocketPort() throws InterruptedException {
    try (RawServer server = RawServer.answering(http(200, HEALTHY))) {
      assertThat(ask(server.port(), 0)).isEqualTo(new Endpoint("127.0.0.1", server.port(), 4005));
    }
  }

  @Test
  void keepsAWebSocketPortThatIsKnown() throws InterruptedException {
    try (RawServer server = RawServer.answering(http(200, HEALTHY))) {
      assertThat(ask(server.port(), 7).webSocketPort()).isEqualTo(7);
    }
  }

  @Test
  void nothingListens() throws Exception {
    int free;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = taken.getLocalPort();
    }
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> ask(free, 0))
        .withMessage(
            "nothing answers at http://127.0.0.1:"
                + free
                + ": start a bridge there with bin/bridge serve, or leave out --url");
  }

  @Test
  void nobodyKnowsTheHost() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(
            () -> Greeting.ask(new Endpoint("no-such-host.invalid", 80, 0), dialect(), PATIENCE))
        .withMessage(
            "the host no-such-host.invalid can't be found: no address is known for that name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | not found | is no bridge: /bridge/health answered with status 404",
        "302 | moved | is no bridge: /bridge/health answered with status 302",
        "200 | <html>welcome</html> | is no bridge: /bridge/health did not answer with JSON",
        "200 | {\"status\":\"down\"} | is no bridge: /bridge/health does not say"
      })
  void anotherKindOfServerIsNamedAsSuch(int status, String body, String why) {
    try (RawServer server = RawServer.answering(http(status, body))) {
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> ask(server.port(), 0))
          .withMessageContaining("http://127.0.0.1:" + server.port() + " " + why);
    }
  }

  @ParameterizedTest
  @CsvSource({"SSH-2.0-OpenSSH", "'\u0000\u0001\u0002'", "''"})
  void whatDoesNotSpeakHttpIsNamedAsSuch(String bytes) {
    try (RawServer server = RawServer.answering(bytes + "\r\n\r\n")) {
      assertThatExceptionOfType(RunFailure.class)
          .isThrownBy(() -> ask(server.port(), 0))
          .withMessageContaining("does not speak HTTP");
    }
  }

  /** All at once, since each takes its second. */
  @Test
  void whatStopsAnsweringAtAnyPointIsNotWaitedForLong() throws InterruptedException {
    List<RawServer> servers =
        List.of(
            RawServer.stallingAfter(""),
            RawServer.stallingAfter("HTTP/1.1 200 OK\r\nContent-Le"),
            RawServer.stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"status\""),
            RawServer.stallingAfter("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"));
    List<Callable<Endpoint>> asking = new ArrayList<>();
    servers.forEach(server -> asking.add(() -> ask(server.port(), 0)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Endpoint> answer : threads.invokeAll(asking)) {
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(answer::get)
            .havingCause()
            .isInstanceOf(RunFailure.class)
            .withMessageContaining("accepts connections, but did not answer in 1s");
      }
    } finally {
      servers.forEach(RawServer::close);
    }
  }

  private static Endpoint ask(int port, int webSocketPort) throws InterruptedException {
    return Greeting.ask(new Endpoint("127.0.0.1", port, webSocketPort), dialect(), PATIENCE);
  }

  private static BridgeDialect dialect() {
    return new BridgeDialect(Names.plain("abcd1234", 5), new MessageText(100));
  }

  private static String http(int status, String body) {
    return "HTTP/1.1 "
        + status
        + " Said\r\nContent-Length: "
        + body.length()
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }
}
