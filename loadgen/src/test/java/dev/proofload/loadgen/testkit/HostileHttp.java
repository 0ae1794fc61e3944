package dev.proofload.loadgen.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP server that is a right bridge but for what a test makes it do to chat messages. */
public final class HostileHttp implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  /** What is done to a chat message. */
  public interface Mischief {
    /** Answers, wrongly or rightly, or not at all. */
    void answer(Chat chat) throws IOException, InterruptedException;
  }

  private final FakeBridge bridge;
  private final Mischief mischief;
  private final int webSocketPort;
  private final AtomicInteger chats = new AtomicInteger();
  private volatile boolean hung;
  private final Sockets sockets;

  /** Without WebSockets. */
  public HostileHttp(Mischief mischief) {
    this(new FakeBridge(), mischief, 0);
  }

  /**
   * @param webSocketPort what its health says, 0 for none
   */
  public HostileHttp(FakeBridge bridge, Mischief mischief, int webSocketPort) {
    this(bridge, mischief, webSocketPort, 256, Integer.MAX_VALUE);
  }

  private HostileHttp(
      FakeBridge bridge, Mischief mischief, int webSocketPort, int backlog, int connections) {
    this.bridge = bridge;
    this.mischief = mischief;
    this.webSocketPort = webSocketPort;
    this.sockets = new Sockets(this::serve, backlog, connections);
  }

  /** Listens, tells its health to who comes first, and takes no other connection. */
  public static HostileHttp overrun() {
    return new HostileHttp(new FakeBridge(), HostileHttp::rightly, 0, 1, 1);
  }

  /** Answers all chat messages rightly. */
  public static void rightly(Chat chat) throws IOException {
    chat.json(200, chat.right());
  }

  public String url() {
    return "http://127.0.0.1:" + sockets.port();
  }

  @Override
  public void close() {
    sockets.close();
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    while (!socket.isClosed()) {
      String head = Sockets.readHead(in);
      Matcher length = LENGTH.matcher(head);
      byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
      String path = head.split(" ", 3)[1];
      Chat exchange = new Chat(socket, new String(body, UTF_8));
      switch (path) {
        case "/bridge/health" ->
            exchange.json(200, "{\"status\":\"ok\",\"ws_port\":" + webSocketPort + "}");
        case "/bridge/sessions" -> {
          if (hung) {
            exchange.stall();
          }
          exchange.json(200, bridge.sessions());
        }
        case "/bridge/chat" -> {
          exchange.number = chats.incrementAndGet();
          mischief.answer(exchange);
        }
        default -> exchange.json(404, "{\"error\":\"no such path\"}");
      }
    }
  }

  /** One chat message that waits for its answer. */
  public final class Chat {
    private final Socket socket;
    private final String body;
    private int number;

    Chat(Socket socket, String body) {
      this.socket = socket;
      this.body = body;
    }

    /** How many there were so far, with this: from 1. */
    public int number() {
      return number;
    }

    public String body() {
      return body;
    }

    /** The right answer's body; the message has taken effect then. */
    public String right() {
      return bridge.chat(body);
    }

    /** Answers with a length, and with further header lines. */
    public void json(int status, String answer, String... headers) throws IOException {
      raw(whole(status, answer, headers));
    }

    /** Answers twice at once. */
    public void twice(String answer) throws IOException {
      raw(whole(200, answer).repeat(2));
    }

    private static String whole(int status, String answer, String... headers) {
      String body = new String(answer.getBytes(UTF_8), ISO_8859_1);
      StringBuilder all = new StringBuilder();
      all.append("HTTP/1.1 ").append(status).append(" Said\r\n");
      all.append("Content-Type: application/json\r\n");
      for (String header : headers) {
        all.append(header).append("\r\n");
      }
      all.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
      return all.append(body).toString();
    }

    /** Writes these bytes, given as characters of ISO 8859-1. */
    public void raw(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Hangs up. */
    public void close() throws IOException {
      socket.close();
    }

    /** Hangs up with a reset. */
    public void reset() throws IOException {
      Sockets.reset(socket);
    }

    /** Never answers. */
    public void stall() throws InterruptedException {
      sockets.stall();
    }

    /** The whole server stops answering, but for its health. */
    public void hang() throws InterruptedException {
      hung = true;
      stall();
    }

    /** The whole server goes. */
    public void die() {
      HostileHttp.this.close();
    }
  }
}
