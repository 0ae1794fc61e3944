package dev.proofload.bridge.lincheck;

import dev.proofload.bridge.protocol.StoredMessage.Role;
import dev.proofload.bridge.session.Session;
import dev.proofload.bridge.session.SessionRegistry;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A full registry against a list in order of activity: newcomers evict, sockets open and close.
 *
 * <p>There are always more idle users than operations, so that nobody who is evicted is in the
 * middle of an operation: whom a newcomer takes the place of when only busy ones are left is no
 * question of order, and {@link BusySessionsLincheckTest} asks it.
 */
@Param(name = "user", gen = IntGen.class, conf = "0:4")
@Param(name = "idle", gen = IntGen.class, conf = "90:93")
@Tag("lincheck")
public final class SessionRegistryLincheckTest {
  private static final int FIRST_IDLE = 90;
  private static final int MAX_SESSIONS = 16;

  private final SessionRegistry sessions = new SessionRegistry(MAX_SESSIONS, 100, evicted -> {});

  public SessionRegistryLincheckTest() {
    for (int i = 0; i < MAX_SESSIONS; i++) {
      speak(FIRST_IDLE + i);
    }
    setConnected(FIRST_IDLE, true);
  }

  @Operation
  public int speak(@Param(name = "user") int user) {
    Session session = sessions.acquire("u" + user);
    try {
      session.history().add(Role.USER, "hello", 0, "Tower");
      return session.history().size();
    } finally {
      session.unlock();
    }
  }

  @Operation
  public int wake(@Param(name = "idle") int user) {
    return speak(user);
  }

  @Operation
  public int connect(@Param(name = "user") int user) {
    return setConnected(user, true);
  }

  @Operation
  public int disconnect(@Param(name = "user") int user) {
    return setConnected(user, false);
  }

  @Operation
  public boolean find(@Param(name = "user") int user) {
    return sessions.find("u" + user).isPresent();
  }

  @Operation
  public boolean findIdle(@Param(name = "idle") int user) {
    return find(user);
  }

  @Operation
  public int size() {
    return sessions.size();
  }

  @Test
  void isLinearizableUnderStress() {
    Interleavings.stress(SessionRegistryLincheckTest.class, Stays.class);
  }

  @Test
  void isLinearizableUnderModelChecking() {
    Interleavings.modelCheck(SessionRegistryLincheckTest.class, Stays.class);
  }

  private int setConnected(int user, boolean connected) {
    Session session = sessions.acquire("u" + user);
    try {
      sessions.setConnected(session, connected);
      return session.history().size();
    } finally {
      session.unlock();
    }
  }

  /** Users in order of their latest activity; the first without a socket goes first. */
  public static final class Stays {
    private final Set<Integer> order = new LinkedHashSet<>();
    private final Map<Integer, Integer> said = new HashMap<>();
    private final Map<Integer, Boolean> connected = new HashMap<>();

    public Stays() {
      for (int i = 0; i < MAX_SESSIONS; i++) {
        speak(FIRST_IDLE + i);
      }
      connect(FIRST_IDLE);
    }

    public int speak(int user) {
      touch(user);
      return said.merge(user, 1, Integer::sum);
    }

    public int wake(int user) {
      return speak(user);
    }

    public int connect(int user) {
      touch(user);
      connected.put(user, true);
      return said.getOrDefault(user, 0);
    }

    public int disconnect(int user) {
      touch(user);
      connected.put(user, false);
      return said.getOrDefault(user, 0);
    }

    public boolean find(int user) {
      return order.contains(user);
    }

    public boolean findIdle(int user) {
      return find(user);
    }

    public int size() {
      return order.size();
    }

    private void touch(int user) {
      if (!order.remove(user) && order.size() == MAX_SESSIONS) {
        evict();
      }
      order.add(user);
    }

    private void evict() {
      Integer victim =
          order.stream()
              .filter(user -> !connected.getOrDefault(user, false))
              .findFirst()
              .orElseGet(() -> order.iterator().next());
      order.remove(victim);
      said.remove(victim);
      connected.remove(victim);
    }
  }
}
