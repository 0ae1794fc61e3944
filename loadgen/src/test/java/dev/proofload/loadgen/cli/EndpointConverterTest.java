package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proofload.loadgen.driver.Endpoint;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class EndpointConverterTest {
  private final EndpointConverter converter = new EndpointConverter();

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4004, 127.0.0.1, 4004",
    "http://127.0.0.1:4004/, 127.0.0.1, 4004",
    "http://localhost, localhost, 80",
    "http://[::1]:4004, ::1, 4004",
    "http://bridge.example:65535, bridge.example, 65535"
  })
  void readsTheUrlOfAServer(String text, String host, int port) {
    assertThat(converter.convert(text)).isEqualTo(new Endpoint(host, port, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "'', only http is spoken",
    "127.0.0.1:4004, it is no URL",
    "localhost:4004, only http is spoken",
    "https://localhost:4004, only http is spoken",
    "ws://localhost:4005, only http is spoken",
    "file:///etc/passwd, only http is spoken",
    "http://, it is no URL",
    "http:localhost, it names no host",
    "http:///path, it names no host",
    "http://a b, it is no URL",
    "http://host:port, it names no host",
    "http://me:secret@localhost:4004, user and password",
    "http://localhost:4004/bridge, no path is needed",
    "http://localhost:4004/?a=b, no query is needed",
    "http://localhost:4004/#top, no query is needed",
    "http://localhost:0, a port must be 1 to 65535: 0",
    "http://localhost:65536, a port must be 1 to 65535: 65536",
    "http://localhost:99999999999, it names no host"
  })
  void refusesAnythingElseAndShowsHow(String text, String why) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> converter.convert(text))
        .withMessageStartingWith("'" + text + "' can't be used: ")
        .withMessageContaining(why)
        .withMessageEndingWith("; write http://127.0.0.1:4004");
  }

  @Property
  void anyPortIsReadBack(@ForAll @IntRange(min = 1, max = 65_535) int port) {
    Endpoint endpoint = new Endpoint("localhost", port, 0);
    assertThat(converter.convert(endpoint.url())).isEqualTo(endpoint);
  }

  @Property
  void anyTextIsAnEndpointOrARefusal(@ForAll String text, @ForAll boolean prefixed) {
    String url = prefixed ? "http://" + text : text;
    try {
      assertThat(converter.convert(url).httpPort()).isBetween(1, 65_535);
    } catch (TypeConversionException e) {
      assertThat(e.getMessage()).startsWith("'" + url + "'");
    }
  }
}
