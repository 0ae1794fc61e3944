package dev.proofload.loadgen.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out which process of this machine listens on a port, so that what it uses is not put down
 * to strangers. Blocks for some milliseconds, and longer where the machine has many connections.
 */
public final class LocalServer {
  /** Local address and port, remote ones, state (0A: listening), ..., the socket's number. */
  private static final Pattern LISTENING =
      Pattern.compile(
          "\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A"
              + " \\S+ \\S+ \\S+\\s+\\d+\\s+\\d+ (\\d+) .*");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private LocalServer() {}

  /** Whether a host's name or address is this machine's own. */
  public static boolean isHere(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  /**
   * Who serves HTTP at this endpoint, if it is on this machine and the system tells: on Linux, and
   * where it is a process of the same user's. Empty too if it is this process.
   */
  public static Optional<ProcessHandle> process(Endpoint endpoint) {
    return isHere(endpoint.host())
        ? process(Path.of("/proc"), endpoint.httpPort())
        : Optional.empty();
  }

  static Optional<ProcessHandle> process(Path proc, int port) {
    Set<Path> sockets =
        Stream.of("net/tcp", "net/tcp6")
            .flatMap(file -> listening(proc.resolve(file), port).stream())
            .map(number -> Path.of("socket:[" + number + "]"))
            .collect(Collectors.toSet());
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(folder -> NUMBER.matcher(folder.getFileName().toString()).matches())
          .filter(folder -> holdsOneOf(folder.resolve("fd"), sockets))
          .findFirst()
          .flatMap(folder -> ProcessHandle.of(Long.parseLong(folder.getFileName().toString())))
          .filter(process -> process.pid() != ProcessHandle.current().pid());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** The numbers of the sockets that listen on a port. */
  static List<String> listening(Path table, int port) {
    String wanted = String.format(Locale.ROOT, "%04X", port);
    try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(LISTENING::matcher)
          .filter(Matcher::matches)
          .filter(line -> line.group(1).equals(wanted))
          .map(line -> line.group(2))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static boolean holdsOneOf(Path descriptors, Set<Path> sockets) {
    try (Stream<Path> open = Files.list(descriptors)) {
      return open.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException | UncheckedIOException e) {
      return false; // Another user's, or gone.
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // Closed meanwhile.
    }
  }
}
