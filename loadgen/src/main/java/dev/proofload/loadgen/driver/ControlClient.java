package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.target.HttpCall;
import dev.proofload.loadgen.workload.Durations;
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
 * the calling thread, no longer than was asked.
 */
final class ControlClient implements AutoCloseable {
  /** Nobody waits longer for what is asked aside. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final long MAX_BODY = 64L << 20;

  private final Endpoint endpoint;
  private final Duration timeout;
  private final HttpClient client;

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read at once.
  record Answer(int status, byte[] body) {}

  /**
   * @param timeout how long an answer is waited for, at most {@link #LONGEST}
   */
  ControlClient(Endpoint endpoint, Duration timeout) {
    this.endpoint = endpoint;
    this.timeout = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(this.timeout)
            .build();
  }

  /** How long an answer is waited for. */
  Duration timeout() {
    return timeout;
  }

  /**
   * Sends, and reads the whole answer.
   *
   * @throws HttpTimeoutException if not all of it has come in time; the library's own timeout ends
   *     with the headers, and a server may stop in the middle of the body
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
      HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer in " + Durations.text(timeout));
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
