package dev.proofload.loadgen.record;

/**
 * What a run ran on.
 *
 * @param cpuModel as the system names it
 * @param cpus how many this process may use
 * @param memoryBytes of the machine
 * @param os name and version
 * @param arch of the processor
 * @param jdk vendor and version of the virtual machine that generated the load
 */
public record Machine(
    String cpuModel, int cpus, long memoryBytes, String os, String arch, String jdk) {}
