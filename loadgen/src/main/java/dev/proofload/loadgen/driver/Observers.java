package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.IntervalListener;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Is told how a run goes on, by the thread that called {@link LoadDriver#run}.
 *
 * @param interval is told each interval's latencies
 * @param second is told each second
 * @param targetCpu asks what the system under test has used, where that can be known
 * @param targetMemory asks for its resident memory; may block for a while
 */
public record Observers(
    IntervalListener interval,
    Consumer<Progress> second,
    Supplier<OptionalLong> targetCpu,
    Supplier<OptionalLong> targetMemory) {}
