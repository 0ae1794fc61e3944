package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.Names;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any path and any head of a handshake is read, or refused with an answer. */
class PathFuzzTest {
  private static final AccessPolicy POLICY = new AccessPolicy(List.of(), List.of());

  static Stream<byte[]> seeds() {
    return Stream.of(
            "ada",
            "%41%20b",
            "%C3%A9%F0%9F%9A%80",
            "%c0%80",
            "%",
            "%4",
            "%zz",
            "a/b%2Fc",
            "%0a",
            "%ED%A0%80",
            RawSocket.handshake("/bridge/ws/ada", "Host: localhost"),
            RawSocket.handshake("/bridge/ws/%41?x=1", "Host: localhost", "Origin: http://evil"),
            "GET /bridge/ws/u HTTP/1.1\nHost:\n",
            "\r\n: \r\n")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyPathAndEveryHandshakeIsReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      String userId = PathName.userId(text);
      assertThat(Names.complaint("user_id", userId)).isEmpty();
      String encoded = URLEncoder.encode(userId, StandardCharsets.UTF_8).replace("+", "%20");
      assertThat(PathName.userId(encoded)).isEqualTo(userId);
    } catch (BadRequestException e) {
      assertThat(e.getMessage()).startsWith("user_id ").hasSizeLessThan(200);
    }
    switch (Handshake.judge(text, POLICY, 4004)) {
      case Handshake.Verdict.Accepted accepted ->
          assertThat(Names.complaint("user_id", accepted.userId())).isEmpty();
      case Handshake.Verdict.Rejected rejected ->
          assertThat(new String(rejected.response(), StandardCharsets.UTF_8))
              .startsWith("HTTP/1.1 4")
              .contains("\r\n\r\n{\"error\":\"");
    }
  }
}
