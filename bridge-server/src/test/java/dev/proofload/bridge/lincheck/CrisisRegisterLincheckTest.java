package dev.proofload.bridge.lincheck;

import dev.proofload.bridge.crisis.CrisisRegister;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streaks of flagged turns against a list of their times, while time goes on. */
@Param(name = "user", gen = IntGen.class, conf = "1:1")
@Tag("lincheck")
public final class CrisisRegisterLincheckTest {
  private static final int TURNS = 2;
  private static final int WINDOW_NANOS = 5;
  private static final int TICK_NANOS = 3;

  private final AtomicLong clock = new AtomicLong();
  private final CrisisRegister crises =
      new CrisisRegister(TURNS, Duration.ofNanos(WINDOW_NANOS), clock::get);

  @Operation
  public boolean flagged(@Param(name = "user") int user) {
    return crises.turn("u" + user, true);
  }

  @Operation
  public boolean calm(@Param(name = "user") int user) {
    return crises.turn("u" + user, false);
  }

  @Operation
  public void tick() {
    clock.addAndGet(TICK_NANOS);
  }

  @Operation
  public void sweep() {
    crises.sweep();
  }

  @Test
  void isLinearizableUnderStress() {
    Interleavings.stress(CrisisRegisterLincheckTest.class, Streaks.class);
  }

  @Test
  void isLinearizableUnderModelChecking() {
    Interleavings.modelCheck(CrisisRegisterLincheckTest.class, Streaks.class);
  }

  /** All flagged turns of a streak, and the time of its latest delivery. */
  public static final class Streaks {
    private final Map<Integer, List<Long>> flagged = new HashMap<>();
    private final Map<Integer, Long> delivered = new HashMap<>();
    private long now;

    public boolean flagged(int user) {
      List<Long> times = flagged.computeIfAbsent(user, key -> new ArrayList<>());
      times.add(now);
      Long last = delivered.get(user);
      boolean due =
          last == null
              ? times.size() >= TURNS && now - times.get(times.size() - TURNS) <= WINDOW_NANOS
              : now - last >= WINDOW_NANOS;
      if (due) {
        delivered.put(user, now);
      }
      return due;
    }

    public boolean calm(int user) {
      flagged.remove(user);
      delivered.remove(user);
      return false;
    }

    public void tick() {
      now += TICK_NANOS;
    }

    public void sweep() {
      // Frees memory and changes nothing that anyone sees.
    }
  }
}
