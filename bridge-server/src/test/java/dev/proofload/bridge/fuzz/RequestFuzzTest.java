package dev.proofload.bridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.Command;
import dev.proofload.bridge.protocol.Names;
import dev.proofload.bridge.protocol.RequestReader;
import dev.proofload.bridge.protocol.SocketRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come: a valid request, or a reason that can be shown; never anything else. */
class RequestFuzzTest {
  static Stream<byte[]> seeds() {
    return Stream.of(
        utf8(
            "{\"user_id\":\"ada\",\"username\":\"Ada\",\"message\":\"say hi\",\"room\":\"Tower\"}"),
        utf8("{\"type\":\"move\",\"room\":\"Chapel\"}"),
        utf8("{\"type\":\"chat\",\"message\":\"whisper bob \\ud83d\\u00e9 psst\"}"),
        utf8("{\"user_id\":1,\"message\":[{\"a\":null}],\"x\":1e999999}"),
        utf8("{\"message\":\"\\u0000\",\"user_id\":\"a\\nb\"} {"),
        utf8("[".repeat(70)),
        "{\"user_id\":\"u\",\"message\":\"look\"}".getBytes(StandardCharsets.UTF_16BE),
        "{\"user_id\":\"u\",\"message\":\"look\"}".getBytes(Charset.forName("UTF-32BE")),
        new byte[] {0, 0, (byte) 0xff, (byte) 0xfe, 0, 0, 0, 0},
        new byte[] {0, 0, 0, '{', 0x7f, 0x7f, 0x7f, 0x7f},
        new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"'});
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyBodyIsARequestOrARefusal(byte[] body) {
    try {
      ChatRequest request = RequestReader.chat(body);
      assertThat(Names.complaint("user_id", request.userId())).isEmpty();
      assertSpeakable(request.message());
    } catch (BadRequestException e) {
      assertShowable(e);
    }
    try {
      SocketRequest request =
          RequestReader.frame("ada", new String(body, StandardCharsets.ISO_8859_1));
      if (request instanceof SocketRequest.Chat chat) {
        assertSpeakable(chat.message());
      }
    } catch (BadRequestException e) {
      assertShowable(e);
    }
  }

  private static void assertSpeakable(String message) {
    assertThat(message).isNotEmpty().isEqualTo(message.strip());
    assertThat(new String(utf8(message), StandardCharsets.UTF_8)).isEqualTo(message);
    Command command = Command.parse(message);
    if (command instanceof Command.Say say) {
      assertThat(say.text()).isNotEmpty();
      assertThat(message).endsWith(say.text());
    }
    if (command instanceof Command.Talk talk) {
      assertThat(talk.text()).isEqualTo(message);
    }
  }

  private static void assertShowable(BadRequestException e) {
    assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200).doesNotContain("Exception");
    assertThat(e.getMessage().chars()).allMatch(c -> c >= ' ' && c < 0x7f);
    if (!e.userId().isEmpty()) {
      assertThat(Names.complaint("user_id", e.userId())).isEmpty();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
