package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.workload.Operation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A user's WebSocket. It counts as open once the server's first frame has come. */
final class WebSocketConnection implements UserConnection {
  private static final int MAX_HANDSHAKE = 64 << 10;
  private static final int MAX_FRAME = 16 << 20;

  /** A close frame that says nothing (RFC 6455, section 7.1.5). */
  private static final int NO_STATUS = 1005;

  private final Connections connections;
  private final int slot;
  private final int user;
  private final LoopContext context;
  private final Listener listener;
  private final boolean holdable;
  private @Nullable Channel channel;
  private @Nullable FrameGate gate;
  private boolean greeted;
  private boolean leaving;

  /**
   * @param holdable whether it may be held
   */
  WebSocketConnection(
      Connections connections,
      int slot,
      int user,
      LoopContext context,
      Listener listener,
      boolean holdable) {
    this.holdable = holdable;
    this.connections = connections;
    this.slot = slot;
    this.user = user;
    this.context = context;
    this.listener = listener;
  }

  @Override
  public boolean isOpen() {
    return channel != null && greeted && channel.isActive() && !leaving;
  }

  @Override
  public void hold() {
    gate().hold();
  }

  @Override
  public void readOne() {
    gate().readOne();
  }

  @Override
  public void readOn() {
    gate().readOn();
  }

  private FrameGate gate() {
    if (gate == null) {
      throw new IllegalStateException("not to be held, or not opened yet");
    }
    return gate;
  }

  @Override
  public void leave() {
    Channel left = channel;
    if (left != null && !leaving) {
      leaving = true;
      left.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
    }
  }

  @Override
  public void open() {
    greeted = false;
    leaving = false;
    ChannelFuture future =
        connections.dialWebSocket(
            slot,
            context,
            holdable,
            opened -> {
              opened
                  .pipeline()
                  .addLast(
                      new HttpClientCodec(),
                      new HttpObjectAggregator(MAX_HANDSHAKE),
                      new WebSocketClientProtocolHandler(config()),
                      new WebSocketFrameAggregator(MAX_FRAME));
              Frames frames = new Frames(opened);
              if (holdable) {
                gate = new FrameGate(opened, frames);
              }
              opened.pipeline().addLast(gate == null ? frames : gate);
            });
    channel = future.channel();
    future.addListener(
        done -> {
          if (!done.isSuccess()) {
            notOpened(future.channel(), Failures.describe(done.cause()));
          }
        });
  }

  @Override
  public void send(Operation operation) {
    Channel to = channel;
    if (to == null) {
      throw new IllegalStateException("not open");
    }
    ByteSink frame = context.scratch();
    frame.clear();
    context.dialect().frame(operation, frame);
    ByteBuf bytes = to.alloc().directBuffer(frame.length());
    bytes.writeBytes(frame.array(), 0, frame.length());
    to.writeAndFlush(new TextWebSocketFrame(bytes), to.voidPromise());
  }

  @Override
  public void close() {
    Channel closing = channel;
    boolean politely = isOpen();
    channel = null;
    if (gate != null) {
      gate.discard();
    }
    if (closing == null) {
      return;
    }
    if (politely) {
      closing.writeAndFlush(new CloseWebSocketFrame()).addListener(done -> closing.close());
    } else {
      closing.close();
    }
  }

  private WebSocketClientProtocolConfig config() {
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri(
            URI.create(connections.webSocketUrl() + context.dialect().webSocketPath(user)))
        .version(WebSocketVersion.V13)
        .maxFramePayloadLength(MAX_FRAME)
        // We are no page in a browser, and a bridge lets no foreign page in.
        .generateOriginHeader(false)
        // Whether a close was in order makes a difference to us.
        .handleCloseFrames(false)
        .build();
  }

  private void notOpened(Channel which, String why) {
    if (which.equals(channel)) {
      channel = null;
      which.close();
      listener.notOpened(why);
    }
  }

  /** Reads the frames of one connection; what comes after it was given up is ignored. */
  private final class Frames extends ChannelInboundHandlerAdapter implements FrameGate.Reader {
    private final Channel own;

    Frames(Channel own) {
      this.own = own;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      frame(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      happened(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      broke(cause);
    }

    @Override
    public void frame(Object message) {
      try {
        if (own.equals(channel)) {
          read(message);
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void happened(Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
        broken("no answer to the WebSocket handshake");
      }
    }

    @Override
    public void ended() {
      broken("WebSocket cut off by the server");
    }

    @Override
    public void broke(Throwable cause) {
      if (own.equals(channel) && greeted && Failures.isMalformed(cause)) {
        garbage("not a WebSocket frame: " + Failures.describe(cause));
      } else {
        broken(Failures.describe(cause));
      }
    }

    private void read(Object message) {
      if (message instanceof CloseWebSocketFrame close) {
        closed(close.statusCode());
        return;
      }
      if (!(message instanceof TextWebSocketFrame text)) {
        garbage("a frame that is no text");
        return;
      }
      ByteBuf content = text.content();
      int length = content.readableBytes();
      byte[] bytes = context.received(length);
      content.getBytes(content.readerIndex(), bytes, 0, length);
      Observation seen = context.seen();
      context.dialect().readFrame(user, listener.inFlight(), bytes, length, seen);
      if (greeted) {
        listener.received();
      } else if (seen.type() == Observation.Type.GREETING) {
        greeted = true;
        listener.opened();
      } else {
        notOpened(own, "the first frame is no greeting");
      }
    }

    private void closed(int code) {
      if (leaving) {
        own.close();
      } else {
        own.writeAndFlush(new CloseWebSocketFrame()).addListener(done -> own.close());
      }
      String why = "WebSocket closed by the server";
      if (greeted) {
        channel = null;
        listener.closed(code < 0 ? NO_STATUS : code, why);
      } else {
        notOpened(own, why);
      }
    }

    private void broken(String why) {
      if (!own.equals(channel)) {
        return;
      }
      if (greeted) {
        channel = null;
        own.close();
        listener.lost(why);
      } else {
        notOpened(own, why);
      }
    }

    private void garbage(String why) {
      if (!greeted) {
        notOpened(own, why);
        return;
      }
      close();
      context.seen().reset();
      context.seen().garbage(why);
      listener.received();
    }
  }
}
