package dev.proofload.bridge.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.enums.ReadyState;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;

/**
 * A connection that shows its handshake to the server before the library acts on it, and that has a
 * time by which it must have come to its next state.
 */
final class GuardedSocket extends WebSocketImpl {
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final SocketServer server;
  private final AtomicLong deadlineNanos = new AtomicLong();

  // Touched by this connection's decoder thread only.
  private ByteArrayOutputStream head = new ByteArrayOutputStream(0);
  private boolean admitted;
  private boolean refused;

  GuardedSocket(WebSocketAdapter listener, SocketServer server) {
    super(listener, List.of(new CappedDraft()));
    this.server = server;
  }

  long deadlineNanos() {
    return deadlineNanos.get();
  }

  void setDeadlineNanos(long nanos) {
    deadlineNanos.set(nanos);
  }

  FrameChannel frames() {
    return (FrameChannel) getChannel();
  }

  /**
   * Whether the library has something to write and does not wait for the socket to take it: its
   * selector clears its interest in writing after it found its queue empty, also if something was
   * queued in between. A close frame would then never leave.
   */
  boolean isForgotten() {
    if (outQueue.isEmpty() && !isFlushAndClose()) {
      return false;
    }
    SelectionKey key = getSelectionKey();
    try {
      return key != null && (key.interestOps() & SelectionKey.OP_WRITE) == 0;
    } catch (CancelledKeyException e) {
      return false;
    }
  }

  @Override
  public void decode(ByteBuffer bytes) {
    if (refused) {
      return;
    }
    if (admitted) {
      super.decode(bytes);
      return;
    }
    if (isClosed()) {
      return;
    }
    int before = head.size();
    byte[] more = new byte[bytes.remaining()];
    bytes.get(more);
    head.writeBytes(more);
    byte[] all = head.toByteArray();
    int end = endOfHead(all, Math.max(0, before - END_OF_HEAD.length));
    if (end > MAX_HEAD_BYTES || (end < 0 && all.length > MAX_HEAD_BYTES)) {
      reject(Handshake.rejected("431 Request Header Fields Too Large", "header too large"));
    } else if (end >= 0) {
      admit(all, end);
    }
  }

  /** What is malformed or too large is answered in its turn; nothing after it is read. */
  @Override
  public void close(InvalidDataException cause) {
    if (isOpen()) {
      refuse(cause.getCloseCode(), reasonOf(cause));
    } else {
      super.close(cause);
    }
  }

  /** Ends the connection after what was said before has been answered; decoder thread only. */
  void refuse(int code, String error) {
    if (!refused) {
      refused = true;
      Guest guest = getAttachment();
      guest.refused(code, error);
    }
  }

  /** In words for the client, which must not be told of our insides. */
  private static String reasonOf(InvalidDataException cause) {
    if (cause.getCloseCode() == CloseFrame.NO_UTF8) {
      return "text must be UTF-8";
    }
    String reason = cause.getMessage();
    return reason == null || reason.isEmpty() || cause.getCause() != null
        ? "malformed frame"
        : reason;
  }

  private void admit(byte[] all, int end) {
    String text = new String(all, 0, end - END_OF_HEAD.length, StandardCharsets.ISO_8859_1);
    switch (server.judge(text)) {
      case Handshake.Verdict.Rejected rejected -> reject(rejected);
      case Handshake.Verdict.Accepted accepted -> {
        admitted = true;
        head = new ByteArrayOutputStream(0);
        setAttachment(server.guestOf(this, accepted.userId()));
        super.decode(ByteBuffer.wrap(all));
        if (getReadyState() == ReadyState.NOT_YET_CONNECTED) {
          closeConnection(CloseFrame.PROTOCOL_ERROR, "handshake refused", false);
        }
      }
    }
  }

  private void reject(Handshake.Verdict.Rejected rejected) {
    frames().sendRaw(rejected.response());
    frames().closeGently();
    closeConnection(CloseFrame.NEVER_CONNECTED, "", false);
  }

  @Override
  public synchronized void closeConnection(int code, String message, boolean remote) {
    server.forget(this);
    super.closeConnection(code, message, remote);
  }

  private static int endOfHead(byte[] bytes, int from) {
    for (int i = from; i + END_OF_HEAD.length <= bytes.length; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i + END_OF_HEAD.length;
      }
    }
    return -1;
  }
}
