package dev.proofload.bridge.transport;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections this process can afford. Running out of file descriptors would end the
 * library's acceptor for good, so that some are kept for everything else.
 */
final class OpenFiles {
  private static final int DEFAULT_MAX = 4_096;

  private OpenFiles() {}

  /** WebSockets that may be open at once: three quarters of what the operating system allows. */
  static int forSockets() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      return (int) Math.min(1 << 20, Math.max(64, unix.getMaxFileDescriptorCount() / 4 * 3));
    }
    return DEFAULT_MAX;
  }
}
