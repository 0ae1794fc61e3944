package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTest {
  @TempDir Path root;

  @Test
  void readsWhatTheSystemSays() throws IOException {
    file("proc/cpuinfo", "processor\t: 0\nmodel\t\t: 85\nmodel name\t: Fast CPU @ 3.00GHz\n");
    file("proc/meminfo", "MemTotal:        4028440 kB\nMemFree:          100 kB\n");
    file("etc/os-release", "NAME=\"X\"\nPRETTY_NAME=\"X Linux 12 (worm)\"\n");
    Machine machine = new MachineProbe(root).probe();
    assertThat(machine.cpuModel()).isEqualTo("Fast CPU @ 3.00GHz");
    assertThat(machine.memoryBytes()).isEqualTo(4_028_440L * 1_024);
    assertThat(machine.os()).startsWith("X Linux 12 (worm) (").contains(kernel());
    assertThat(machine.cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(machine.jdk()).contains(System.getProperty("java.runtime.version"));
  }

  @Test
  void readsProcessorsThatHaveNoModelName() throws IOException {
    file("proc/cpuinfo", "processor\t: 0\nCPU part\t: 0xd0c\n");
    assertThat(new MachineProbe(root).probe().cpuModel()).isEqualTo("CPU part 0xd0c");
    file("proc/cpuinfo", "processor\t: 0\nCPU part\t: 0xd0c\n\nModel\t: Some Board 5\n");
    assertThat(new MachineProbe(root).probe().cpuModel()).isEqualTo("Some Board 5");
  }

  @Test
  void fallsBackOnTheVirtualMachine() throws IOException {
    file("proc/meminfo", "MemTotal: lots\n");
    Machine machine = new MachineProbe(root).probe();
    assertThat(machine.cpuModel()).isEqualTo(System.getProperty("os.arch"));
    assertThat(machine.memoryBytes()).isPositive();
    assertThat(machine.os()).isEqualTo(kernel());
  }

  private static String kernel() {
    return System.getProperty("os.name") + " " + System.getProperty("os.version");
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
