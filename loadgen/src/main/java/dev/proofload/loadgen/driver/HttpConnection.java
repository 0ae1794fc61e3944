package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.target.HttpCall;
import dev.proofload.loadgen.workload.Operation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * A user's kept-alive HTTP connection. Requests are put together by hand from rendered parts, since
 * they are ours; answers are read by Netty's decoder, since they are not.
 */
final class HttpConnection implements UserConnection {
  private static final int MAX_BODY = 64 << 20;
  private static final int MIN_PARTS = 4096;

  /** Headers are read, not passed on, so nothing can be smuggled in them. */
  private static final HttpDecoderConfig DECODING =
      new HttpDecoderConfig()
          .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false));

  private final Connections connections;
  private final int slot;
  private final LoopContext context;
  private final Listener listener;
  private @Nullable Channel channel;

  HttpConnection(Connections connections, int slot, LoopContext context, Listener listener) {
    this.connections = connections;
    this.slot = slot;
    this.context = context;
    this.listener = listener;
  }

  @Override
  public boolean isOpen() {
    return channel != null && channel.isActive();
  }

  @Override
  public void open() {
    ChannelFuture future =
        connections.dialHttp(
            slot,
            context,
            opened ->
                opened.pipeline().addLast(new HttpResponseDecoder(DECODING), new Answers(opened)));
    channel = future.channel();
    future.addListener(
        done -> {
          if (!future.channel().equals(channel)) {
            return;
          }
          if (done.isSuccess()) {
            listener.opened();
          } else {
            channel = null;
            listener.notOpened(Failures.describe(done.cause()));
          }
        });
  }

  @Override
  public void send(Operation operation) {
    Channel to = channel;
    if (to == null) {
      throw new IllegalStateException("not open");
    }
    ByteSink body = context.scratch();
    body.clear();
    HttpCall call = context.dialect().http(operation, body);
    byte[] headers = connections.httpHeaders();
    int head = call.method().length() + 1 + call.path().length() + headers.length;
    ByteBuf request = to.alloc().directBuffer(head + 16 + body.length());
    ByteBufUtil.writeAscii(request, call.method());
    request.writeByte(' ');
    ByteBufUtil.writeAscii(request, call.path());
    request.writeBytes(headers);
    ByteBufUtil.writeAscii(request, Integer.toString(body.length()));
    request.writeInt(0x0d0a0d0a).writeBytes(body.array(), 0, body.length());
    to.writeAndFlush(request, to.voidPromise());
  }

  @Override
  public void close() {
    Channel closing = channel;
    channel = null;
    if (closing != null) {
      closing.close();
    }
  }

  /** Reads the answers of one connection; what comes after it was given up is ignored. */
  private final class Answers extends ChannelInboundHandlerAdapter {
    private final Channel own;
    private @Nullable ByteBuf parts;
    private int status;
    private boolean keepAlive;

    Answers(Channel own) {
      this.own = own;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      try {
        if (own.equals(channel)) {
          read(message);
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (own.equals(channel)) {
        channel = null;
        listener.lost("connection closed before the answer");
      }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      forgetParts();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (own.equals(channel)) {
        close();
        listener.lost(Failures.describe(cause));
      }
    }

    private void read(Object message) {
      if (message instanceof HttpResponse response) {
        if (response.decoderResult().isFailure()) {
          garbage("not an HTTP answer: " + Failures.describe(response.decoderResult().cause()));
          return;
        }
        status = response.status().code();
        keepAlive = HttpUtil.isKeepAlive(response);
        forgetParts();
      }
      if (message instanceof HttpContent content) {
        if (content.decoderResult().isFailure()) {
          garbage("not an HTTP body: " + Failures.describe(content.decoderResult().cause()));
          return;
        }
        if (message instanceof LastHttpContent && parts == null) {
          answer(content.content());
        } else {
          collect(content.content(), message instanceof LastHttpContent);
        }
      }
    }

    /** Most answers come whole, so that only few are ever held here. */
    private void collect(ByteBuf part, boolean last) {
      ByteBuf sofar = parts;
      if (sofar == null) {
        sofar = own.alloc().buffer(Math.max(MIN_PARTS, 2 * part.readableBytes()));
        parts = sofar;
      }
      if (sofar.readableBytes() + part.readableBytes() > MAX_BODY) {
        forgetParts();
        garbage("an answer of more than " + MAX_BODY + " bytes");
        return;
      }
      sofar.writeBytes(part);
      if (last) {
        answer(sofar);
        forgetParts();
      }
    }

    private void forgetParts() {
      ByteBuf sofar = parts;
      parts = null;
      if (sofar != null) {
        sofar.release();
      }
    }

    private void answer(ByteBuf body) {
      if (status / 100 == 1) {
        return;
      }
      if (!keepAlive) {
        close();
      }
      Operation inFlight = listener.inFlight();
      if (inFlight == null) {
        close();
        return;
      }
      int length = body.readableBytes();
      byte[] bytes = context.received(length);
      body.getBytes(body.readerIndex(), bytes, 0, length);
      context.dialect().readHttp(inFlight, status, bytes, length, context.seen());
      listener.received();
    }

    private void garbage(String why) {
      close();
      context.seen().reset();
      context.seen().garbage(why);
      listener.received();
    }
  }
}
