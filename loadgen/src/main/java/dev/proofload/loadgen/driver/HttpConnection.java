package dev.proofload.loadgen.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.target.HttpCall;
import dev.proofload.loadgen.workload.Operation;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's kept-alive HTTP connection. Requests are put together by hand from rendered parts, since
 * they are ours; answers are read by Netty's decoder, since they are not.
 */
final class HttpConnection implements UserConnection {
  private static final int MAX_BODY = 64 << 20;

  /** Headers are read, not passed on, so nothing can be smuggled in them. */
  private static final HttpDecoderConfig DECODING =
      new HttpDecoderConfig()
          .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false));

  private final Bootstrap bootstrap;
  private final Endpoint endpoint;
  private final LoopContext context;
  private final Listener listener;
  private final byte[] headers;
  private final Map<HttpCall, byte[]> heads = new HashMap<>();
  private @Nullable Channel channel;

  HttpConnection(Bootstrap bootstrap, Endpoint endpoint, LoopContext context, Listener listener) {
    this.bootstrap = bootstrap;
    this.endpoint = endpoint;
    this.context = context;
    this.listener = listener;
    this.headers =
        "\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: "
            .getBytes(US_ASCII);
  }

  @Override
  public boolean isOpen() {
    return channel != null && channel.isActive();
  }

  @Override
  public void open() {
    ChannelFuture future =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    opened
                        .pipeline()
                        .addLast(new HttpResponseDecoder(DECODING), new Answers(opened));
                  }
                })
            .connect(endpoint.host(), endpoint.httpPort());
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
    byte[] head = heads.computeIfAbsent(call, this::head);
    ByteBuf request = to.alloc().directBuffer(head.length + headers.length + 16 + body.length());
    request.writeBytes(head).writeBytes(headers);
    ByteBufUtil.writeAscii(request, Integer.toString(body.length()));
    request.writeInt(0x0d0a0d0a).writeBytes(body.array(), 0, body.length());
    to.writeAndFlush(request, to.voidPromise());
  }

  private byte[] head(HttpCall call) {
    String line = call.method() + " " + call.path() + " HTTP/1.1\r\nHost: ";
    return (line + endpoint.httpAuthority()).getBytes(US_ASCII);
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
    private byte[] body = new byte[1024];
    private int length;
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
        length = 0;
      }
      if (message instanceof HttpContent content) {
        if (content.decoderResult().isFailure()) {
          garbage("not an HTTP body: " + Failures.describe(content.decoderResult().cause()));
          return;
        }
        append(content.content());
        if (message instanceof LastHttpContent && own.equals(channel)) {
          answer();
        }
      }
    }

    private void append(ByteBuf part) {
      int more = part.readableBytes();
      if (length + more > MAX_BODY) {
        garbage("an answer of more than " + MAX_BODY + " bytes");
        return;
      }
      if (body.length - length < more) {
        body = Arrays.copyOf(body, Math.max(body.length * 2, length + more));
      }
      part.readBytes(body, length, more);
      length += more;
    }

    private void answer() {
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
      context.dialect().readHttp(inFlight, status, body, length, context.seen());
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
