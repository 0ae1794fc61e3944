package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Makes the connections of users, all with the same options. */
final class Connections {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final Endpoint endpoint;

  Connections(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Event loops, on epoll where there is one: it costs less a message. */
  static EventLoopGroup newLoops(int count) {
    IoHandlerFactory factory =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("load", true), factory);
  }

  /**
   * A closed connection for the user.
   *
   * @param which {@link Transport#HTTP} or {@link Transport#WS}
   */
  UserConnection connect(
      Transport which, int user, LoopContext context, UserConnection.Listener listener) {
    Class<? extends SocketChannel> channel =
        Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(context.loop())
            .channel(channel)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
    return which == Transport.HTTP
        ? new HttpConnection(bootstrap, endpoint, context, listener)
        : new WebSocketConnection(bootstrap, endpoint, user, context, listener);
  }
}
