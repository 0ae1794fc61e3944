package dev.proofload.loadgen.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end well on Ctrl-C or SIGTERM: tells it to stop, and keeps the virtual machine alive
 * until what was measured is saved, or for fifteen seconds.
 */
final class Interruption implements AutoCloseable {
  private static final int SECONDS = 15;

  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interruption");
  private Runnable stop = () -> {};
  private boolean stopped;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says what asks the run to end; it is called at once if somebody has interrupted already. */
  void stops(Runnable how) {
    synchronized (hook) {
      stop = how;
      if (stopped) {
        how.run();
      }
    }
  }

  /** All is saved and stopped. */
  @Override
  public void close() {
    saved.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running, and ends now.
    }
  }

  private void interrupted() {
    synchronized (hook) {
      stopped = true;
      stop.run();
    }
    awaitSaved();
  }

  private void awaitSaved() {
    try {
      if (!saved.await(SECONDS, TimeUnit.SECONDS)) {
        System.err.println("loadgen: gave up saving after " + SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
