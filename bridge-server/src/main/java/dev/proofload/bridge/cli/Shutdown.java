package dev.proofload.bridge.cli;

import java.io.IOException;
import java.io.OutputStream;

/** What a server does when it gets SIGINT or SIGTERM. */
final class Shutdown {
  /** The option by which a server lives no longer than who started it. */
  static final String WHILE_STDIN = "--while-stdin";

  private static final long PATIENCE_MILLIS = 4_500;

  private Shutdown() {}

  /** Something that stops. */
  @FunctionalInterface
  interface Stoppable {
    void stop() throws InterruptedException;
  }

  /**
   * Stops the server on a signal, and ends with exit code 0 within 5 seconds whatever happens: to
   * be told to stop is no failure, though the JVM by itself would exit with 143 or 130.
   */
  static void onSignal(Stoppable server) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stopAndHalt(server)));
  }

  /** Ends as on a signal once standard input does, as it does when who started us is gone. */
  static void whenStdinEnds() {
    Thread.ofPlatform().name("stdin").daemon().start(Shutdown::awaitEndOfStdin);
  }

  private static void awaitEndOfStdin() {
    try {
      long ignored = System.in.transferTo(OutputStream.nullOutputStream());
      assert ignored >= 0;
    } catch (IOException e) {
      // A broken pipe is an end too.
    }
    System.exit(0);
  }

  private static void stopAndHalt(Stoppable server) {
    Thread stopping =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    server.stop();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      stopping.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
