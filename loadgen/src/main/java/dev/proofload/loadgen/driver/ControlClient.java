package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.target.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a server something aside from the load, where convenience counts and cost does not. Blocks
 * the calling thread, for ten seconds at most.
 */
final class ControlClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MAX_BODY = 64L << 20;

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

  /**
   * Sends, and reads the whole answer.
   *
   * @throws HttpTimeoutException if not all of it has come in ten seconds; the library's own
   *     timeout ends with the headers, and a server may stop in the middle of the body
   */
  Answer send(HttpCall call) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.url() + call.path()))
            .method(call.method(), HttpRequest.BodyPublishers.noBody())
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BODY));
    try {
      HttpResponse<byte[]> response = answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer in " + TIMEOUT.toSeconds() + " s");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
