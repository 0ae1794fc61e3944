package dev.proofload.bridge.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The other end of a connection, which says what it likes. It does not mind being hung up on, which
 * is what it deserves; it minds being left waiting.
 */
final class Peer implements AutoCloseable {
  /** Longer than any time limit of the server under test. */
  private static final int PATIENCE_MILLIS = 20_000;

  private static final int ENOUGH_BYTES = 4 << 20;
  private static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  private final Socket socket;

  Peer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Sends as much as the server takes. */
  Peer say(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // Hung up on.
    }
    return this;
  }

  Peer say(String latin1) {
    return say(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says no more, but listens. */
  Peer fallSilent() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // Hung up on.
    }
    return this;
  }

  /**
   * All that comes until the server hangs up, which it has to.
   *
   * @throws IllegalStateException if it leaves the connection open
   */
  byte[] hearOut() {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(buffer); n >= 0 && heard.size() < ENOUGH_BYTES; n = in.read(buffer)) {
        heard.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("left waiting after " + heard.toString(CHARSET), e);
    } catch (IOException e) {
      // Hung up on.
    }
    return heard.toByteArray();
  }

  /**
   * The head of the next answer and its body, or what came before the server hung up.
   *
   * @throws IllegalStateException if nothing comes
   */
  String hearAnswer() {
    StringBuilder heard = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      while (heard.indexOf("\r\n\r\n") < 0) {
        int b = in.read();
        if (b < 0) {
          return heard.toString();
        }
        heard.append((char) b);
      }
      byte[] body = in.readNBytes(contentLength(heard.toString()));
      return heard.append(new String(body, CHARSET)).toString();
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("left waiting after " + heard, e);
    } catch (IOException e) {
      return heard.toString();
    }
  }

  /** The next frame's first byte and text, say {@code 129 hello}; empty if the server hung up. */
  String hearFrame() {
    try {
      InputStream in = socket.getInputStream();
      int first = in.read();
      int length = in.read();
      if (length < 0) {
        return "";
      }
      if (length == 126) {
        length = in.read() << 8 | in.read();
      } else if (length == 127) {
        in.readNBytes(4);
        length = in.read() << 24 | in.read() << 16 | in.read() << 8 | in.read();
      }
      return first + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("left waiting for a frame", e);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Hung up on.
    }
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "Content-length:", 0, 15)) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }
}
