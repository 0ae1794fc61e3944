package dev.proofload.loadgen.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bridge in a process of its own, started for one run on free ports, and stopped afterwards: also
 * when this process is killed, since its standard input then ends.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedBridge implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("listening on http://(\\S+):(\\d+) and ws://\\S+:(\\d+)");

  /** Gives it a session of its own, so that a Ctrl-C meant for us does not end it under us. */
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 6;

  private final Process process;
  private final Endpoint endpoint;

  private EmbeddedBridge(Process process, Endpoint endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param home the project's folder
   * @param arguments what follows {@code bridge serve --port 0}
   * @throws RunFailure if it does not start
   */
  public static EmbeddedBridge start(Path home, List<String> arguments)
      throws InterruptedException {
    return launch(home, "serve", arguments);
  }

  /** As {@link #start}, but the calibration target: it answers every chat with a constant. */
  public static EmbeddedBridge startNull(Path home) throws InterruptedException {
    return launch(home, "null", List.of());
  }

  private static EmbeddedBridge launch(Path home, String what, List<String> arguments)
      throws InterruptedException {
    Path launcher = home.resolve("bin/bridge");
    if (!Files.isExecutable(launcher)) {
      throw new RunFailure(
          "there is no bridge to start at " + launcher + ": name a running one with --url");
    }
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(List.of(launcher.toString(), what, "--port", "0", "--while-stdin"));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new RunFailure("cannot start " + launcher + ": " + e.getMessage(), e);
    }
    CompletableFuture<Endpoint> listening = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(process, listening));
    try {
      return new EmbeddedBridge(process, listening.get(START_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      stop(process);
      throw new RunFailure("the embedded bridge did not start: " + String.join(" ", command), e);
    }
  }

  /** Where it listens. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Its resident memory now, where the system says. */
  public OptionalLong residentBytes() {
    return ResidentMemory.of(process.toHandle());
  }

  /** Stops it, and waits until it is gone. */
  @Override
  public void close() {
    stop(process);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Reads its output to the end, so that it never blocks on a full pipe. */
  private static void read(Process process, CompletableFuture<Endpoint> listening) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          listening.complete(
              new Endpoint(
                  matcher.group(1),
                  Integer.parseInt(matcher.group(2)),
                  Integer.parseInt(matcher.group(3))));
        }
      }
      listening.completeExceptionally(new RunFailure("it ended"));
    } catch (IOException e) {
      listening.completeExceptionally(new UncheckedIOException(e));
    }
  }
}
