package dev.proofload.bridge.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket that takes as many frames as it is told to. */
public class FakeSink implements Sink {
  public final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  public final List<ByteBuffer> pings = Collections.synchronizedList(new ArrayList<>());
  public final List<Integer> closed = Collections.synchronizedList(new ArrayList<>());
  public volatile int capacity = Integer.MAX_VALUE;
  public volatile boolean closeExpected;
  public volatile boolean cutOff;
  public volatile boolean wholeAfterAll;
  private volatile @Nullable Runnable waiting;

  @Override
  public int send(List<Frame> frames) {
    int taken = 0;
    for (Frame frame : frames) {
      if (sent.size() + pings.size() >= capacity) {
        break;
      }
      take(frame);
      taken++;
    }
    return taken;
  }

  private void take(Frame frame) {
    if (frame.isPing()) {
      pings.add(ByteBuffer.wrap(frame.payload()));
    } else {
      sent.add(new String(frame.payload(), StandardCharsets.UTF_8));
    }
  }

  @Override
  public void whenWritable(Runnable callback) {
    waiting = callback;
  }

  @Override
  public void cutOff() {
    cutOff = true;
  }

  @Override
  public boolean isWhole() {
    return wholeAfterAll;
  }

  @Override
  public void closeExpected() {
    closeExpected = true;
  }

  @Override
  public void close(int code, String reason) {
    closed.add(code);
  }

  /** Tells who waits. */
  public void becomeWritable() {
    Runnable callback = waiting;
    waiting = null;
    if (callback != null) {
      callback.run();
    }
  }
}
