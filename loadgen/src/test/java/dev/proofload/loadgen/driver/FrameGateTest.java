package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameGateTest {
  private final List<String> seen = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final FrameGate gate = new FrameGate(channel, new Reader());

  private final class Reader implements FrameGate.Reader {
    @Override
    public void frame(Object frame) {
      seen.add(frame.toString());
    }

    @Override
    public void happened(Object event) {
      seen.add(event.toString());
    }

    @Override
    public void ended() {
      seen.add("end");
    }

    @Override
    public void broke(Throwable why) {
      seen.add(String.valueOf(why.getMessage()));
    }
  }

  @BeforeEach
  void standsInThePipeline() {
    channel.pipeline().addLast(gate);
  }

  @Test
  void letsAllThroughUntilItIsHeld() {
    channel.writeInbound("a", "b");
    channel.close();
    assertThat(seen).containsExactly("a", "b", "end");
  }

  @Test
  void aHeldConnectionTakesNothingMoreFromTheSystem() {
    gate.hold();
    assertThat(channel.config().isAutoRead()).isFalse();
    gate.readOn();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void readsOneByOneInOrder() {
    gate.hold();
    channel.writeInbound("a", "b", "c");
    assertThat(seen).isEmpty();
    gate.readOne();
    assertThat(seen).containsExactly("a");
    gate.readOne();
    assertThat(seen).containsExactly("a", "b");
  }

  @Test
  void whatIsAskedForBeforeItComesIsReadWhenItDoes() {
    gate.hold();
    gate.readOne();
    channel.writeInbound("a", "b");
    assertThat(seen).containsExactly("a");
  }

  @Test
  void askingTwiceForWhatHasNotComeIsAskingOnce() {
    gate.hold();
    gate.readOne();
    gate.readOne();
    channel.writeInbound("a", "b");
    assertThat(seen).containsExactly("a");
  }

  @Test
  void readsOnWithAllThatWaited() {
    gate.hold();
    channel.writeInbound("a", "b");
    gate.readOn();
    channel.writeInbound("c");
    assertThat(seen).containsExactly("a", "b", "c");
  }

  @Test
  void theEndComesAfterAllThatWaits() {
    gate.hold();
    channel.writeInbound("a");
    channel.close();
    assertThat(seen).isEmpty();
    gate.readOne();
    assertThat(seen).containsExactly("a");
    gate.readOne();
    assertThat(seen).containsExactly("a", "end");
  }

  @Test
  void theEndIsReadWithTheRest() {
    gate.hold();
    channel.writeInbound("a");
    channel.close();
    gate.readOn();
    assertThat(seen).containsExactly("a", "end");
  }

  @Test
  void aConnectionThatBrokeIsToldAtOnceIfNothingWaits() {
    gate.hold();
    channel.pipeline().fireExceptionCaught(new IOException("reset"));
    assertThat(seen).containsExactly("reset");
  }

  @Test
  void aConnectionThatBrokeIsToldAfterWhatWaits() {
    gate.hold();
    channel.writeInbound("a");
    channel.pipeline().fireExceptionCaught(new IOException("reset"));
    assertThat(seen).isEmpty();
    gate.readOn();
    assertThat(seen).containsExactly("a", "reset");
  }
}
