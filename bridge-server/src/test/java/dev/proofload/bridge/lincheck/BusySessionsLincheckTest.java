package dev.proofload.bridge.lincheck;

import dev.proofload.bridge.protocol.StoredMessage.Role;
import dev.proofload.bridge.session.Session;
import dev.proofload.bridge.session.SessionRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * More users than sessions, all at once. Who goes depends on who is busy at that instant, which no
 * sequential order tells; so the claims are those that hold in any: never more than allowed, nobody
 * is evicted in the middle of an operation, nobody has two sessions, whoever was evicted is gone.
 */
@Param(name = "user", gen = IntGen.class, conf = "0:3")
@Tag("lincheck")
public final class BusySessionsLincheckTest {
  private static final int MAX_SESSIONS = 2;

  private final Map<Integer, Session> inUse = new ConcurrentHashMap<>();
  private final AtomicInteger evictions = new AtomicInteger();
  private final AtomicInteger creations = new AtomicInteger();
  private final SessionRegistry sessions =
      new SessionRegistry(MAX_SESSIONS, 100, evicted -> evictions.incrementAndGet());

  @Operation
  public String speak(@Param(name = "user") int user) {
    return operate(user, session -> {});
  }

  @Operation
  public String connect(@Param(name = "user") int user) {
    return operate(user, session -> sessions.setConnected(session, true));
  }

  @Operation
  public String disconnect(@Param(name = "user") int user) {
    return operate(user, session -> sessions.setConnected(session, false));
  }

  @Operation
  public boolean isWithinBounds() {
    return sessions.size() <= MAX_SESSIONS;
  }

  @Validate
  public void everybodyIsAccountedFor() {
    int there = sessions.size();
    int listed = 0;
    for (int user = 0; user <= 3; user++) {
      listed += sessions.find("u" + user).isPresent() ? 1 : 0;
    }
    if (there != listed || there > MAX_SESSIONS || creations.get() - evictions.get() != there) {
      throw new IllegalStateException(
          "%d sessions, %d found, %d created, %d evicted"
              .formatted(there, listed, creations.get(), evictions.get()));
    }
    // Nobody is busy now: newcomers must find places, and in the end only they are there.
    operate(100, session -> {});
    operate(101, session -> {});
    if (sessions.size() > MAX_SESSIONS) {
      throw new IllegalStateException(sessions.size() + " sessions after two newcomers");
    }
  }

  @Test
  void holdsUnderStress() {
    Interleavings.stress(BusySessionsLincheckTest.class, AllIsWell.class);
  }

  @Test
  void holdsUnderModelChecking() {
    Interleavings.modelCheck(BusySessionsLincheckTest.class, AllIsWell.class);
  }

  private String operate(int user, java.util.function.Consumer<Session> action) {
    Session session = sessions.acquire("u" + user);
    try {
      boolean alone = inUse.putIfAbsent(user, session) == null;
      if (session.history().size() == 0) {
        creations.incrementAndGet();
      }
      session.history().add(Role.USER, "hello", 0, "Tower");
      action.accept(session);
      boolean listed = sessions.find("u" + user).filter(found -> found == session).isPresent();
      boolean mine = alone && listed && !session.isEvicted();
      inUse.remove(user, session);
      return mine ? "well" : "alone " + alone + ", listed " + listed;
    } finally {
      session.unlock();
    }
  }

  /** What every operation says if all goes well. */
  public static final class AllIsWell {
    public String speak(int user) {
      return "well";
    }

    public String connect(int user) {
      return "well";
    }

    public String disconnect(int user) {
      return "well";
    }

    public boolean isWithinBounds() {
      return true;
    }
  }
}
