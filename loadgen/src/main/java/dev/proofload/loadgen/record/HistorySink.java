package dev.proofload.loadgen.record;

/** Takes records as they are, in the order in which a listener is told of them. */
public interface HistorySink {
  /** Keeps nothing. */
  HistorySink NONE =
      new HistorySink() {
        @Override
        public void record(int tag, long nanos, byte[] bytes, int from, int to) {}

        @Override
        public void settled(long nanos, long settledNanos) {}

        @Override
        public void ended(boolean quiet) {}
      };

  /**
   * A record of an operation or a delivery. Must not keep the bytes.
   *
   * @param tag its first byte
   * @param nanos its time, from the origin
   * @param bytes hold all that follows its head, from {@code from} to {@code to}
   */
  void record(int tag, long nanos, byte[] bytes, int from, int to);

  /**
   * Something was settled.
   *
   * @param nanos the time of the record before, from the origin
   * @param settledNanos from the origin, or {@link Long#MAX_VALUE}
   */
  void settled(long nanos, long settledNanos);

  /** Nothing more comes. */
  void ended(boolean quiet);
}
