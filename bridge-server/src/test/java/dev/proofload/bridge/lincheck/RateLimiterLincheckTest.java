package dev.proofload.bridge.lincheck;

import dev.proofload.bridge.limit.Allowance;
import dev.proofload.bridge.limit.RateLimiter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The token bucket against one that counts tokens, while time goes on. */
@Param(name = "user", gen = IntGen.class, conf = "1:2")
@Tag("lincheck")
public final class RateLimiterLincheckTest {
  private static final int LIMIT = 2;
  private static final int INTERVAL_NANOS = 4;
  private static final int TICK_NANOS = 3;

  private final AtomicLong clock = new AtomicLong();
  private final RateLimiter limiter =
      new RateLimiter(LIMIT, Duration.ofNanos(LIMIT * INTERVAL_NANOS), clock::get);

  @Operation
  public String take(@Param(name = "user") int user) {
    Allowance allowance = limiter.take("u" + user);
    return allowance.admitted() + " " + allowance.remaining() + " " + allowance.waitNanos();
  }

  @Operation
  public int look(@Param(name = "user") int user) {
    return limiter.look("u" + user).remaining();
  }

  @Operation
  public void tick() {
    clock.addAndGet(TICK_NANOS);
  }

  @Operation
  public void sweep() {
    limiter.sweep();
  }

  @Test
  void isLinearizableUnderStress() {
    Interleavings.stress(RateLimiterLincheckTest.class, Buckets.class);
  }

  @Test
  void isLinearizableUnderModelChecking() {
    Interleavings.modelCheck(RateLimiterLincheckTest.class, Buckets.class);
  }

  /** Buckets as one would draw them: a level in parts of a token that rises with time. */
  public static final class Buckets {
    private static final int FULL = LIMIT * INTERVAL_NANOS;

    private final Map<Integer, Integer> levels = new HashMap<>();

    public String take(int user) {
      int level = levels.getOrDefault(user, FULL);
      if (level < INTERVAL_NANOS) {
        return "false 0 " + (INTERVAL_NANOS - level);
      }
      levels.put(user, level - INTERVAL_NANOS);
      return "true " + (level - INTERVAL_NANOS) / INTERVAL_NANOS + " 0";
    }

    public int look(int user) {
      return levels.getOrDefault(user, FULL) / INTERVAL_NANOS;
    }

    public void tick() {
      levels.replaceAll((user, level) -> Math.min(FULL, level + TICK_NANOS));
    }

    public void sweep() {
      // Frees memory and changes nothing that anyone sees.
    }
  }
}
