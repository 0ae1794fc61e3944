package dev.proofload.loadgen.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebSocket server that is a right bridge but for what a test makes it do; see RFC 6455. */
public final class HostileWebSocket implements AutoCloseable {
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  private static final int FINAL = 0x80;
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");

  /** What is done to a connection that was just made. */
  public interface Welcome {
    void welcome(Link link) throws IOException, InterruptedException;
  }

  /** What is done to a frame. */
  public interface Mischief {
    /** Answers, wrongly or rightly, or not at all. */
    void answer(Link link, Frame frame) throws IOException, InterruptedException;
  }

  /**
   * A text frame that waits for its answer.
   *
   * @param number how many there were so far, with this: from 1
   */
  public record Frame(int number, String text) {}

  private final FakeBridge bridge;
  private final Welcome welcome;
  private final Mischief mischief;
  private final AtomicInteger frames = new AtomicInteger();
  private final Sockets sockets;

  public HostileWebSocket(FakeBridge bridge, Welcome welcome, Mischief mischief) {
    this.bridge = bridge;
    this.welcome = welcome;
    this.mischief = mischief;
    this.sockets = new Sockets(this::serve);
  }

  /** Upgrades and greets. */
  public static void kindly(Link link) throws IOException {
    link.upgrade();
    link.text(link.greeting());
  }

  /** Answers rightly. */
  public static void rightly(Link link, Frame frame) throws IOException {
    link.text(link.right(frame));
  }

  public int port() {
    return sockets.port();
  }

  @Override
  public void close() {
    sockets.close();
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    Link link = new Link(socket, Sockets.readHead(in));
    welcome.welcome(link);
    while (!socket.isClosed()) {
      int first = in.readUnsignedByte();
      byte[] payload = payload(in);
      if ((first & 0x0f) == CLOSE) {
        link.frame(CLOSE, "");
        return;
      }
      if ((first & 0x0f) == TEXT) {
        String text = new String(payload, UTF_8);
        mischief.answer(link, new Frame(frames.incrementAndGet(), text));
      }
    }
  }

  private static byte[] payload(DataInputStream in) throws IOException {
    int second = in.readUnsignedByte();
    if ((second & 0x80) == 0) {
      throw new EOFException("a client must mask");
    }
    int length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  /** One connection. */
  public final class Link {
    private final Socket socket;
    private final String head;

    Link(Socket socket, String head) {
      this.socket = socket;
      this.head = head;
    }

    /** Whose it is, from the path. */
    public String user() {
      String path = head.split(" ", 3)[1];
      return path.substring(path.lastIndexOf('/') + 1);
    }

    public String greeting() {
      return bridge.connected(user());
    }

    /** The right answer; the frame has taken effect then. */
    public String right(Frame frame) {
      return bridge.frame(user(), frame.text());
    }

    /** Ends the handshake as it should. */
    public void upgrade() throws IOException {
      Matcher key = KEY.matcher(head);
      if (!key.find()) {
        throw new EOFException("no key");
      }
      upgrade(accept(key.group(1)));
    }

    /** Ends the handshake with this proof. */
    public void upgrade(String accept) throws IOException {
      raw(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept
              + "\r\n\r\n");
    }

    public void text(String text) throws IOException {
      frame(TEXT, new String(text.getBytes(UTF_8), ISO_8859_1));
    }

    /** A whole frame; its payload is given as characters of ISO 8859-1. */
    public void frame(int opcode, String payload) throws IOException {
      raw(bytes(FINAL | opcode, payload));
    }

    /** A text in pieces, with a ping between them. */
    public void pieces(String text) throws IOException {
      String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
      int half = bytes.length() / 2;
      raw(bytes(TEXT, bytes.substring(0, half)));
      frame(PING, "still there?");
      raw(bytes(FINAL, bytes.substring(half)));
    }

    /** Writes these bytes, given as characters of ISO 8859-1. */
    public void raw(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** The bytes of a frame, given as characters of ISO 8859-1. */
    public String bytes(int first, String payload) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(first);
      int length = payload.length();
      if (length < 126) {
        frame.write(length);
      } else {
        frame.write(126);
        frame.write(length >>> 8);
        frame.write(length);
      }
      frame.writeBytes(payload.getBytes(ISO_8859_1));
      return frame.toString(ISO_8859_1);
    }

    /** Hangs up without a word. */
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

    /** The whole server goes. */
    public void die() {
      HostileWebSocket.this.close();
    }
  }

  private static String accept(String key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
