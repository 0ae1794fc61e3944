package dev.proofload.loadgen.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * WebSockets of users who say nothing: some read and throw away what they read, the others do not
 * even that. They answer no ping, so a bridge must not ask for one while they are needed.
 *
 * <p>Opening blocks; reading has a thread of its own. Threads may share one.
 */
final class RawReaders implements AutoCloseable {
  private static final int SMALL_BUFFER = 4 * 1024;

  private final String url;
  private final int wsPort;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Selector selector = Selector.open();
  private final Map<String, SocketChannel> channels = new ConcurrentHashMap<>();

  /**
   * @param url of the bridge's HTTP side
   */
  RawReaders(String url, int wsPort) throws IOException {
    this.url = url;
    this.wsPort = wsPort;
    Thread.ofPlatform().daemon().name("readers").start(this::readAll);
  }

  /** Posts a message of a user, which must be answered. */
  void say(String userId, String message, String room) throws IOException, InterruptedException {
    String body =
        "{\"user_id\":\"%s\",\"message\":\"%s\",\"room\":\"%s\"}".formatted(userId, message, room);
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/bridge/chat"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
  }

  /** What the bridge tells at a path. */
  String get(String path) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString())
        .body();
  }

  /**
   * Opens a WebSocket of a user, and waits for the first bytes after the handshake.
   *
   * @param reads whether it goes on reading
   */
  void open(String userId, boolean reads) throws IOException {
    SocketChannel channel = SocketChannel.open();
    if (!reads) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    }
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wsPort));
    String head =
        "GET /bridge/ws/"
            + userId
            + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
    ByteBuffer answer = ByteBuffer.allocate(SMALL_BUFFER);
    while (!new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1)
        .contains("\"connected\"")) {
      if (channel.read(answer) < 0) {
        throw new IOException("the bridge has closed the socket of " + userId);
      }
    }
    channels.put(userId, channel);
    if (reads) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      selector.wakeup();
    }
  }

  /** Closes the socket of a user, if it has one, without a word. */
  void leave(String userId) throws IOException {
    SocketChannel channel = channels.remove(userId);
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (SocketChannel channel : channels.values()) {
      channel.close();
    }
  }

  private void readAll() {
    ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
    while (selector.isOpen()) {
      try {
        selector.select(key -> drain(key, scratch), 10);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static void drain(SelectionKey key, ByteBuffer scratch) {
    try {
      scratch.clear();
      if (((SocketChannel) key.channel()).read(scratch) < 0) {
        key.cancel();
      }
    } catch (IOException e) {
      key.cancel();
    }
  }
}
