package dev.proofload.bridge.transport;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.protocols.Protocol;

/**
 * RFC 6455 with bounds that hold. The library bounds a single frame, but looks at the total of a
 * fragmented message only when its last fragment comes; and what it does not expect in a frame may
 * end its thread's work on the connection and leave the connection open.
 */
final class CappedDraft extends Draft_6455 {
  /** Bytes in a message, over all its fragments. */
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private static final int MAX_FRAGMENTS = 4_096;

  private final MaskCheck maskCheck = new MaskCheck();
  private long messageBytes;
  private int fragments;

  CappedDraft() {
    super(List.of(), List.of(new Protocol("")), MAX_MESSAGE_BYTES);
  }

  @Override
  public Draft copyInstance() {
    return new CappedDraft();
  }

  @Override
  public List<Framedata> translateFrame(ByteBuffer buffer) throws InvalidDataException {
    if (!maskCheck.allMasked(buffer)) {
      throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "frames must be masked");
    }
    try {
      return super.translateFrame(buffer);
    } catch (LimitExceededException e) {
      throw tooLarge();
    } catch (RuntimeException e) {
      throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "malformed frame");
    }
  }

  @Override
  public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
    Opcode opcode = frame.getOpcode();
    if (opcode == Opcode.TEXT || opcode == Opcode.BINARY || opcode == Opcode.CONTINUOUS) {
      boolean first = opcode != Opcode.CONTINUOUS;
      messageBytes = (first ? 0 : messageBytes) + frame.getPayloadData().remaining();
      fragments = first ? 1 : fragments + 1;
      if (messageBytes > MAX_MESSAGE_BYTES || fragments > MAX_FRAGMENTS) {
        throw tooLarge();
      }
    }
    try {
      super.processFrame(socket, frame);
    } catch (RuntimeException e) {
      throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "malformed frame");
    }
  }

  private static LimitExceededException tooLarge() {
    return new LimitExceededException(
        "a message must be at most " + MAX_MESSAGE_BYTES + " bytes", MAX_MESSAGE_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
