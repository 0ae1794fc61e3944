package dev.proofload.bridge.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * The WebSocket side of the calibration target: greets as the bridge does, and answers every frame
 * with a constant, on the library's own threads.
 */
final class NullSocketServer extends WebSocketServer {
  private static final String GREETING =
      "{\"type\":\"connected\",\"user_id\":\"user-0\",\"room\":\"Tower\",\"occupants\":[]}";

  private final String answer;
  private final CountDownLatch started = new CountDownLatch(1);

  /**
   * @param channel bound already
   * @param answer the frame that answers every frame
   */
  NullSocketServer(ServerSocketChannel channel, String answer) {
    super(channel);
    this.answer = answer;
    setTcpNoDelay(true);
    setDaemon(true);
  }

  /** A bound one is given the port that it has. */
  static int port(ServerSocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Starts, and waits until it listens. */
  void listen() throws InterruptedException {
    start();
    started.await();
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    socket.send(GREETING);
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    socket.send(answer);
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    // Holds nothing.
  }

  @Override
  public void onError(WebSocket socket, Exception error) {
    // With a socket it is a client's doing, and the connection is closed.
    if (socket == null) {
      System.err.println("bridge: WebSocket server: " + error);
    }
  }
}
