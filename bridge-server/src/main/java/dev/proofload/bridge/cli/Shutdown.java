package dev.proofload.bridge.cli;

/** What a server does when it gets SIGINT or SIGTERM. */
final class Shutdown {
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
