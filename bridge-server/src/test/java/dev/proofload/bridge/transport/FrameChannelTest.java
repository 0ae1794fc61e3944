package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Sink;
import dev.proofload.bridge.protocol.LateReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who writes what into a real socket, and in which order. */
class FrameChannelTest {
  private static final byte[] UPGRADED =
      "HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GOODBYE = {(byte) 0x88, 2, 3, (byte) 0xe8};
  private static final byte[] PONG = {(byte) 0x8a, 0};

  /** More than the buffers between two sockets hold. */
  private static final int LARGE = 16 << 20;

  private WritePoller poller;
  private SocketChannel peer;
  private SocketChannel socket;
  private FrameChannel frames;

  @BeforeEach
  void connect() throws IOException {
    poller = new WritePoller();
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      peer = SocketChannel.open(listener.getLocalAddress());
      socket = listener.accept();
    }
    socket.configureBlocking(false);
    frames = new FrameChannel(socket, poller);
    frames.write(ByteBuffer.wrap(UPGRADED));
    read(UPGRADED.length);
  }

  @AfterEach
  void disconnect() throws IOException {
    peer.close();
    socket.close();
    poller.close();
  }

  @Test
  void nothingFollowsAGoodbye() throws IOException {
    assertThat(frames.send(List.of(frame("a"), frame("b")))).isEqualTo(2);
    assertThat(frames.write(ByteBuffer.wrap(PONG))).isEqualTo(2);
    assertThat(frames.send(List.of(frame("c")))).isEqualTo(1);
    assertThat(frames.write(ByteBuffer.wrap(GOODBYE))).isEqualTo(4);

    assertThat(frames.send(List.of(frame("d")))).isEqualTo(Sink.CLOSED);

    frames.close();
    assertThat(readAll()).isEqualTo("\u0081\1a\u0081\1b\u008a\0\u0081\1c\u0088\2\3\u00e8");
  }

  @Test
  void whatHasBegunToLeaveIsWholeBeforeAGoodbye() throws IOException {
    List<Frame> large = List.of(frame("x".repeat(LARGE)));
    assertThat(frames.send(large)).isZero();
    ByteBuffer goodbye = ByteBuffer.wrap(GOODBYE);
    assertThat(frames.write(goodbye)).isZero();
    writeWhilePeerReads(goodbye);

    assertThat(frames.send(large)).isEqualTo(Sink.CLOSED);
    assertThat(frames.isWhole()).isTrue();
  }

  @Test
  void whatHasBegunToLeaveIsWholeBeforeAnythingElse() throws IOException {
    assertThat(frames.isWhole()).isFalse();
    assertThat(frames.send(List.of(frame("x".repeat(LARGE))))).isZero();
    assertThat(frames.isWhole()).isFalse();
    writeWhilePeerReads(ByteBuffer.wrap(PONG));

    assertThat(frames.isWhole()).isTrue();
    assertThat(frames.isWhole()).isFalse();
    assertThat(frames.send(List.of(frame("a")))).isEqualTo(1);
  }

  @Test
  void nothingFollowsWhatIsCutOff() throws IOException {
    assertThat(frames.send(List.of(frame("x".repeat(LARGE))))).isZero();

    frames.cutOff();

    assertThat(frames.send(List.of(frame("a")))).isEqualTo(Sink.CLOSED);
    assertThat(frames.write(ByteBuffer.wrap(GOODBYE))).isEqualTo(4);
    frames.close();
    assertThat(readAll()).endsWith("x");
  }

  private void writeWhilePeerReads(ByteBuffer source) throws IOException {
    ByteBuffer taken = ByteBuffer.allocate(1 << 20);
    while (source.hasRemaining()) {
      peer.read(taken.clear());
      frames.write(source);
    }
  }

  private void read(int count) throws IOException {
    ByteBuffer taken = ByteBuffer.allocate(count);
    while (taken.hasRemaining()) {
      assertThat(peer.read(taken)).isPositive();
    }
  }

  private String readAll() throws IOException {
    return new String(peer.socket().getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static Frame frame(String text) {
    return Frame.of(new LateReply(text.getBytes(StandardCharsets.UTF_8), false, 0));
  }
}
