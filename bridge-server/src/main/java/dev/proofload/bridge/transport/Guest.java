package dev.proofload.bridge.transport;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.Sink;
import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.service.Bridge;
import dev.proofload.bridge.service.Connection;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket: what it receives is handled one after another on a virtual thread, so that
 * the library's threads never wait, and what it is sent goes through its outbox.
 */
final class Guest implements Sink {
  private static final int MAX_WAITING = 1_024;
  private static final int MAX_WAITING_CHARS = 1 << 20;

  /** Heartbeats that may pass without a sign of life. */
  private static final int MOST_MISSED = 2;

  private final Bridge bridge;
  private final String userId;
  private final GuardedSocket socket;
  private final SocketServer server;
  private final Streams streams;
  private final Durations durations;
  private final Outbox outbox;

  // Of the sweeper alone, but for the sign of life.
  private volatile boolean heard = true;
  private long pingedNanos;
  private int missed;

  // Guarded by this object's monitor, a leaf lock.
  private final ArrayDeque<Task> waiting = new ArrayDeque<>(2);
  private int waitingChars;
  private boolean running;
  private boolean ended;

  /** Set by the running task only. */
  private volatile @Nullable Connection connection;

  Guest(
      Bridge bridge,
      String userId,
      GuardedSocket socket,
      SocketServer server,
      Streams streams,
      Durations durations) {
    this.bridge = bridge;
    this.userId = userId;
    this.socket = socket;
    this.server = server;
    this.streams = streams;
    this.durations = durations;
    this.pingedNanos = System.nanoTime();
    this.outbox = streams.open(userId, this);
  }

  void opened() {
    enqueue(0, () -> connection = bridge.connect(userId, outbox));
  }

  void received(String text) {
    heard = true;
    long since = System.nanoTime();
    if (!enqueue(text.length(), () -> handle(text, since))) {
      socket.refuse(CloseFrame.POLICY_VALIDATION, "too many frames at once");
    }
  }

  void receivedBinary() {
    if (!enqueue(1, () -> connected().reject("frames must be text"))) {
      socket.refuse(CloseFrame.POLICY_VALIDATION, "too many frames at once");
    }
  }

  /** Answers what was said before with all it asks for, then with an error, then ends it. */
  void refused(int code, String error) {
    enqueue(
        0,
        () -> {
          connected().reject(error);
          dismiss(code, error);
        });
  }

  void closed() {
    synchronized (this) {
      // What it said before it left was said; nothing is taken after this.
      enqueue(0, this::leave);
      ended = true;
    }
  }

  /** Says goodbye once all that waits is written. */
  void dismiss(int code, String reason) {
    outbox.finish(code, reason);
    outbox.drain();
  }

  /** The answer to a ping, and a sign of life. */
  void ponged(ByteBuffer payload) {
    heard = true;
    outbox.pong(payload);
  }

  /**
   * Asks for a sign of life where it is time, and ends what takes too long; to be called now and
   * then, by one thread.
   */
  void sweep(long now, long heartbeatNanos) {
    outbox.sweep();
    if (now - pingedNanos < heartbeatNanos || connection == null) {
      return;
    }
    missed = heard ? 0 : missed + 1;
    if (missed >= MOST_MISSED) {
      socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "no sign of life", false);
      return;
    }
    heard = false;
    pingedNanos = now;
    outbox.ping();
  }

  @Override
  public int send(List<Frame> frames) {
    return socket.frames().send(frames);
  }

  @Override
  public void whenWritable(Runnable callback) {
    socket.frames().whenWritable(callback);
  }

  @Override
  public void cutOff() {
    socket.frames().cutOff();
  }

  @Override
  public boolean isWhole() {
    return socket.frames().isWhole();
  }

  @Override
  public void closeExpected() {
    server.closeSoon(socket);
  }

  @Override
  public void close(int code, String reason) {
    server.closeSoon(socket);
    socket.close(code, reason);
  }

  private void leave() {
    try {
      Connection now = connection;
      if (now != null) {
        now.closed();
      }
    } finally {
      streams.close(outbox);
    }
  }

  private void handle(String text, long since) {
    connected().receive(text);
    durations.frame(System.nanoTime() - since);
  }

  private Connection connected() {
    Connection now = connection;
    if (now == null) {
      throw new IllegalStateException("a frame before the connection of " + userId);
    }
    return now;
  }

  private synchronized boolean enqueue(int chars, Runnable action) {
    if (ended) {
      return true;
    }
    boolean fits = waiting.size() < MAX_WAITING && waitingChars + chars <= MAX_WAITING_CHARS;
    if (chars > 0 && !fits) {
      return false;
    }
    waiting.add(new Task(chars, action));
    waitingChars += chars;
    if (!running) {
      running = true;
      Thread.startVirtualThread(this::runAll);
    }
    return true;
  }

  private void runAll() {
    for (Task task = next(); task != null; task = next()) {
      try {
        task.action().run();
      } catch (RuntimeException | Error e) {
        // A defect of ours: the client learns that much and no more.
        System.err.println("bridge: socket of " + userId + ": " + e);
        Connection now = connection;
        if (now == null) {
          socket.close(CloseFrame.UNEXPECTED_CONDITION, "internal error");
        } else {
          now.reject("internal error");
        }
      }
    }
  }

  private synchronized @Nullable Task next() {
    Task task = waiting.poll();
    if (task == null) {
      running = false;
    } else {
      waitingChars -= task.chars();
    }
    return task;
  }

  private record Task(int chars, Runnable action) {}
}
