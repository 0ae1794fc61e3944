package dev.proofload.bridge.transport;

import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.service.Bridge;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * The WebSocket side of the contract. The library's threads (one that selects, one a processor that
 * decodes) call in here; nothing here blocks them or lets anything be thrown at them, since the
 * first would hold up everybody and the second would end them.
 */
final class SocketServer extends WebSocketServer {
  private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * What the kernel may hold for one socket. Left to itself it takes megabytes for a reader that is
   * stalled, in front of which nothing could be preferred any more.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  /** Pongs that may wait for a peer that pings and does not read. */
  private static final int MAX_WAITING_PONGS = 64;

  private final Bridge bridge;
  private final AccessPolicy policy;
  private final int httpPort;
  private final int maxSockets;
  private final WritePoller poller;
  private final Streams streams;
  private final long heartbeatNanos;
  private final Durations durations;
  private final CountDownLatch started = new CountDownLatch(1);
  private final Set<GuardedSocket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /**
   * @param channel bound already
   * @param httpPort where the bridge's own pages would come from
   * @param maxSockets connections beyond these are closed at once
   * @param heartbeat time between two pings
   * @param durations are told how long frames take
   */
  SocketServer(
      ServerSocketChannel channel,
      Bridge bridge,
      AccessPolicy policy,
      int httpPort,
      int maxSockets,
      Streams streams,
      Duration heartbeat,
      Durations durations)
      throws IOException {
    super(channel);
    this.bridge = bridge;
    this.policy = policy;
    this.httpPort = httpPort;
    this.maxSockets = maxSockets;
    this.streams = streams;
    this.heartbeatNanos = heartbeat.toNanos();
    this.durations = durations;
    this.poller = new WritePoller();
    setWebSocketFactory(new Factory());
    setReuseAddr(true);
    setTcpNoDelay(true);
    setDaemon(true);
    // The outboxes send heartbeats of their own.
    setConnectionLostTimeout(0);
  }

  /** Starts, and waits until it listens. */
  void listen() throws InterruptedException {
    poller.start();
    start();
    started.await();
  }

  /**
   * Lets nobody in any more, sends everyone what waits for them and a goodbye, and stops.
   *
   * @param patienceMillis how long to wait for that
   */
  void shutDown(long patienceMillis) throws InterruptedException, IOException {
    stopping = true;
    for (WebSocket socket : getConnections()) {
      Guest guest = socket.getAttachment();
      guest.dismiss(CloseFrame.GOING_AWAY, "the bridge is shutting down");
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (!getConnections().isEmpty() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    stop((int) patienceMillis, "the bridge is shutting down");
    poller.close();
  }

  /**
   * Closes what has not come to its next state in time, looks who is still there, and reminds the
   * library of what it has forgotten to write; to be called a few times a second, by one thread.
   */
  void sweep() {
    long now = System.nanoTime();
    for (GuardedSocket socket : sockets) {
      long deadline = socket.deadlineNanos();
      Guest guest = socket.getAttachment();
      if (deadline != 0 && now - deadline >= 0) {
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "too slow", false);
      } else if (guest != null) {
        guest.sweep(now, heartbeatNanos);
      }
      if (socket.isForgotten()) {
        onWriteDemand(socket);
      }
    }
  }

  Handshake.Verdict judge(String head) {
    return stopping
        ? Handshake.rejected("503 Service Unavailable", "the bridge is shutting down")
        : Handshake.judge(head, policy, httpPort);
  }

  Guest guestOf(GuardedSocket socket, String userId) {
    return new Guest(bridge, userId, socket, this, streams, durations);
  }

  void closeSoon(GuardedSocket socket) {
    socket.frames().closeGently();
    socket.setDeadlineNanos(System.nanoTime() + CLOSING_NANOS);
  }

  void forget(GuardedSocket socket) {
    sockets.remove(socket);
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    ((GuardedSocket) socket).setDeadlineNanos(0);
    guest(socket).opened();
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    guest(socket).received(text);
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer bytes) {
    guest(socket).receivedBinary();
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    guest(socket).closed();
  }

  @Override
  public void onCloseInitiated(WebSocket socket, int code, String reason) {
    closeSoon((GuardedSocket) socket);
  }

  @Override
  public void onWebsocketPing(WebSocket socket, Framedata frame) {
    if (((WebSocketImpl) socket).outQueue.size() > MAX_WAITING_PONGS) {
      socket.closeConnection(CloseFrame.POLICY_VALIDATION, "too many pings");
    } else {
      super.onWebsocketPing(socket, frame);
    }
  }

  @Override
  public void onWebsocketPong(WebSocket socket, Framedata frame) {
    super.onWebsocketPong(socket, frame);
    guest(socket).ponged(frame.getPayloadData());
  }

  @Override
  public void onError(WebSocket socket, Exception error) {
    // With a socket it is a client's doing, and the connection is closed; that is all there is to
    // it.
    if (socket == null) {
      System.err.println("bridge: WebSocket server: " + error);
    }
  }

  private static Guest guest(WebSocket socket) {
    return socket.getAttachment();
  }

  private final class Factory implements WebSocketServerFactory {
    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
      return create(adapter);
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> drafts) {
      return create(adapter);
    }

    private WebSocketImpl create(WebSocketAdapter adapter) {
      GuardedSocket socket = new GuardedSocket(adapter, SocketServer.this);
      socket.setDeadlineNanos(System.nanoTime() + HANDSHAKE_NANOS);
      sockets.add(socket);
      return socket;
    }

    @Override
    public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
      if (sockets.size() > maxSockets) {
        sockets.remove((GuardedSocket) key.attachment());
        throw new IOException("more than " + maxSockets + " sockets");
      }
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
      return new FrameChannel(channel, poller);
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
