package dev.proofload.loadgen.record;

/** All that one run left behind, but for the verdicts. */
public record RunRecord(RunInfo info, Machine machine, Measurements measurements, Usage usage) {}
