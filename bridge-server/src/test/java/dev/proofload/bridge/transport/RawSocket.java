package dev.proofload.bridge.transport;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket that says whatever a test wants. */
final class RawSocket implements AutoCloseable {
  private final Socket socket;

  RawSocket(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  RawSocket say(String text) throws IOException {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawSocket say(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** All that comes until the other side closes. */
  String hear() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Opens a WebSocket of a user, and hears its first frame. */
  static RawSocket connected(TestServer server, String userId) throws IOException {
    RawSocket raw = new RawSocket(server.wsPort());
    raw.say(handshake("/bridge/ws/" + userId, "Host: localhost"));
    raw.hearHead();
    if (!raw.hearFrame().contains("connected")) {
      throw new IOException("not greeted");
    }
    return raw;
  }

  RawSocket sayText(String text) throws IOException {
    return say(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** What comes up to an empty line. */
  String hearHead() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }

  /** One unmasked frame's payload, shorter than 64 KiB. */
  String hearFrame() throws IOException {
    InputStream in = socket.getInputStream();
    in.read();
    int length = in.read();
    if (length == 126) {
      length = in.read() << 8 | in.read();
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Says goodbye. */
  RawSocket sayGoodbye() throws IOException {
    return say(frame(0x88, new byte[] {3, (byte) 0xe8}));
  }

  /** The texts of all whole frames that come until the other side says goodbye, or closes. */
  List<String> hearTexts() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    List<String> texts = new ArrayList<>();
    try {
      while (true) {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        if (first == 0x88) {
          return texts;
        }
        if (first == 0x81) {
          texts.add(new String(payload, StandardCharsets.UTF_8));
        }
      }
    } catch (EOFException e) {
      return texts;
    }
  }

  /** A masked frame; the mask is zero, which masks nothing. */
  static byte[] frame(int firstByte, byte[] payload) {
    int extra = payload.length < 126 ? 0 : payload.length <= 0xffff ? 2 : 8;
    byte[] frame = new byte[2 + extra + 4 + payload.length];
    frame[0] = (byte) firstByte;
    if (extra == 0) {
      frame[1] = (byte) (0x80 | payload.length);
    } else {
      frame[1] = (byte) (0x80 | (extra == 2 ? 126 : 127));
      for (int i = 0; i < Math.min(extra, 4); i++) {
        frame[1 + extra - i] = (byte) (payload.length >>> (8 * i));
      }
    }
    System.arraycopy(payload, 0, frame, 6 + extra, payload.length);
    return frame;
  }

  static String handshake(String path, String... headers) {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    head.append("Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n");
    head.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
