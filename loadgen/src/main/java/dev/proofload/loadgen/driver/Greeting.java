package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.target.Dialect;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Objects;

/** Finds out, before any load, whether a server is there and of the right kind. */
public final class Greeting {
  private Greeting() {}

  /**
   * Asks the server who it is. Blocks for ten seconds at most.
   *
   * @return the endpoint, with the WebSocket port that the server names, or 0 if it names none
   * @throws RunFailure if it can't be reached, or does not speak the dialect
   */
  public static Endpoint ask(Endpoint endpoint, Dialect dialect) throws InterruptedException {
    try (ControlClient client = new ControlClient(endpoint)) {
      ControlClient.Answer answer = client.send(dialect.greeting());
      int port = dialect.readGreeting(answer.status(), answer.body());
      return endpoint.webSocketPort() != 0 ? endpoint : endpoint.withWebSocketPort(port);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new RunFailure(
          "nothing answers at "
              + endpoint.url()
              + ": start a bridge there with bin/bridge serve, or leave out --url",
          e);
    } catch (HttpTimeoutException e) {
      throw new RunFailure(endpoint.url() + " accepts connections, but did not answer in 10 s", e);
    } catch (IOException e) {
      throw new RunFailure(
          endpoint.url() + " does not speak HTTP: " + Objects.toString(e.getMessage(), "cut off"),
          e);
    } catch (IllegalArgumentException e) {
      throw new RunFailure(endpoint.url() + " is no bridge: " + e.getMessage(), e);
    }
  }
}
