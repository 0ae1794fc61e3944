package dev.proofload.loadgen.record;

import java.util.OptionalLong;

/**
 * What the measured window cost.
 *
 * @param generatorCpuNanos processor time of this process
 * @param targetCpuNanos processor time of the system under test, where it was started here
 * @param targetRssBytes its resident memory at the end, where it was started here
 */
public record Usage(
    long generatorCpuNanos, OptionalLong targetCpuNanos, OptionalLong targetRssBytes) {}
