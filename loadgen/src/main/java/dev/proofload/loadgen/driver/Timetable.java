package dev.proofload.loadgen.driver;

/** When one user's operations are due. Used on the user's event loop alone. */
final class Timetable {
  private final LoadRun run;
  private final Pace pace;
  private long freeNanos;
  private long dueNanos;
  private boolean drawn;
  private boolean ended;

  Timetable(LoadRun run, Pace pace) {
    this.run = run;
    this.pace = pace;
  }

  /** The user may do its next operation from then on. */
  void free(long nanos) {
    freeNanos = nanos;
  }

  /** When the next operation is due, or {@link Pace#NEVER}; the same until it is taken. */
  long due() {
    if (!drawn) {
      dueNanos = pace.nextNanos(run.beginNanos(), freeNanos);
      drawn = true;
    }
    return dueNanos;
  }

  /** When the operation that was asked for last was due. */
  long dueNanos() {
    return dueNanos;
  }

  /** The operation that was due is sent, or given up. */
  void taken() {
    drawn = false;
  }

  /** Nothing is due any more. */
  void end() {
    ended = true;
  }

  /** Whether a late start is not the user's doing: it was free when the operation was due. */
  boolean showsLag() {
    return run.schedule().isOpen() && freeNanos <= dueNanos && run.isMeasured(dueNanos);
  }

  /** How many operations were due in the measured window, and never sent. Ends the timetable. */
  long unsent(long nowNanos) {
    long unsent = 0;
    if (!ended) {
      long due = due();
      while (due <= nowNanos) {
        unsent += run.isMeasured(due) ? 1 : 0;
        due = pace.nextNanos(run.beginNanos(), freeNanos);
      }
      ended = true;
    }
    return unsent;
  }
}
