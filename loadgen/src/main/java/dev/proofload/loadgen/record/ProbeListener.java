package dev.proofload.loadgen.record;

/** Is told what a look at the whole system showed, by the probing thread alone. */
public interface ProbeListener {
  /**
   * A probe was answered.
   *
   * @param before what had been acknowledged to each user before the probe began
   * @param after what each user had attempted by the time it was answered
   * @param last whether the load had ended before it began
   */
  void probed(int[] before, int[] after, boolean last, Observation seen);
}
