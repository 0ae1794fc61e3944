package dev.proofload.loadgen.record;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what machine this is: from {@code /proc} and {@code os-release(5)} where there are such
 * files, else from what the virtual machine knows. Never fails; blocks for a few small files.
 */
public final class MachineProbe {
  private static final long BYTES_PER_KIB = 1_024;

  private final Path root;

  /** Of the machine this runs on. */
  public MachineProbe() {
    this(Path.of("/"));
  }

  /** Of the system whose files lie below {@code root}. */
  MachineProbe(Path root) {
    this.root = root;
  }

  /** What is known of the machine now. */
  public Machine probe() {
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        os(),
        System.getProperty("os.arch", "unknown"),
        System.getProperty("java.vendor", "unknown vendor")
            + " "
            + System.getProperty("java.runtime.version", "unknown"));
  }

  /** Processors of Arm name themselves by numbers alone, some boards by "Model". */
  private String cpuModel() {
    List<String> lines = lines("proc/cpuinfo");
    return value(lines, "model name", ":")
        .or(() -> value(lines, "Model", ":"))
        .or(() -> value(lines, "CPU part", ":").map(part -> "CPU part " + part))
        .orElseGet(() -> System.getProperty("os.arch", "unknown"));
  }

  private long memoryBytes() {
    return value(lines("proc/meminfo"), "MemTotal", ":")
        .map(text -> text.replace("kB", "").strip())
        .filter(text -> text.matches("\\d{1,15}"))
        .map(text -> Long.parseLong(text) * BYTES_PER_KIB)
        .orElseGet(MachineProbe::memoryKnownToTheVirtualMachine);
  }

  private static long memoryKnownToTheVirtualMachine() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean bean
        ? bean.getTotalMemorySize()
        : 0;
  }

  private String os() {
    String kernel =
        System.getProperty("os.name", "unknown") + " " + System.getProperty("os.version", "");
    return value(lines("etc/os-release"), "PRETTY_NAME", "=")
        .map(name -> name.replaceAll("^[\"']|[\"']$", ""))
        .filter(name -> !name.isBlank())
        .map(name -> name + " (" + kernel.strip() + ")")
        .orElse(kernel.strip());
  }

  private static Optional<String> value(List<String> lines, String key, String separator) {
    return lines.stream()
        .filter(line -> line.contains(separator))
        .filter(line -> line.substring(0, line.indexOf(separator)).strip().equals(key))
        .map(line -> line.substring(line.indexOf(separator) + 1).strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }
}
