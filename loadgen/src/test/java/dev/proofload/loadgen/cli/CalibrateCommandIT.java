package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.record.Calibration;
import dev.proofload.loadgen.report.CalibrationReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against the real target of calibrations. */
@Timeout(180)
class CalibrateCommandIT {
  @TempDir Path temp;

  @Test
  void bothTransportsHaveACeiling() throws JsonProcessingException {
    Ran ran =
        Ran.loadgen(
            temp,
            List.of("calibrate", "--rounds", "1", "--duration", "500ms", "--no-save", "--json"));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("Round 1 of 1, ws ...").doesNotContain("Kept in");
    JsonNode said = new ObjectMapper().readTree(ran.out());
    assertThat(said.get("transports")).hasSize(2);
    Calibration calibration = CalibrationReport.read(ran.out());
    assertThat(calibration.sides())
        .extracting(Calibration.Side::transport)
        .containsExactly("http", "ws");
    for (Calibration.Side side : calibration.sides()) {
      assertThat(side.ceiling()).isPositive();
      assertThat(side.spread()).as("of one round").isZero();
      assertThat(side.pacedPerSecond()).isEqualTo(side.ceiling() / 2);
      assertThat(side.sendLag().maxNanos()).isGreaterThanOrEqualTo(side.sendLag().p99Nanos());
    }
    assertThat(calibration.timer().maxNanos()).isPositive();
  }
}
