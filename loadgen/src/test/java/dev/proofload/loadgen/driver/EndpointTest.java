package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:4004",
    "localhost, http://localhost:4004",
    "::1, http://[::1]:4004"
  })
  void isWrittenAsInUrls(String host, String url) {
    assertThat(new Endpoint(host, 4004, 4005).url()).isEqualTo(url);
    assertThat("http://" + new Endpoint(host, 4004, 0).httpAuthority()).isEqualTo(url);
    assertThat("http://" + new Endpoint("x", 1, 0).withWebSocket(host, 4004).webSocketAuthority())
        .isEqualTo(url);
  }

  @Test
  void theWebSocketPortMayBeFoundOutLater() {
    Endpoint endpoint = new Endpoint("localhost", 4004, 0);
    assertThat(endpoint.withWebSocketPort(4005)).isEqualTo(new Endpoint("localhost", 4004, 4005));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, a port must be 1 to 65535: 0",
    "-1, 0, a port must be 1 to 65535: -1",
    "65536, 0, a port must be 1 to 65535: 65536",
    "1, -1, a WebSocket port must be 0 (none) to 65535: -1",
    "1, 65536, a WebSocket port must be 0 (none) to 65535: 65536"
  })
  void noPortsBeyondTheRange(int http, int webSocket, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Endpoint("localhost", http, webSocket))
        .withMessage(why);
  }

  @Test
  void noEmptyHost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Endpoint("", 1, 1))
        .withMessageContaining("host");
  }
}
