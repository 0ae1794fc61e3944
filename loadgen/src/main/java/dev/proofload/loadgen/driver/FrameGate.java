package dev.proofload.loadgen.driver;

import io.netty.channel.Channel;
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
 * <p>It stands last in its pipeline, and tells its reader directly: a pipeline is taken apart when
 * its connection ends, which is when most may wait here.
 *
 * <p>Used on the connection's event loop alone.
 */
final class FrameGate extends ChannelInboundHandlerAdapter {
  private final Channel channel;
  private final Reader reader;
  private final ArrayDeque<Object> waiting = new ArrayDeque<>(2);
  private @Nullable Throwable failure;
  private boolean held;
  private boolean ended;
  private boolean asked;

  /** Who reads what is let through. */
  interface Reader {
    /** A frame, which the reader releases. */
    void frame(Object frame);

    /** As Netty says. */
    void happened(Object event);

    /** The connection ended. */
    void ended();

    /** The connection broke. */
    void broke(Throwable why);
  }

  FrameGate(Channel channel, Reader reader) {
    this.channel = channel;
    this.reader = reader;
  }

  /** Lets nothing through any more that is not asked for. */
  void hold() {
    held = true;
    channel.config().setAutoRead(false);
  }

  /** Lets one frame through, now or when it comes. */
  void readOne() {
    asked = true;
    pass();
    if (asked) {
      channel.read();
    }
  }

  /** Lets through all that waits, and all that comes. */
  void readOn() {
    held = false;
    pass();
    channel.config().setAutoRead(true);
  }

  /** Nobody wants any more what waits. */
  void discard() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!held && waiting.isEmpty()) {
      reader.frame(message);
    } else {
      waiting.add(message);
      pass();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    reader.happened(event);
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
    while (!waiting.isEmpty() && (!held || asked)) {
      asked = false;
      reader.frame(waiting.remove());
    }
    if (waiting.isEmpty() && (!held || asked || failure != null)) {
      tellEnd();
    }
  }

  /** A connection that broke is told at once when nothing waits; one that ended, when asked. */
  private void tellEnd() {
    Throwable why = failure;
    if (why != null) {
      failure = null;
      reader.broke(why);
    } else if (ended) {
      ended = false;
      reader.ended();
    }
  }
}
