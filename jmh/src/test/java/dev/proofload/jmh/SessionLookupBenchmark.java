package dev.proofload.jmh;

import dev.proofload.bridge.session.Session;
import dev.proofload.bridge.session.SessionRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A user's session found, noted as the latest active, locked and unlocked, among many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-Xmx1536m")
public class SessionLookupBenchmark {
  private static final int HISTORY_WINDOW = 20;

  @Param({"100", "1000", "10000", "100000", "1000000"})
  int sessions = 100;

  private Users users = new Users(1);
  private SessionRegistry registry = newRegistry(1);

  @Setup
  public void setUp() {
    users = new Users(sessions);
    registry = newRegistry(sessions);
    for (int i = 0; i < sessions; i++) {
      registry.acquire(users.next()).unlock();
    }
  }

  @Benchmark
  public Session lookUp() {
    Session session = registry.acquire(users.next());
    session.unlock();
    return session;
  }

  private static SessionRegistry newRegistry(int maxSessions) {
    return new SessionRegistry(maxSessions, HISTORY_WINDOW, evicted -> {});
  }
}
