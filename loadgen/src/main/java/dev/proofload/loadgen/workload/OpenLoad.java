package dev.proofload.loadgen.workload;

/**
 * An open load: operations are due at their time, whether or not the server keeps up.
 *
 * @param profile how many a second, of all users and kinds together, after the warm-up
 */
public record OpenLoad(RateProfile profile, Arrivals arrivals) {}
