package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.workload.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;

/** Finds out, before any load, whether a server is there and of the right kind. */
public final class Greeting {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private Greeting() {}

  /**
   * Asks the server who it is. Blocks for ten seconds at most.
   *
   * @param timeout of the run's operations: it is not waited longer, but for a second at least, as
   *     the first request of a program takes its time
   * @return the endpoint, with the WebSocket port that the server names, or 0 if it names none
   * @throws RunFailure if it can't be reached, or does not speak the dialect
   */
  public static Endpoint ask(Endpoint endpoint, Dialect dialect, Duration timeout)
      throws InterruptedException {
    Duration patience = timeout.compareTo(LEAST) < 0 ? LEAST : timeout;
    try (ControlClient client = new ControlClient(endpoint, patience)) {
      return greet(client, endpoint, dialect);
    }
  }

  private static Endpoint greet(ControlClient client, Endpoint endpoint, Dialect dialect)
      throws InterruptedException {
    try {
      ControlClient.Answer answer = client.send(dialect.greeting());
      int port = dialect.readGreeting(answer.status(), answer.body());
      return endpoint.webSocketPort() != 0 ? endpoint : endpoint.withWebSocketPort(port);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      if (e.getCause() instanceof UnresolvedAddressException) {
        throw new RunFailure(
            "the host " + endpoint.host() + " can't be found: no address is known for that name",
            e);
      }
      throw new RunFailure(
          "nothing answers at "
              + endpoint.url()
              + ": start a bridge there with bin/bridge serve, or leave out --url",
          e);
    } catch (HttpTimeoutException e) {
      throw new RunFailure(
          endpoint.url()
              + " accepts connections, but did not answer in "
              + Durations.text(client.timeout()),
          e);
    } catch (IOException e) {
      throw new RunFailure(
          endpoint.url() + " does not speak HTTP: " + Objects.toString(e.getMessage(), "cut off"),
          e);
    } catch (IllegalArgumentException e) {
      throw new RunFailure(endpoint.url() + " is no bridge: " + e.getMessage(), e);
    }
  }
}
