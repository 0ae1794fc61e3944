package dev.proofload.bridge.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All sessions, at most as many as allowed: a new one takes the place of the least recently active
 * that has no socket open, else of the least recently active.
 *
 * <p>Thread-safe. Its lock is held for a few steps in memory only. Under it a session's lock is
 * only tried, never waited for (whoever holds one may wait for the registry's); a session whose
 * lock is taken is in use, and so not the least active.
 */
public final class SessionRegistry {
  // Most bridges serve few: a default table would weigh as much as a session's messages.
  private static final int FEW = 4;
  private static final long ALL_BUSY_PARK_NANOS = 20_000;

  private final int maxSessions;
  private final int historyWindow;
  private final Consumer<Session> onEvict;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<String, Session> sessions = new HashMap<>(FEW);
  private final ActivityOrder unconnected = new ActivityOrder();
  private final ActivityOrder connected = new ActivityOrder();
  private long activities;

  /**
   * @param maxSessions how many there may be; at least 1
   * @param historyWindow messages that a session keeps
   * @param onEvict is told of a session that goes, under the registry's and the session's lock;
   *     must not block nor call back
   */
  public SessionRegistry(int maxSessions, int historyWindow, Consumer<Session> onEvict) {
    if (maxSessions < 1) {
      throw new IllegalArgumentException("max sessions must be at least 1: " + maxSessions);
    }
    this.maxSessions = maxSessions;
    this.historyWindow = historyWindow;
    this.onEvict = onEvict;
  }

  /**
   * The user's session, created if there is none, noted as active, and locked: the caller unlocks
   * it. Waits for the user's other operations.
   */
  public Session acquire(String userId) {
    while (true) {
      Session session = findOrCreate(userId);
      if (session == null) {
        // Every session is in the middle of an operation; those take microseconds.
        LockSupport.parkNanos(ALL_BUSY_PARK_NANOS);
      } else {
        if (!session.isEvicted()) {
          return session;
        }
        session.unlock();
      }
    }
  }

  /** The user's session, if there is one; not noted as active, and not locked. */
  public Optional<Session> find(String userId) {
    lock.lock();
    try {
      return Optional.ofNullable(sessions.get(userId));
    } finally {
      lock.unlock();
    }
  }

  /** Notes whether a session has a socket open; the caller holds the session's lock. */
  public void setConnected(Session session, boolean isConnected) {
    lock.lock();
    try {
      if (!session.isEvicted() && session.connected != isConnected) {
        orderOf(session).remove(session);
        session.connected = isConnected;
        orderOf(session).insert(session);
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many sessions there are. */
  public int size() {
    lock.lock();
    try {
      return sessions.size();
    } finally {
      lock.unlock();
    }
  }

  /** A locked session, perhaps evicted by now; null if there was none to take the place of. */
  private @Nullable Session findOrCreate(String userId) {
    Session session;
    lock.lock();
    try {
      session = sessions.get(userId);
      if (session == null) {
        return create(userId);
      }
      touch(session);
    } finally {
      lock.unlock();
    }
    session.lock();
    return session;
  }

  private @Nullable Session create(String userId) {
    if (sessions.size() >= maxSessions && !evictFrom(unconnected) && !evictFrom(connected)) {
      return null;
    }
    Session session = new Session(userId, historyWindow);
    // Nobody else knows it yet, so this does not wait; and nobody can evict it before it is used.
    session.lock();
    session.activity = ++activities;
    sessions.put(userId, session);
    unconnected.insert(session);
    return session;
  }

  private boolean evictFrom(ActivityOrder order) {
    for (Session session = order.eldest(); session != null; session = session.newer) {
      if (session.tryLock()) {
        try {
          order.remove(session);
          sessions.remove(session.userId());
          session.evict();
          onEvict.accept(session);
          return true;
        } finally {
          session.unlock();
        }
      }
    }
    return false;
  }

  private void touch(Session session) {
    ActivityOrder order = orderOf(session);
    order.remove(session);
    session.activity = ++activities;
    order.insert(session);
  }

  private ActivityOrder orderOf(Session session) {
    return session.connected ? connected : unconnected;
  }
}
