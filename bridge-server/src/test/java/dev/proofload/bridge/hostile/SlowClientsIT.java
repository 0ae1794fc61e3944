package dev.proofload.bridge.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Clients that begin and do not go on. The bridge hangs up on them when their time is over (two
 * seconds for a request here, ten for a handshake), and serves everybody else meanwhile.
 */
class SlowClientsIT {
  private static final int HALF_OPEN = 250;

  @Test
  void halfOpenConnectionsAreServedByNoOneAndHinderNoOne() throws IOException {
    List<Peer> slow = new ArrayList<>();
    try (BesiegedBridge bridge = BesiegedBridge.start()) {
      for (int i = 0; i < HALF_OPEN; i++) {
        slow.add(bridge.http().say(beginning(i)));
        slow.add(bridge.webSocket().say(Frames.handshake("slow").substring(0, i % 100)));
      }
      // Served while 500 connections hang.
      for (int i = 0; i < 20; i++) {
        bridge.assertWell(slow.size() + " half-open connections");
      }
      drip(slow);
      for (Peer peer : slow) {
        assertThat(new String(peer.hearOut(), StandardCharsets.ISO_8859_1))
            .doesNotContain(" 200 ", "Exception", "\tat ");
      }
      bridge.assertWell("slow clients");
    } finally {
      slow.forEach(Peer::close);
    }
  }

  /** One byte more does not buy more time. */
  private static void drip(List<Peer> slow) {
    for (Peer peer : slow) {
      peer.say("x");
    }
  }

  private static String beginning(int i) {
    String whole = Requests.chat("slow", "a message that never ends");
    return whole.substring(0, i % (whole.length() - 1));
  }
}
