package dev.proofload.loadgen.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;

/** Reads the head of a request and writes the same bytes to everybody. */
public final class RawServer implements AutoCloseable {
  private final byte[] bytes;
  private final boolean stalls;
  private final Sockets sockets;

  private RawServer(String bytes, boolean stalls) {
    this.bytes = bytes.getBytes(ISO_8859_1);
    this.stalls = stalls;
    this.sockets = new Sockets(this::serve);
  }

  /** Writes these bytes, given as characters of ISO 8859-1, and hangs up. */
  public static RawServer answering(String bytes) {
    return new RawServer(bytes, false);
  }

  /** Writes these bytes, and then nothing more. */
  public static RawServer stallingAfter(String bytes) {
    return new RawServer(bytes, true);
  }

  public int port() {
    return sockets.port();
  }

  @Override
  public void close() {
    sockets.close();
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    Sockets.readHead(socket.getInputStream());
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    if (stalls) {
      sockets.stall();
    }
  }
}
