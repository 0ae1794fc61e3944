package dev.proofload.loadgen.driver;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the operating system allows one process.
 *
 * @param descriptors how many files and connections may be open at once
 * @param ports how many connections may go from one address of this machine to one server's port
 */
record SystemLimits(long descriptors, int ports) {
  private static final int ALL_PORTS = 64_511;
  private static final long UNKNOWN = Long.MAX_VALUE;

  /** Of this process; what the system does not tell is not limited. */
  static SystemLimits probe(Path root) {
    long descriptors =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : UNKNOWN;
    return new SystemLimits(descriptors, ports(root));
  }

  private static int ports(Path root) {
    try {
      String range = Files.readString(root.resolve("proc/sys/net/ipv4/ip_local_port_range"));
      String[] ends = range.strip().split("\\s+", -1);
      return Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1;
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return ALL_PORTS;
    }
  }
}
