package dev.proofload.loadgen.record;

import org.HdrHistogram.WriterReaderPhaser;

/**
 * A tally that one thread fills while another takes what it holds: the writer fills one while the
 * reader empties the other; the phaser swaps them. The writer never waits.
 */
final class Cell {
  private final WriterReaderPhaser phaser = new WriterReaderPhaser();
  private volatile Tally active = new Tally();
  private Tally idle = new Tally();

  void record(Outcome outcome, long latencyNanos) {
    long entered = phaser.writerCriticalSectionEnter();
    try {
      active.add(outcome, latencyNanos);
    } finally {
      phaser.writerCriticalSectionExit(entered);
    }
  }

  void record(Outcome outcome, long responseNanos, long serviceNanos) {
    long entered = phaser.writerCriticalSectionEnter();
    try {
      active.add(outcome, responseNanos, serviceNanos);
    } finally {
      phaser.writerCriticalSectionExit(entered);
    }
  }

  /** Adds what was recorded since the last call to {@code sum}. */
  void take(Tally sum) {
    phaser.readerLock();
    try {
      Tally full = active;
      active = idle;
      phaser.flipPhase();
      sum.add(full);
      full.reset();
      idle = full;
    } finally {
      phaser.readerUnlock();
    }
  }
}
