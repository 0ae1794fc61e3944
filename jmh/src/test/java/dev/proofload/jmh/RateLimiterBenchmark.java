package dev.proofload.jmh;

import dev.proofload.bridge.limit.Allowance;
import dev.proofload.bridge.limit.RateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A token taken from one of many buckets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RateLimiterBenchmark {
  @Param({"20", "100000"})
  int buckets = 20;

  private Users users = new Users(1);
  private final RateLimiter generous =
      new RateLimiter(1_000_000_000, Duration.ofSeconds(1), System::nanoTime);
  private final RateLimiter strict = new RateLimiter(1, Duration.ofDays(1), System::nanoTime);

  @Setup
  public void setUp() {
    users = new Users(buckets);
    for (int i = 0; i < buckets; i++) {
      String user = users.next();
      generous.take(user);
      strict.take(user);
    }
  }

  @Benchmark
  public Allowance admitted() {
    return generous.take(users.next());
  }

  @Benchmark
  public Allowance refused() {
    return strict.take(users.next());
  }
}
