package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 us",
    "1, 0.00100 us",
    "850, 0.850 us",
    "401_000, 401 us",
    "999_499, 999 us",
    "999_500, 1.00 ms",
    "1_800_000, 1.80 ms",
    "12_340_000_000, 12.3 s",
    "3_600_000_000_000, '3,600 s'"
  })
  void scalesTimes(String nanos, String text) {
    assertThat(Units.duration(Long.parseLong(nanos.replace("_", "")))).isEqualTo(text);
  }

  @Test
  void scalesSizesAndRates() {
    assertThat(Units.bytes(88_185_242)).isEqualTo("84.1 MiB");
    assertThat(Units.bytes(4L << 30)).isEqualTo("4.00 GiB");
    assertThat(Units.bytes((1L << 20) - 1)).isEqualTo("1,024 KiB");
    assertThat(Units.rate(13_605.2)).isEqualTo("13,605 msg/s");
    assertThat(Units.rate(1.5)).isEqualTo("1.50 msg/s");
    assertThat(Units.rate(0)).isEqualTo("0 msg/s");
    assertThat(Units.asked(12_500)).isEqualTo("12,500/s");
    assertThat(Units.asked(1.25)).isEqualTo("1.25/s");
    assertThat(Units.count(1, "message")).isEqualTo("1 message");
    assertThat(Units.count(1_200, "message")).isEqualTo("1,200 messages");
  }

  @Test
  void refusesNegativeValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Units.duration(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Units.bytes(-2))
        .withMessageContaining("-2");
  }

  @Property
  void aTimeReadsAsWhatItWas(@ForAll @LongRange(min = 1, max = 3_600_000_000_000L) long nanos) {
    assertThat(Math.abs(nanos(Units.duration(nanos)) - nanos)).isLessThanOrEqualTo(nanos * 0.005);
  }

  @Property
  void aTimeHasThreeDigitsAndAFittingUnit(
      @ForAll @LongRange(min = 1_000, max = 999_000_000_000L) long nanos) {
    assertThat(Units.duration(nanos).replace(".", "")).matches("[1-9]\\d{2} (us|ms|s)");
  }

  @Property
  void aLongerTimeNeverReadsAsShorter(
      @ForAll @LongRange(min = 0, max = 3_600_000_000_000L) long one,
      @ForAll @LongRange(min = 0, max = 3_600_000_000_000L) long other) {
    assertThat(nanos(Units.duration(Math.min(one, other))))
        .isLessThanOrEqualTo(nanos(Units.duration(Math.max(one, other))));
  }

  private static double nanos(String text) {
    int blank = text.indexOf(' ');
    String unit = text.substring(blank + 1);
    int power =
        switch (unit) {
          case "us" -> 3;
          case "ms" -> 6;
          case "s" -> 9;
          default -> throw new IllegalArgumentException("unit " + unit);
        };
    return new BigDecimal(text.substring(0, blank).replace(",", ""))
        .scaleByPowerOfTen(power)
        .doubleValue();
  }
}
