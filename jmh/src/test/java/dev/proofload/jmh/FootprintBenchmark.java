package dev.proofload.jmh;

import dev.proofload.bridge.service.Footprint;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What a session, a stored message and a crisis state weigh, in bytes, so that it stands beside
 * what they cost. The figure is in the metric {@code bytes}; the time is only what weighing took.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FootprintBenchmark {
  /** How many sessions there are, each with 20 messages. */
  @State(Scope.Benchmark)
  public static class Sessions {
    @Param({"1", "5", "10", "20", "50", "100"})
    int sessions = 1;
  }

  /** How many messages a history holds, two for each of the paper's windows. */
  @State(Scope.Benchmark)
  public static class Messages {
    @Param({"20", "40", "100", "200", "400"})
    int messages = 1;
  }

  /** How many users are in the middle of a streak. */
  @State(Scope.Benchmark)
  public static class CrisisStates {
    @Param({"10000"})
    int crisisStates = 1;
  }

  /** Carries a weight into the results. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Weight {
    public double bytes;

    private int shots = 1;

    @Setup
    public void setUp(BenchmarkParams params) {
      shots = params.getForks() * params.getMeasurement().getCount();
    }

    /** JMH adds up events over all iterations and forks: each brings its share. */
    private void of(double weighed) {
      bytes = weighed / shots;
    }
  }

  @Benchmark
  public void session(Sessions param, Weight weight) {
    weight.of(Footprint.bytesPerSession(param.sessions));
  }

  @Benchmark
  public void message(Messages param, Weight weight) {
    weight.of(Footprint.bytesPerMessage(param.messages));
  }

  @Benchmark
  public void crisisState(CrisisStates param, Weight weight) {
    weight.of(Footprint.bytesPerCrisisState(param.crisisStates));
  }
}
