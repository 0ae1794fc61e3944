package dev.proofload.loadgen.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between the harness and a real bridge, and plants a fault in what it passes on. */
public final class FaultProxy implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)(content-length: *)(\\d+)");

  /** What happens to one request and its answer. */
  public interface Fault {
    /**
     * Returns the answer's body.
     *
     * @param bridge passes the request on, and returns the body of the true answer
     */
    String answer(Request request, Bridge bridge) throws IOException, InterruptedException;
  }

  /** A request, without its headers. */
  public record Request(String path, String body) {}

  /** The true bridge. */
  public interface Bridge {
    String ask() throws IOException;
  }

  private final int upstreamPort;
  private final Fault fault;
  private final Sockets sockets;

  /**
   * @param upstreamPort where the bridge listens on the loopback interface
   */
  public FaultProxy(int upstreamPort, Fault fault) {
    this.upstreamPort = upstreamPort;
    this.fault = fault;
    this.sockets = new Sockets(this::serve);
  }

  public String url() {
    return "http://127.0.0.1:" + sockets.port();
  }

  @Override
  public void close() {
    sockets.close();
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    try (Socket bridge = new Socket(InetAddress.getLoopbackAddress(), upstreamPort)) {
      bridge.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      InputStream back = new BufferedInputStream(bridge.getInputStream());
      while (true) {
        String head = Sockets.readHead(in);
        String body = body(head, in);
        String[] lastHead = {""};
        String answer =
            fault.answer(
                new Request(head.split(" ", 3)[1], body),
                () -> {
                  write(bridge.getOutputStream(), head, body);
                  lastHead[0] = Sockets.readHead(back);
                  return body(lastHead[0], back);
                });
        write(client.getOutputStream(), lastHead[0], answer);
      }
    }
  }

  private static String body(String head, InputStream in) throws IOException {
    Matcher length = LENGTH.matcher(head);
    return new String(in.readNBytes(length.find() ? Integer.parseInt(length.group(2)) : 0), UTF_8);
  }

  private static void write(OutputStream out, String head, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    String fitting = LENGTH.matcher(head).replaceFirst("$1" + bytes.length);
    out.write((fitting + new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1));
    out.flush();
  }
}
