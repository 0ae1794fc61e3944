package dev.proofload.loadgen.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Listens on a free port of the loopback interface, with a thread for each connection. */
final class Sockets implements AutoCloseable {
  /** Serves one connection; what it throws ends that connection only. */
  interface Service {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Service service;
  private final int most;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  Sockets(Service service) {
    this(service, 256, Integer.MAX_VALUE);
  }

  /**
   * @param backlog how many connections the system keeps ready
   * @param most how many of them are taken
   */
  Sockets(Service service, int backlog, int most) {
    this.service = service;
    this.most = most;
    try {
      server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("hostile").start(this::acceptAll);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Says nothing for as long as the server lives. */
  void stall() throws InterruptedException {
    closed.await();
  }

  private void acceptAll() {
    for (int taken = 0; taken < most; taken++) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        if (server.isClosed()) {
          closeQuietly(socket);
        }
        Thread.ofVirtual().name("hostile").start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      service.serve(socket);
    } catch (IOException e) {
      // The other side has gone, or the server was closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  /** Goes at once, as a server that is killed: connections too. */
  @Override
  public void close() {
    closed.countDown();
    closeQuietly(server);
    open.forEach(Sockets::closeQuietly);
  }

  /** Ends the connection with a reset. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** A line without its end, or the head of a message up to the empty line. */
  static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
    return head.toString(ISO_8859_1);
  }

  private static void closeQuietly(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + what, e);
    }
  }
}
