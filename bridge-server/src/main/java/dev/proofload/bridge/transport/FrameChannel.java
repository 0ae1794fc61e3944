package dev.proofload.bridge.transport;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket's bytes on their way out. The library writes what is its own (the handshake, pongs,
 * pings, the close frame) from its selector's thread; text frames are written straight from the
 * outbox, on the thread that has produced them. The guard keeps the one from writing into the
 * middle of the other's frame; under it stands nothing but the write itself, which never blocks.
 */
final class FrameChannel implements ByteChannel {
  private static final int FIN_TEXT = 0x81;
  private static final int FIN_PING = 0x89;
  private static final byte FIN_CLOSE = (byte) 0x88;
  private static final int LONGEST_HEAD = 10;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private final SocketChannel channel;
  private final WritePoller poller;
  private final ReentrantLock guard = new ReentrantLock();

  // Guarded by the guard.
  private boolean opened;
  private boolean libraryInFrame;
  private boolean inFrame;
  private boolean begun;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private @Nullable Runnable waiting;
  private boolean saidGoodbye;
  private boolean closed;
  private boolean cut;
  private volatile boolean closeGently;

  FrameChannel(SocketChannel channel, WritePoller poller) {
    this.channel = channel;
    this.poller = poller;
  }

  /** See {@link dev.proofload.bridge.outbox.Sink#send}. */
  int send(List<Frame> frames) {
    guard.lock();
    try {
      if (saidGoodbye || closed || cut) {
        return Sink.CLOSED;
      }
      if (!opened || libraryInFrame) {
        return 0;
      }
      if (inFrame) {
        if (!flush()) {
          return 0;
        }
        inFrame = false;
        return 1 + write(frames.subList(1, frames.size()));
      }
      return write(frames);
    } catch (IOException e) {
      return Sink.CLOSED;
    } finally {
      guard.unlock();
    }
  }

  /** How many were written as a whole; the rest of the first that was not stays here. */
  private int write(List<Frame> frames) throws IOException {
    if (frames.isEmpty()) {
      return 0;
    }
    int room = 0;
    for (Frame frame : frames) {
      room += frame.size() + LONGEST_HEAD;
    }
    ByteBuffer bytes = ByteBuffer.allocate(room);
    int[] ends = new int[frames.size()];
    for (int i = 0; i < ends.length; i++) {
      put(bytes, frames.get(i));
      ends[i] = bytes.position();
    }
    bytes.flip();
    int written = channel.write(bytes);
    int whole = 0;
    while (whole < ends.length && ends[whole] <= written) {
      whole++;
    }
    if (whole < ends.length) {
      begun = written > (whole == 0 ? 0 : ends[whole - 1]);
      inFrame = true;
      rest = ByteBuffer.wrap(Arrays.copyOfRange(bytes.array(), written, ends[whole]));
    }
    return whole;
  }

  /** Runs the callback once {@link #send} is worth another try. */
  void whenWritable(Runnable callback) {
    guard.lock();
    try {
      if (closed) {
        return;
      }
      if (!opened || libraryInFrame) {
        waiting = callback;
        return;
      }
    } finally {
      guard.unlock();
    }
    poller.whenWritable(channel, callback);
  }

  /**
   * Leaves the frame that was written in part as it is. Nothing can follow half a frame, so from
   * now on whatever is written is thrown away, and the peer sees the connection end.
   */
  void cutOff() {
    guard.lock();
    try {
      if (inFrame) {
        cut = begun;
        inFrame = false;
        rest = ByteBuffer.allocate(0);
      }
    } finally {
      guard.unlock();
    }
  }

  /** See {@link dev.proofload.bridge.outbox.Sink#isWhole}. */
  boolean isWhole() {
    guard.lock();
    try {
      boolean whole = inFrame && !rest.hasRemaining();
      inFrame &= !whole;
      return whole;
    } finally {
      guard.unlock();
    }
  }

  /** Writes an answer that is no frame, before anything else was written; what it can of it. */
  void sendRaw(byte[] answer) {
    guard.lock();
    try {
      int written = channel.write(ByteBuffer.wrap(answer));
      assert written <= answer.length;
    } catch (IOException e) {
      closed = !channel.isOpen();
    } finally {
      guard.unlock();
    }
  }

  /** From now on, closing lets the peer read what was written last. */
  void closeGently() {
    closeGently = true;
  }

  /** Called by the library, on its selector's thread. */
  @Override
  public int write(ByteBuffer source) throws IOException {
    Runnable callback = null;
    int written;
    guard.lock();
    try {
      if (cut) {
        written = source.remaining();
        source.position(source.limit());
        return written;
      }
      if (rest.hasRemaining() && !flush()) {
        return 0;
      }
      // Who has read a close frame reads nothing that comes after it (RFC 6455, section 5.5.1).
      boolean begins = opened && !libraryInFrame && source.hasRemaining();
      saidGoodbye |= begins && source.get(source.position()) == FIN_CLOSE;
      written = channel.write(source);
      libraryInFrame = source.hasRemaining();
      if (!libraryInFrame) {
        opened = true;
        callback = waiting;
        waiting = null;
      }
    } finally {
      guard.unlock();
    }
    if (callback != null) {
      Thread.startVirtualThread(callback);
    }
    return written;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    guard.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      guard.unlock();
    }
    if (closeGently && channel.isConnected()) {
      channel.shutdownOutput();
      poller.closeGently(channel);
    } else {
      channel.close();
      poller.forget();
    }
  }

  private boolean flush() throws IOException {
    begun |= channel.write(rest) > 0;
    return !rest.hasRemaining();
  }

  /** One unmasked frame (RFC 6455, section 5.2). */
  private static void put(ByteBuffer bytes, Frame frame) {
    byte[] payload = frame.payload();
    bytes.put((byte) (frame.isPing() ? FIN_PING : FIN_TEXT));
    if (payload.length < LENGTH_16) {
      bytes.put((byte) payload.length);
    } else if (payload.length <= 0xffff) {
      bytes.put((byte) LENGTH_16).putShort((short) payload.length);
    } else {
      bytes.put((byte) LENGTH_64).putLong(payload.length);
    }
    bytes.put(payload);
  }
}
