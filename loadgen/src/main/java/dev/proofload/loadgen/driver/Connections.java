package dev.proofload.loadgen.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proofload.loadgen.workload.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Makes the connections of users, all with the same options. Immutable; what many connections would
 * hold alike is held here once.
 */
final class Connections implements UserConnection.Maker {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /** Bytes: so little that the sender notices soon who does not read. */
  private static final int HELD_RECEIVE_BUFFER = 8 << 10;

  private static final int HELD_READ = 2 << 10;

  private final Endpoint endpoint;
  private final SourceAddresses sources;
  private final InetSocketAddress http;
  private final InetSocketAddress webSocket;
  private final byte[] httpHeaders;

  Connections(Endpoint endpoint, SourceAddresses sources) {
    this.endpoint = endpoint;
    this.sources = sources;
    this.http = InetSocketAddress.createUnresolved(endpoint.host(), endpoint.httpPort());
    this.webSocket =
        InetSocketAddress.createUnresolved(endpoint.webSocketHost(), endpoint.webSocketPort());
    this.httpHeaders =
        (" HTTP/1.1\r\nHost: "
                + endpoint.httpAuthority()
                + "\r\nContent-Type: application/json\r\nAccept: application/json"
                + "\r\nContent-Length: ")
            .getBytes(US_ASCII);
  }

  /** Event loops, on epoll where there is one: it costs less a message. */
  static EventLoopGroup newLoops(int count) {
    IoHandlerFactory factory =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("load", true), factory);
  }

  /** What all connections of one loop begin with. */
  static Bootstrap bootstrap(EventLoop loop) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
    // Else a port would be taken for all servers, before it is known which one it is to go to.
    return Epoll.isAvailable()
        ? bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
        : bootstrap;
  }

  @Override
  public UserConnection connect(
      Transport which,
      int slot,
      int user,
      LoopContext context,
      UserConnection.Listener listener,
      boolean holdable) {
    return which == Transport.HTTP
        ? new HttpConnection(this, slot, context, listener)
        : new WebSocketConnection(this, slot, user, context, listener, holdable);
  }

  /** Opens one for HTTP; on its loop. */
  ChannelFuture dialHttp(int slot, LoopContext context, Consumer<Channel> pipeline) {
    return dial(http, slot, context.bootstrap(), pipeline);
  }

  /**
   * Opens one for WebSocket; on its loop.
   *
   * @param holdable whether little is to fit into the system's buffer on this side
   */
  ChannelFuture dialWebSocket(
      int slot, LoopContext context, boolean holdable, Consumer<Channel> pipeline) {
    Bootstrap bootstrap =
        holdable
            ? context
                .bootstrap()
                .clone()
                .option(ChannelOption.SO_RCVBUF, HELD_RECEIVE_BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, oneSmallReadAtATime())
            : context.bootstrap();
    return dial(webSocket, slot, bootstrap, pipeline);
  }

  private static FixedRecvByteBufAllocator oneSmallReadAtATime() {
    FixedRecvByteBufAllocator allocator = new FixedRecvByteBufAllocator(HELD_READ);
    allocator.maxMessagesPerRead(1);
    return allocator;
  }

  /** What of a request stands between its path and the length of its body. Not to be changed. */
  byte[] httpHeaders() {
    return httpHeaders;
  }

  /** {@code ws://host:port}. */
  String webSocketUrl() {
    return "ws://" + endpoint.webSocketAuthority();
  }

  private ChannelFuture dial(
      InetSocketAddress to, int slot, Bootstrap begun, Consumer<Channel> pipeline) {
    Bootstrap bootstrap =
        begun
            .clone()
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    pipeline.accept(opened);
                  }
                });
    return sources
        .of(slot)
        .map(from -> bootstrap.connect(to, from))
        .orElseGet(() -> bootstrap.connect(to));
  }
}
