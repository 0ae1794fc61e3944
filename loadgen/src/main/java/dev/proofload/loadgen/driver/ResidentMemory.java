package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.target.HttpCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resident memory of a process: as the operating system says, or as it tells Prometheus. */
public final class ResidentMemory {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Where a server tells Prometheus, and under which name, by Prometheus's own conventions. */
  private static final HttpCall METRICS = new HttpCall("GET", "/metrics");

  private static final Pattern METRIC =
      Pattern.compile("(?m)^process_resident_memory_bytes(?:\\{[^}]*})? ([0-9.eE+]+)");

  private ResidentMemory() {}

  /** Of a process of this machine, in bytes, where the system says. */
  public static OptionalLong of(ProcessHandle process) {
    try {
      return in(RESIDENT, Files.readString(Path.of("/proc/" + process.pid() + "/status")), 1024);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Of the process that serves an endpoint, in bytes, where either tells. Blocks for ten seconds at
   * most.
   *
   * @param process the process, where it runs on this machine and is known
   */
  public static OptionalLong of(Optional<ProcessHandle> process, Endpoint endpoint) {
    OptionalLong known = process.map(ResidentMemory::of).orElse(OptionalLong.empty());
    return known.isPresent() ? known : asked(endpoint);
  }

  private static OptionalLong asked(Endpoint endpoint) {
    try (ControlClient client = new ControlClient(endpoint, ControlClient.LONGEST)) {
      ControlClient.Answer answer = client.send(METRICS);
      return answer.status() == 200 ? told(answer.body()) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  /** What stands in the text that Prometheus is told. */
  static OptionalLong told(byte[] metrics) {
    return in(METRIC, new String(metrics, StandardCharsets.UTF_8), 1);
  }

  private static OptionalLong in(Pattern pattern, String text, int unit) {
    Matcher matcher = pattern.matcher(text);
    try {
      return matcher.find()
          ? OptionalLong.of((long) (Double.parseDouble(matcher.group(1)) * unit))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
