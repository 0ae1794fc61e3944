package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.target.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks a server something aside from the load, where convenience counts and cost does not. Blocks
 * the calling thread, for ten seconds at most.
 */
final class ControlClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Endpoint endpoint;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(TIMEOUT)
          .build();

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read at once.
  record Answer(int status, byte[] body) {}

  ControlClient(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  Answer send(HttpCall call) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.url() + call.path()))
            .timeout(TIMEOUT)
            .method(call.method(), HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
