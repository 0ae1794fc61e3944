package dev.proofload.loadgen.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A server that answers every chat after a delay of a known distribution: to find out whether
 * loadgen measures it. {@code GET /bridge/truth} tells what the delays really were (from the
 * request read to the answer handed to the socket), and begins anew.
 *
 * <p>Linux only: its timers are epoll's, which are exact to some 50 us.
 *
 * <p>Usage: {@code DelayingServer MEDIAN_MILLIS SHAPE LONGEST_MILLIS}
 */
public final class DelayingServer {
  private static final int MAX_BODY = 1 << 20;
  private static final int BACKLOG = 4_096;
  private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9};
  private static final String ANSWER =
      "{\"user_id\":\"somebody\",\"response\":\"done\",\"message\":\"done\",\"type\":\"chat_response\",\"room\":\"Tower\","
          + "\"crisis_detected\":false,\"room_occupants\":[],\"occupants\":[],\"session_messages\":2}";

  private final Delays delays;
  private final Histogram truth = new Histogram(3_600_000_000_000L, 4);
  private int webSocketPort;

  private DelayingServer(Delays delays) {
    this.delays = delays;
  }

  /** Serves until its standard input ends. */
  public static void main(String[] args) throws Exception {
    Delays delays =
        new Delays(
            Double.parseDouble(args[0]) * 1e6,
            Double.parseDouble(args[1]),
            Double.parseDouble(args[2]) * 1e6);
    DelayingServer server = new DelayingServer(delays);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    Channel sockets = server.listen(group, true);
    server.webSocketPort = ((InetSocketAddress) sockets.localAddress()).getPort();
    Channel http = server.listen(group, false);
    System.out.printf(
        Locale.ROOT,
        "listening on http://127.0.0.1:%d and ws://127.0.0.1:%d%n",
        ((InetSocketAddress) http.localAddress()).getPort(),
        server.webSocketPort);
    while (System.in.read() >= 0) {
      // Only its end matters.
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private Channel listen(EventLoopGroup group, boolean webSocket) throws InterruptedException {
    return new ServerBootstrap()
        .group(group)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_BODY));
                if (webSocket) {
                  channel
                      .pipeline()
                      .addLast(
                          new WebSocketServerProtocolHandler(
                              "/", null, true, MAX_BODY, false, true))
                      .addLast(new Frames());
                } else {
                  channel.pipeline().addLast(new Requests());
                }
              }
            })
        .bind("127.0.0.1", 0)
        .sync()
        .channel();
  }

  /** One thread reads, waits and sends: a second one would want a processor that loadgen needs. */
  private void later(Channel channel, Object message, long startNanos) {
    long due = startNanos + delays.next();
    channel
        .eventLoop()
        .schedule(
            () -> {
              truth.recordValue(System.nanoTime() - startNanos);
              channel.writeAndFlush(message, channel.voidPromise());
            },
            due - System.nanoTime(),
            TimeUnit.NANOSECONDS);
  }

  private String truth() {
    StringBuilder out = new StringBuilder("{\"count\":").append(truth.getTotalCount());
    for (double percentile : PERCENTILES) {
      out.append(
          String.format(
              Locale.ROOT,
              ",\"p%s_ms\":%.6f,\"intended_p%s_ms\":%.6f",
              text(percentile),
              truth.getValueAtPercentile(percentile) / 1e6,
              text(percentile),
              delays.quantile(percentile / 100) / 1e6));
    }
    truth.reset();
    return out.append("}").toString();
  }

  private static String text(double percentile) {
    return percentile == Math.rint(percentile)
        ? Integer.toString((int) percentile)
        : Double.toString(percentile).replace(".", "");
  }

  private static DefaultFullHttpResponse response(String body) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    return response;
  }

  private final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      long now = System.nanoTime();
      switch (request.uri()) {
        case "/bridge/chat" -> later(context.channel(), response(ANSWER), now);
        case "/bridge/truth" -> context.writeAndFlush(response(truth()));
        default ->
            context.writeAndFlush(
                response("{\"status\":\"ok\",\"ws_port\":" + webSocketPort + "}"));
      }
    }
  }

  private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        context.writeAndFlush(new TextWebSocketFrame("{\"type\":\"connected\"}"));
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      later(context.channel(), new TextWebSocketFrame(ANSWER), System.nanoTime());
    }
  }
}
