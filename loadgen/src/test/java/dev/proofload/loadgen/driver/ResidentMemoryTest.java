package dev.proofload.loadgen.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void isReadFromWhatPrometheusIsTold() {
    String metrics =
        """
        # TYPE process_resident_memory_bytes gauge
        process_resident_memory_bytes 1.048576E8
        process_start_time_seconds 1.7E9
        """;
    assertThat(ResidentMemory.told(metrics.getBytes(UTF_8))).hasValue(100L << 20);
  }

  @Test
  void isNotKnownWhereItIsNotTold() {
    assertThat(ResidentMemory.told("up 1\n".getBytes(UTF_8))).isEmpty();
    assertThat(ResidentMemory.told("process_resident_memory_bytes 1.2.3\n".getBytes(UTF_8)))
        .isEmpty();
  }

  @Test
  void ofAProcessOfThisMachineTheSystemTells() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")));
    assertThat(ResidentMemory.of(ProcessHandle.current()).orElseThrow()).isGreaterThan(1 << 20);
  }
}
