package dev.proofload.loadgen.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether somebody is looking. */
final class Terminals {
  private Terminals() {}

  /** Whether standard output is a terminal that wants colours (NO_COLOR is respected). */
  static boolean colored() {
    String noColor = System.getenv("NO_COLOR");
    return isTerminal(1) && (noColor == null || noColor.isEmpty());
  }

  /** Whether standard error is a terminal, so that a line can be written over. */
  static boolean progress() {
    return isTerminal(2) && !"dumb".equals(System.getenv("TERM"));
  }

  /** Java tells of standard input and output only together, so the system is asked. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String device = Files.readSymbolicLink(link).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }
}
