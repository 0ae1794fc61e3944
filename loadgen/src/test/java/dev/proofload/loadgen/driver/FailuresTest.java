package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CorruptedFrameException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  static Stream<Arguments> causes() {
    return Stream.of(
        arguments(new ConnectTimeoutException("after 10000 ms"), "no connection in time"),
        arguments(
            new ConnectException("finishConnect(..) failed: Connection refused: /127.0.0.1:9"),
            "connection refused"),
        arguments(new ConnectException("No route to host"), "No route to host"),
        arguments(new UnknownHostException("nowhere.example"), "unknown host"),
        arguments(new SocketException("Connection reset"), "connection reset"),
        arguments(
            new IOException("recvAddress(..) failed: Connection reset by peer"),
            "connection reset"),
        arguments(new IOException("disk on fire"), "disk on fire"),
        arguments(new IllegalStateException(), "IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void saysInAFewWordsWhatWasWrong(Throwable cause, String words) {
    assertThat(Failures.describe(cause)).isEqualTo(words);
  }

  @Test
  void tellsBadBytesFromBadConnections() {
    assertThat(Failures.isMalformed(new CorruptedFrameException("opcode 3"))).isTrue();
    assertThat(Failures.isMalformed(new IOException("reset"))).isFalse();
  }
}
