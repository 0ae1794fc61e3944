package dev.proofload.bridge.transport;

import com.sun.net.httpserver.HttpServer;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.service.Bridge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Both transports of one bridge, and the housekeeping behind them. */
public final class BridgeServer {
  private static final int BACKLOG = 1_024;
  private static final long SOCKET_PATIENCE_MILLIS = 1_500;
  private static final int HTTP_PATIENCE_SECONDS = 2;
  private static final int SWEEP_SECONDS = 30;

  /** Also bounds how much later than due a heartbeat comes, and a send that takes long is ended. */
  private static final int SOCKET_SWEEP_MILLIS = 250;

  private final Bridge bridge;
  private final HttpServer http;
  private final SocketServer ws;
  private final int httpPort;
  private final int wsPort;
  private final ScheduledExecutorService housekeeping;
  private final List<Future<?>> chores = new ArrayList<>();

  private BridgeServer(Bridge bridge, HttpServer http, SocketServer ws, int httpPort, int wsPort) {
    this.bridge = bridge;
    this.http = http;
    this.ws = ws;
    this.httpPort = httpPort;
    this.wsPort = wsPort;
    this.housekeeping =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("housekeeping").factory());
  }

  /**
   * Listens on both ports.
   *
   * @param settings how sockets are treated
   * @param host a name or an address of this machine
   * @param port of HTTP; 0 for any that is free
   * @param wsPort of WebSocket; 0 for any that is free
   * @param version what {@code /bridge/health} tells
   * @throws PortTakenException if one cannot be had; then none is
   * @throws IOException if the host is unknown
   */
  public static BridgeServer start(
      Bridge bridge,
      StreamSettings settings,
      String host,
      int port,
      int wsPort,
      AccessPolicy policy,
      String version)
      throws IOException, InterruptedException {
    InetAddress address = resolve(host);
    HttpServer http = bindHttp(host, new InetSocketAddress(address, port));
    int httpPort = http.getAddress().getPort();
    ServerSocketChannel channel;
    try {
      channel = bindSocket(host, new InetSocketAddress(address, wsPort));
    } catch (IOException e) {
      http.stop(0);
      throw e;
    }
    int boundWsPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    Durations durations = new Durations();
    Streams streams =
        new Streams(settings, System::nanoTime, InstantSource.system(), BridgeServer::warn);
    SocketServer ws =
        new SocketServer(
            channel,
            bridge,
            policy,
            httpPort,
            OpenFiles.forSockets(),
            streams,
            settings.heartbeat(),
            durations);
    BridgeServer server = new BridgeServer(bridge, http, ws, httpPort, boundWsPort);
    Metrics metrics = new Metrics(bridge, streams, durations, version);
    http.createContext(
        "/",
        new HttpRoutes(
            bridge, streams, policy, httpPort, boundWsPort, version, durations, metrics));
    ws.listen();
    http.start();
    server.startHousekeeping();
    return server;
  }

  /** Where HTTP is. */
  public int httpPort() {
    return httpPort;
  }

  /** Where WebSocket is. */
  public int wsPort() {
    return wsPort;
  }

  /**
   * Stops accepting, finishes what is in flight, closes every socket with 1001; takes at most a few
   * seconds.
   */
  public void stop() throws InterruptedException {
    chores.forEach(chore -> chore.cancel(false));
    housekeeping.shutdown();
    Thread httpStop = Thread.ofPlatform().start(() -> http.stop(HTTP_PATIENCE_SECONDS));
    try {
      ws.shutDown(SOCKET_PATIENCE_MILLIS);
    } catch (IOException e) {
      System.err.println("bridge: stopping: " + e);
    }
    httpStop.join();
  }

  static HttpServer bindHttp(String host, InetSocketAddress address) throws IOException {
    try {
      return HttpTuning.bind(address);
    } catch (IOException e) {
      throw new PortTakenException("HTTP", host, address.getPort(), e);
    }
  }

  static InetAddress resolve(String host) throws IOException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("unknown host: " + host, e);
    }
  }

  static ServerSocketChannel bindSocket(String host, InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address, BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw new PortTakenException("WebSocket", host, address.getPort(), e);
    }
  }

  /** Of nobody by name: a log outlives what it is about. */
  private static void warn(Outbox outbox) {
    System.err.println("bridge: stream " + outbox.id() + " reads slowly; see GET /bridge/streams");
  }

  private void startHousekeeping() {
    repeat(SOCKET_SWEEP_MILLIS, ws::sweep);
    repeat(TimeUnit.SECONDS.toMillis(SWEEP_SECONDS), bridge::sweep);
  }

  private void repeat(long millis, Runnable task) {
    chores.add(
        housekeeping.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS));
  }

  /** What throws is not scheduled again. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        System.err.println("bridge: housekeeping: " + e);
      }
    };
  }
}
