package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proofload.loadgen.record.Calibration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationReportTest {
  private static final Calibration.Late LATE = new Calibration.Late(80_000, 400_000, 3_000_000);

  @Test
  void theTableHasARowForEachTransport() {
    assertThat(CalibrationReport.text(calibration(0.02)).lines())
        .contains(
            "transport       ceiling  noise       at half  late p50     p99      max  answers p99",
            "http       40,000 msg/s   5.0%  20,000 msg/s   80.0 us  400 us  3.00 ms      1.20 ms",
            "timer       a sleep of 4 ms lasts longer by 80.0 us (p50), 400 us (p99), 3.00 ms (max)");
    assertThat(CalibrationReport.text(calibration(0.02))).doesNotContain("note:");
    assertThat(CalibrationReport.text(calibration(0.7)))
        .contains("note: other programs used 0.70 processors meanwhile");
  }

  @Test
  void whatIsWrittenCanBeReadAgain() {
    Calibration calibration = calibration(0.02);
    assertThat(CalibrationReport.read(CalibrationReport.json(calibration))).isEqualTo(calibration);
    Calibration unknown = calibration(Double.NaN);
    assertThat(CalibrationReport.json(unknown)).contains("\"other_cpus\" : null");
    assertThat(CalibrationReport.read(CalibrationReport.json(unknown))).isEqualTo(unknown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"schema_version\":2}",
        "{\"schema_version\":1}",
        "{\"schema_version\":1,\"measured_at\":\"2026-01-01T00:00:00Z\",\"transports\":[{}]}"
      })
  void whatIsNoneIsRefused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> CalibrationReport.read(json));
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CalibrationReport.read(text));
  }

  @Test
  void itFitsRunsOfTheSameGeneratorOnTheSameMachine() {
    Calibration calibration = calibration(0);
    assertThat(calibration.fits(Runs.machine(), "0.1.0", 1)).isTrue();
    assertThat(calibration.fits(Runs.machine(), "0.2.0", 1)).isFalse();
    assertThat(calibration.fits(Runs.machine(), "0.1.0", 2)).isFalse();
    assertThat(calibration.ceiling("http").orElseThrow().messagesPerSecond()).isEqualTo(40_000);
    assertThat(calibration.ceiling("mixed").orElseThrow().messagesPerSecond()).isEqualTo(40_000);
    assertThat(calibration.ceiling("ws").orElseThrow().messagesPerSecond()).isEqualTo(61_000);
  }

  private static Calibration calibration(double others) {
    return new Calibration(
        Instant.parse("2026-03-04T05:06:07Z"),
        "0.1.0",
        Runs.machine(),
        1,
        List.of(
            new Calibration.Side(
                "http", List.of(39_000.0, 41_000.0, 40_000.0), 20_000, 0, LATE, 1_200_000),
            new Calibration.Side("ws", List.of(61_000.0), 30_500, 0, LATE, 900_000)),
        LATE,
        others);
  }
}
