package dev.proofload.loadgen.workload;

/**
 * Seeded numbers that depend on nothing but their arguments, so that users can be driven in any
 * order and still say the same. The mixing function is the finalizer of SplitMix64 (Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", 2014).
 */
final class Mix {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** A number for the {@code index}th thing that {@code user} does under {@code seed}. */
  static long of(long seed, int user, int index) {
    return mix(mix(seed + GOLDEN_GAMMA * (user + 1L)) + GOLDEN_GAMMA * (index + 1L));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
