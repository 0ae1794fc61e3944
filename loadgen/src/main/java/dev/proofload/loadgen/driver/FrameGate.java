package dev.proofload.loadgen.driver;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Lets frames through as they come, or, once it is held, one by one as they are asked for. What has
 * come from the system by then waits here, and the end of the connection after it; nothing more is
 * taken from the system meanwhile, so that its buffer fills up and the sender is held back.
 *
 * <p>Used on the connection's event loop alone.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {
  private final ArrayDeque<Object> waiting = new ArrayDeque<>(2);
  private @Nullable ChannelHandlerContext place;
  private @Nullable Throwable failure;
  private boolean held;
  private boolean ended;
  private int asked;

  /** Lets nothing through any more that is not asked for. */
  void hold() {
    held = true;
    if (place != null) {
      place.channel().config().setAutoRead(false);
    }
  }

  /** Lets one frame through, now or when it comes. */
  void readOne() {
    asked = 1;
    pass();
    if (asked > 0 && place != null) {
      place.read();
    }
  }

  /** Lets through all that waits, and all that comes. */
  void readOn() {
    held = false;
    pass();
    if (place != null) {
      place.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    place = ctx;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!held && waiting.isEmpty()) {
      ctx.fireChannelRead(message);
    } else {
      waiting.add(message);
      pass();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended = true;
    pass();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failure = cause;
    pass();
  }

  private void pass() {
    ChannelHandlerContext ctx = place;
    if (ctx == null) {
      return;
    }
    while (!waiting.isEmpty() && (!held || asked > 0)) {
      asked = 0;
      ctx.fireChannelRead(waiting.remove());
    }
    if (waiting.isEmpty() && (!held || asked > 0 || failure != null)) {
      tellEnd(ctx);
    }
  }

  /** A connection that broke is told at once when nothing waits; one that ended, when asked. */
  private void tellEnd(ChannelHandlerContext ctx) {
    Throwable why = failure;
    if (why != null) {
      failure = null;
      ctx.fireExceptionCaught(why);
    } else if (ended) {
      ended = false;
      ctx.fireChannelInactive();
    }
  }
}
