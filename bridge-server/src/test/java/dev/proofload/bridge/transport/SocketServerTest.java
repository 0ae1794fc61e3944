package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.VirtualTime;
import dev.proofload.bridge.agent.EchoResponder;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.service.Bridge;
import dev.proofload.bridge.service.BridgeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketServerTest {
  private static final byte[] PONG_HI = {(byte) 0x8a, 2, 'h', 'i'};

  private final VirtualTime time = new VirtualTime();

  @Test
  void whatTheLibraryForgotToWriteIsWrittenWithTheNextSweep()
      throws IOException, InterruptedException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    SocketServer server = serverOn(channel);
    server.listen();
    try (RawSocket peer = new RawSocket(channel.socket().getLocalPort())) {
      peer.say(RawSocket.handshake("/bridge/ws/ada", "Host: localhost")).hearHead();
      assertThat(peer.hearFrame()).contains("connected");
      GuardedSocket socket = (GuardedSocket) server.getConnections().iterator().next();
      while (!socket.outQueue.isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(socket.isForgotten()).isFalse();

      // As its own write() does, but for the wish to be told when the socket takes it.
      socket.outQueue.add(ByteBuffer.wrap(PONG_HI));
      assertThat(socket.isForgotten()).isTrue();
      server.sweep();

      assertThat(peer.hearFrame()).isEqualTo("hi");
    } finally {
      server.shutDown(0);
    }
  }

  private SocketServer serverOn(ServerSocketChannel channel) throws IOException {
    StreamSettings settings = StreamSettings.DEFAULTS;
    return new SocketServer(
        channel,
        new Bridge(BridgeSettings.DEFAULTS, new EchoResponder(), time, time),
        new AccessPolicy(List.of(), List.of()),
        1,
        10,
        new Streams(settings, time, time, box -> {}),
        settings.heartbeat(),
        new Durations());
  }
}
