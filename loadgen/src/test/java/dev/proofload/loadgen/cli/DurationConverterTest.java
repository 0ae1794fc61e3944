package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({
    "30, PT30S",
    "0, PT0S",
    "500ms, PT0.5S",
    "30s, PT30S",
    "1.5m, PT1M30S",
    "2h, PT2H",
    "0.5ms, PT0.0005S",
    "0.000000001s, PT0.000000001S",
    "0.0000001ms, PT0S",
    "007s, PT7S",
    "2562047h, PT2562047H"
  })
  void readsWhatPeopleWrite(String text, Duration duration) {
    assertThat(converter.convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "ms",
        "abc",
        "-5s",
        "+5s",
        "5 s",
        "5S",
        "5sec",
        "5d",
        "1:30",
        ".5s",
        "5.s",
        "1e3s",
        "0x10",
        "5s5s",
        "٥s",
        "NaN",
        "Infinity",
        "1,5s",
        "5s\n",
        "1.0000000001s",
        "1234567890123s"
      })
  void refusesAnythingElseAndShowsHow(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> converter.convert(text))
        .withMessage("'" + text + "' is no duration: write 500ms, 30s, 5m or 1h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2562048h", "999999999999h", "999999999999m", "9223372037s"})
  void refusesWhatNoClockCanHold(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> converter.convert(text))
        .withMessage("'" + text + "' is too long a duration");
  }

  @Property
  void unitsAreExact(@ForAll @LongRange(max = 999_999_999) long number) {
    assertThat(converter.convert(number + "ms")).isEqualTo(Duration.ofMillis(number));
    assertThat(converter.convert(number + "s")).isEqualTo(Duration.ofSeconds(number));
    assertThat(converter.convert(Long.toString(number))).isEqualTo(Duration.ofSeconds(number));
    assertThat(converter.convert(number / 1000 + "m")).isEqualTo(Duration.ofMinutes(number / 1000));
  }

  @Property
  void anyTextIsADurationOrARefusal(@ForAll String text) {
    try {
      assertThat(converter.convert(text)).isGreaterThanOrEqualTo(Duration.ZERO);
    } catch (TypeConversionException e) {
      assertThat(e.getMessage()).startsWith("'" + text + "'");
    }
  }
}
