package dev.proofload.bridge.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One thread that waits on behalf of all sockets that do not take more at the moment, and of those
 * that are about to be closed. The WebSocket library's own selector cannot be asked: it clears its
 * interest in writing after the fact, and so may lose a wish that comes at that moment.
 */
final class WritePoller implements AutoCloseable {
  private static final long TICK_MILLIS = 250;
  private static final long LINGER_NANOS = 1_000_000_000L;
  private static final int LINGER_BYTES = 1 << 20;

  private final Selector selector;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Wish> wishes = new ConcurrentLinkedQueue<>();
  private final ByteBuffer scratch = ByteBuffer.allocate(1 << 16);

  WritePoller() throws IOException {
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().daemon().name("ws-write-poller").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Runs the callback, on a thread of its own, once the socket takes more. */
  void whenWritable(SocketChannel channel, Runnable callback) {
    wish(new Wish(channel, SelectionKey.OP_WRITE, new Waiting(callback)));
  }

  /**
   * Closes a socket so that the peer gets to read what was written last: closing while it still
   * sends would make the kernel discard it. What comes in is thrown away for a second at most.
   */
  void closeGently(SocketChannel channel) {
    long deadline = System.nanoTime() + LINGER_NANOS;
    wish(new Wish(channel, SelectionKey.OP_READ, new Lingering(deadline)));
  }

  /** Lets go of closed sockets soon. */
  void forget() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }

  private void wish(Wish wish) {
    wishes.add(wish);
    selector.wakeup();
  }

  private void run() {
    while (selector.isOpen()) {
      try {
        selector.select(TICK_MILLIS);
        for (Wish wish = wishes.poll(); wish != null; wish = wishes.poll()) {
          register(wish);
        }
        for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
          selector.selectedKeys().remove(key);
          serve(key);
        }
        endLingering();
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException | RuntimeException e) {
        System.err.println("bridge: waiting for sockets: " + e);
      }
    }
  }

  private void register(Wish wish) throws IOException {
    try {
      wish.channel().register(selector, wish.interest(), wish.purpose());
    } catch (ClosedChannelException e) {
      return;
    } catch (CancelledKeyException e) {
      selector.selectNow();
      wishes.add(wish);
      selector.wakeup();
    }
  }

  private void serve(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.attachment() instanceof Waiting waiting) {
      key.interestOps(0);
      Thread.startVirtualThread(waiting.callback());
    } else if (key.attachment() instanceof Lingering lingering && isOver(key, lingering)) {
      closeNow(key);
    }
  }

  private boolean isOver(SelectionKey key, Lingering lingering) {
    try {
      scratch.clear();
      int read = ((SocketChannel) key.channel()).read(scratch);
      lingering.bytes += Math.max(0, read);
      return read < 0 || lingering.bytes > LINGER_BYTES;
    } catch (IOException e) {
      return true;
    }
  }

  private void endLingering() {
    long now = System.nanoTime();
    List<SelectionKey> over = new ArrayList<>();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Lingering lingering && now - lingering.deadlineNanos >= 0) {
        over.add(key);
      }
    }
    over.forEach(WritePoller::closeNow);
  }

  private static void closeNow(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException e) {
      System.err.println("bridge: closing a socket: " + e);
    }
  }

  private record Wish(SocketChannel channel, int interest, Purpose purpose) {}

  private sealed interface Purpose {}

  private record Waiting(Runnable callback) implements Purpose {}

  private static final class Lingering implements Purpose {
    private final long deadlineNanos;
    private long bytes;

    Lingering(long deadlineNanos) {
      this.deadlineNanos = deadlineNanos;
    }
  }
}
